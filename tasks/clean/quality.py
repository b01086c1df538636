"""How far a document can be trusted as text, and whether it can hold anything for the tables."""

import re

from schemas.reference.subject import subject
from tasks.clean.simplify import n_chinese

#: Marks of text that was not read rightly: unread bytes, and the question mark that damage leaves inside words.
_LOST = re.compile("\ufffd|(?<=[\u4e00-\u9fff])\\?(?=[\u4e00-\u9fffa-zA-Z])")
_SIGNING = re.compile("签[约署订字下]|协议|备忘录|合同|战略合作")
_AGREEMENT = re.compile("签|协议|备忘录|合作|合同|携手|牵手|结盟|入驻|落户|投资|采购|约定|合力|共建")
_FIGURE = re.compile("[0-9０-９一二三四五六七八九十百千万亿两]")


def quality(text: str, n_inferred: int) -> float:
    """Return how well the text could be read, from 0 to 1.

    With C Chinese characters in the text, of which G are guesses (``inferred`` in ``repairs``), and L places where a
    character is lost (U+FFFD, or a question mark that damage left inside a word)::

        quality = max(0, 1 - (10 L + 2 G) / C) * min(1, C / 100)

    A lost character costs ten characters' worth, for it may have been part of a name or a figure; a guess costs two.
    The last factor marks down a text of fewer than 100 Chinese characters, for a page that short is seldom the whole
    article. A text without Chinese characters has quality 0.

    Args:
        text: the clean text, title and body.
        n_inferred: how many of its characters are guesses.

    Example:
        >>> quality("双方签署协议。" * 20, 0)
        1.0
    """
    chinese = n_chinese(text)
    if not chinese:
        return 0.0
    n_lost = len(_LOST.findall(text)) if "?" in text or "\ufffd" in text else 0
    cost = 10 * n_lost + 2 * n_inferred
    return round(max(0.0, 1 - cost / chinese) * min(1.0, chinese / 100), 4)


def is_relevant(text: str) -> bool:
    """Tell whether a text may hold an agreement or a figure about networks and the digital economy.

    A cheap gate that errs towards yes: it asks for a word of signing, or for a word of the subject together with a
    word of agreement or a number. The words of the subject are data (``subject.toml``).

    Example:
        >>> is_relevant("全市建成5G基站三千个"), is_relevant("今天晴到多云")
        (True, False)
    """
    if _SIGNING.search(text):
        return True
    return subject().is_named_in(text) and bool(_AGREEMENT.search(text) or _FIGURE.search(text))
