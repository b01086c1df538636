"""How far a document can be trusted as text, and whether it can hold anything for the tables."""

import re

#: Marks of text that was not read rightly: unread bytes, and the question mark that damage leaves inside words.
_LOST = re.compile("\ufffd|(?<=[\u4e00-\u9fff])\\?(?=[\u4e00-\u9fffa-zA-Z])")
_CHINESE = re.compile("[\u3400-\u9fff]")
_AGREEMENT = re.compile("签|协议|备忘录|合作|合同|携手|牵手|结盟|入驻|落户|投资|采购|约定|合力|共建")
_SUBJECT = re.compile(
    "[2-6]\\s?[GgＧ]|基站|网络|通信|电信|移动|联通|铁塔|广电|数字|数据|算力|机房|机架|机柜|服务器|互联网|物联网|宽带|光纤|光网|千兆|万兆|云[计服平网端数上资存]|上云|“云|智慧|智能|信息|软件|上网|人工智能|华为|中兴"
)
_FIGURE = re.compile("[0-9０-９一二三四五六七八九十百千万亿两]")


def quality(text: str, n_inferred: int) -> float:
    """Return how well the text could be read, from 0 to 1.

    The share of the Chinese characters that no repair had to guess and that stand by no lost character: each lost
    character costs ten characters' worth, each inferred one two. A text of fewer than 100 Chinese characters is
    marked down in proportion, for a page that short is seldom the whole article.

    Example:
        >>> quality("双方签署协议。" * 20, 0)
        1.0
    """
    chinese = len(_CHINESE.findall(text))
    if not chinese:
        return 0.0
    cost = 10 * len(_LOST.findall(text)) + 2 * n_inferred
    return round(max(0.0, 1 - cost / chinese) * min(1.0, chinese / 100), 4)


def is_relevant(text: str) -> bool:
    """Tell whether a text may hold an agreement or a figure about networks and the digital economy.

    A cheap gate that errs towards yes: it asks for a word of the subject, and a word of agreement or a number.

    Example:
        >>> is_relevant("全市建成5G基站三千个"), is_relevant("今天晴到多云")
        (True, False)
    """
    return bool(_SUBJECT.search(text)) and bool(_AGREEMENT.search(text) or _FIGURE.search(text))
