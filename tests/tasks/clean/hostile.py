"""Pages made to hang, to crash or to fill the memory of what reads them, and what each of them costs.

usage: python -m tests.tasks.clean.hostile [PAGE ...]    (prints one line of JSON a page)

Each page is cleaned in a process of its own, so that its time and memory are its own.
"""

import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable
from typing import NamedTuple

from schemas.records import Document, Page
from tasks.clean.document import clean_page

TITLE = "两地签约共建网络"
HEAD = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
SENTENCE = "昨日，甲市与乙公司签署战略合作协议，共建5G网络和数据中心。双方将投资三亿元。"
ARTICLE = HEAD + f"<p>{SENTENCE}</p>" * 8
PLAIN = "两地签约\n双方昨日签署战略合作协议，共建5G网络。\n"
_GLOSSED = "移動(dòng)與(yǔ)當(dāng)地簽(qiān)協(xié)議(yì)\n"
_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_BOMB = f'<!DOCTYPE html [<!ENTITY a0 "签约签约">{_ENTITIES}]>'


class Hostile(NamedTuple):
    """A hostile page.

    Attributes:
        content: makes its bytes.
        reason: why it must be rejected; None where its article must be read, "any" where either will do.
    """

    content: Callable[[], bytes]
    reason: str | None = None


def _page(text: Callable[[], str], reason: str | None = None) -> Hostile:
    return Hostile(lambda: text().encode(), reason)


def _gzip_bomb(n_megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"<p>" + b" " * (1024 * 1024 - 3)
    return b"".join(packer.compress(block) for _ in range(n_megabytes)) + packer.flush()


PAGES = {
    "50 MB": _page(lambda: ARTICLE + "<p>签约</p>" * 4_000_000, "too_large"),
    "16 MB of prose": _page(lambda: HEAD + f"<p>{SENTENCE}</p>" * 130_000, "too_large"),
    "16 MB of links": _page(lambda: ARTICLE + "<ul>" + "<li><a href='/1'>签约</a></li>" * 400_000, "any"),
    "100,000 nested tags": _page(lambda: ARTICLE + "<div>" * 100_000 + "深" + "</div>" * 100_000),
    "100,000 nested inline tags": _page(lambda: ARTICLE + "<b>" * 100_000 + "深" + "</b>" * 100_000),
    "100,000 nested tables": _page(lambda: ARTICLE + "<table><tr><td>" * 100_000),
    "100,000 tags in the wrong order": _page(lambda: ARTICLE + "<div></p><span></div>" * 50_000),
    "200,000 attributes": _page(lambda: ARTICLE + "<p " + " ".join(f"a{n}='x'" for n in range(200_000)) + ">完</p>"),
    "a name of 1 MB": _page(lambda: ARTICLE + "<" + "a" * 1_000_000 + ">完"),
    "a class of 1 MB": _page(lambda: ARTICLE + f"<div class='{'a ' * 500_000}'>完</div>"),
    "a script of 5 MB": _page(lambda: ARTICLE + "<script>" + "var a='<p>签约</p>';" * 250_000 + "</script>"),
    "entity bomb": _page(lambda: _BOMB + ARTICLE + "<p>&a9;</p>"),
    "200,000 entities": _page(lambda: ARTICLE + "<p>" + "&amp;" * 200_000 + "</p>"),
    "entities of entities": _page(lambda: ARTICLE + "<p>" + "&" + "amp;" * 200_000 + "</p>", "any"),
    "entities of no character": _page(lambda: ARTICLE + "<p>" + "&#xD800;&#0;&#x110000;&#99999999;" * 9 + "</p>"),
    "NULs": _page(lambda: ARTICLE + "\0" * 1000, "binary"),
    "half NULs": Hostile(lambda: "签约".encode() + b"\0a" * 5000, "any"),
    "lone surrogates": Hostile(lambda: ARTICLE.encode("utf-16") + b"\x00\xd8" * 9 + "完".encode("utf-16-le")),
    "surrogates in UTF-8": Hostile(lambda: ARTICLE.encode() + b"\xed\xa0\x80" * 9),
    "gzip": Hostile(lambda: gzip.compress(ARTICLE.encode())),
    "gzip bomb": Hostile(lambda: _gzip_bomb(1000), "too_large"),
    "gzip in gzip": Hostile(lambda: gzip.compress(gzip.compress(ARTICLE.encode())), "binary"),
    "open quotes": _page(lambda: ARTICLE + '<a "' * 100_000),
    "odd quotes": _page(lambda: ARTICLE + "<a '\">" * 100_000),
    "bare signs": _page(lambda: ARTICLE + "<" * 500_000),
    "unclosed comments": _page(lambda: ARTICLE + "<!--" * 100_000),
    "unclosed scripts": _page(lambda: ARTICLE + "<script>" * 50_000, "any"),
    "unclosed buttons": _page(lambda: ARTICLE + "<button>" * 50_000 + "</button>"),
    "metadata": _page(lambda: ARTICLE + "<meta name=date content='2023-03-07'>" * 50_000),
    "dates": _page(lambda: ARTICLE + "<div>2023-03-07 08:15</div>" * 30_000, "any"),
    "spaces": _page(lambda: PLAIN + " " * 1_000_000 + "完"),
    "one line": _page(lambda: PLAIN + "签约" * 100_000),
    "split words": _page(lambda: PLAIN + "战 略合 作协 议网 络" * 10_000),
    "split words in many lines": _page(lambda: PLAIN + ("战 略合 作协 议网 络" * 20 + "\n") * 500),
    "letter-spaced": _page(lambda: PLAIN + "签 约 " * 50_000),
    "dashes": _page(lambda: "# 题目一二\n" + PLAIN + "-" * 200_000 + "x", "any"),
    "brackets": _page(lambda: "# 题目一二\n" + PLAIN + "[" * 100_000 + "(" * 100_000),
    "stars": _page(lambda: "# 题目一二\n" + PLAIN * 2000 + "**a" * 20_000),
    "pipes": _page(lambda: "# 题目一二\n" + PLAIN + "|" * 200_000),
    "front matter": _page(lambda: "---\na:" + " " * 19_000 + "x\n---\n" + PLAIN),
    "16 MB of short lines": _page(lambda: PLAIN + "签约\n" * 2_300_000, "too_large"),
    "16 MB of one line": _page(lambda: PLAIN + "签约" * 2_600_000, "too_large"),
    "16 MB of tags": _page(lambda: ARTICLE + "<p>" * 5_000_000, "too_large"),
    "16 MB of fragments": _page(lambda: PLAIN + "<p>签约</p>" * 1_200_000, "too_large"),
    "escaped tags": _page(lambda: PLAIN + "&lt;p&gt;" * 100_000),
    "damage": _page(lambda: _GLOSSED + "落户上??浦J。府?dāng)?shù)谷?!甲" * 2000),
    "glosses": _page(lambda: _GLOSSED * 20_000),
    "misread": _page(lambda: "绛剧害" * 200_000, "any"),
}


def outcome(content: bytes) -> dict[str, object]:
    """Return what becomes of a page."""
    cleaned = clean_page(Page("p", "a.html", content))
    if isinstance(cleaned, Document):
        return {"title": cleaned.title, "sentences": cleaned.text.count(SENTENCE), "reason": None}
    return {"reason": cleaned.reason}


def cost(name: str) -> dict[str, object]:
    """Return what becomes of the page, and the seconds and megabytes that a process of its own took for it."""
    content = PAGES[name].content()
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        os.write(sender, json.dumps(outcome(content)).encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, "rb") as told:
        what = json.loads(told.read() or b'{"reason": "died"}')
    _, _, used = os.wait4(child, 0)
    return {"page": name, "seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024, **what}


if __name__ == "__main__":
    clean_page(Page("p", "a.html", (ARTICLE + "战 略合作").encode()))  # loads what all pages share
    clean_page(Page("p", "a.txt", (_GLOSSED + "落户上??浦J。府?dāng)?shù)谷?!甲").encode()))
    for page in sys.argv[1:] or PAGES:
        print(json.dumps(cost(page), ensure_ascii=False), flush=True)
