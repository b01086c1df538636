"""Which site or paper a page names as its source."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from schemas.reference.boilerplate import boilerplate
from tasks.clean.dates import DATE, TIME

_META_SITES = (
    "contentsource",
    "source",
    "og:site_name",
    "article:source",
    "mediaid",
    "site_name",
    "sitename",
    "publisher",
)
_PAPER = re.compile(
    r"[一-鿿A-Za-z·]{2,16}(?:日报|晚报|晨报|早报|时报|商报|都市报|报|网|新闻|电视台|广播|之声|客户端|发布|在线|周刊|杂志|社|台|时刻|热线|融媒|融媒体中心)(?![一-鿿])"
)


def find_site(metadata: Mapping[str, str], notes: Sequence[str]) -> str | None:
    """Return the source that the page's head or its header and credit lines name, None where they name none.

    Example:
        >>> find_site({}, ["2018-11-02 21:47 来源：云溪日报 记者 白小鹿"])
        '云溪日报'
    """
    for key in _META_SITES:
        if metadata.get(key):
            return metadata[key]
    for note in notes:
        match = _labelled().search(TIME.sub(" ", DATE.sub(" ", note)))
        if match:
            return match[1]
    for note in notes:
        match = _PAPER.search(TIME.sub(" ", DATE.sub(" ", note)))
        if match and DATE.search(note):
            return match[0]
    return None


@cache
def _labelled() -> re.Pattern[str]:
    labels = "|".join(boilerplate().source_labels)
    return re.compile(rf"(?:{labels})\s?[：:]\s?([^\s，,。|｜（(）)\]】]{{2,24}})")
