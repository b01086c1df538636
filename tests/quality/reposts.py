"""What other outlets make of a page: reposts, which must be recognised, and clones, which must not."""

import random
import re
from collections.abc import Callable, Iterator

from schemas.records import Document, Findings, Page
from tasks.identity import stable_id
from tests.tasks.clean.damage import damaged

#: What an editor changes without a thought.
_WORDS = {
    "昨日": "昨天",
    "目前": "眼下",
    "共同": "一道",
    "据了解": "据悉",
    "表示": "说",
    "举行": "举办",
    "加快": "提速",
}
_OTHER_PLACES = {"省": "云岭省", "市": "白鹿市", "区": "青枫区", "县": "石桥县"}
_NEXT_OPERATOR = {"移动": "联通", "联通": "电信", "电信": "移动"}
_OTHER_NAMES = ("柏远山", "竺清欢", "邬沉舟", "闻人意", "乐正川", "东郭明", "钟离雪", "令狐远")

Edit = Callable[[Document, random.Random], str]


def truncated(document: Document, chance: random.Random) -> str:
    """The beginning, as aggregators show it."""
    keep = max(120, int(len(document.text) * chance.uniform(0.35, 0.85)))
    return document.text[:keep] + "……"


def edited(document: Document, chance: random.Random) -> str:
    """Words changed, a paragraph dropped, a line of the outlet's own added."""
    lines = document.text.split("\n")
    if len(lines) > 3:
        lines.pop(chance.randrange(2, len(lines)))
    text = "\n".join(lines)
    for word, other in _WORDS.items():
        text = text.replace(word, other)
    return text + "\n更多本地资讯请下载本报客户端。"


def spoilt(document: Document, _: random.Random) -> str:
    """Glosses, shifted bytes and narrow punctuation; a character that GBK lacks is lost first."""
    return damaged(document.text.encode("gbk", "replace").decode("gbk"))


REPOSTS: dict[str, Edit] = {"truncated": truncated, "edited": edited, "damaged": spoilt}


def elsewhere(document: Document, findings: Findings) -> str:
    """The same page of another place."""
    text = document.text
    surfaces = sorted({mention.surface for mention in findings.regions}, key=len, reverse=True)
    for at, surface in enumerate(surfaces):
        text = text.replace(surface, f"{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{_OTHER_PLACES.get(surface[-1], '白鹿')}")
    return text


def of_other_people(document: Document, findings: Findings) -> str:
    """The same page with other persons in every post."""
    text = document.text
    for at, name in enumerate(findings.persons):
        text = text.replace(name, _OTHER_NAMES[at % len(_OTHER_NAMES)])
    return text


def with_other_figures(document: Document, _: Findings) -> str:
    """The same page a year later: every number is another."""
    return re.sub(r"\d+", lambda number: str(int(number[0]) + 1), document.text)


def of_another_operator(document: Document, _: Findings) -> str:
    """The same page with another operator, where it speaks of one alone."""
    named = set(re.findall("移动|联通|电信", document.text))
    if len(named) != 1:
        return document.text
    return re.sub("移动|联通|电信", lambda name: _NEXT_OPERATOR[name[0]], document.text)


CLONES: dict[str, Callable[[Document, Findings], str]] = {
    "elsewhere": elsewhere,
    "of other people": of_other_people,
    "with other figures": with_other_figures,
    "of another operator": of_another_operator,
}


def pages_of(texts: dict[str, str]) -> Iterator[Page]:
    """The texts as pages, by name."""
    for name, text in texts.items():
        content = text.encode()
        yield Page(stable_id("p", name, text), name, content)
