"""Numbers that a sentence deals out, one to each thing of a list: A、B分别达到x和y."""

import re
from typing import NamedTuple

from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from tasks.extract.metrics.anchors import EACH, bit
from tasks.extract.metrics.figures import Figure, Measure
from tasks.extract.metrics.nouns import Named, counts_with, nouns_in
from tasks.extract.metrics.passages import Passage

#: More numbers than this on either side are no series of a sentence.
_MOST = 12
_LIST = re.compile(r"[、和与及]|以及")
_BETWEEN = re.compile(r"(?:[、，,和与及]|以及)(?:达到?|为|增长|超过?|突破|约)?")
#: How an item ends that is a thing of its own, not the place, date or network of a thing named later.
_THING = re.compile(
    r"(?:业|值|额|数|量|率|收入|规模|投资|用户|客户|平台|中心|工厂|专网|端口|机架|机柜|基站|项目|场景|企业|服务器|站|点|终端|连接|设备)$"
)


class Share(NamedTuple):
    """What a number of a dealt-out series counts; ``figure`` is None where that is no figure."""

    figure: Figure | None


def distributed(passage: Passage, index: int) -> Share | None:
    """Return what the number at ``index`` counts where things and numbers are listed in step, else None.

    Lists of places, dates or networks of one thing (东部、西部的5G基站分别…) are no lists of things.
    """
    if not passage.around & bit("each"):
        return None
    values = _values(passage, index)
    if len(values) < 2:
        return None
    start = passage.clause_start(values[0].start)
    each = list(EACH.finditer(passage.masked, start, values[0].start))
    if not each:
        return None
    items = _items(passage, start, each[-1].start())
    if len(items) != len(values) or not all(_THING.search(_text(passage, item)) for item in items):
        return None
    rank = values.index(passage.quantities[index])
    return Share(_figure(passage, items[rank], passage.quantities[index], each[-1].end()))


def _values(passage: Passage, index: int) -> list[Quantity]:
    """Return the numbers side by side with the one at ``index``."""
    values = passage.quantities
    first = last = index
    while (
        index - first < _MOST
        and first > 0
        and _BETWEEN.fullmatch(passage.masked, values[first - 1].end, values[first].start)
    ):
        first -= 1
    while (
        last - index < _MOST
        and last + 1 < len(values)
        and _BETWEEN.fullmatch(passage.masked, values[last].end, values[last + 1].start)
    ):
        last += 1
    return list(values[first : last + 1])


def _items(passage: Passage, start: int, end: int) -> list[Span]:
    items, position = [], start
    for match in _LIST.finditer(passage.masked, start, end):
        items.append(Span(position, match.start()))
        position = match.end()
    return [*items, Span(position, end)]


def _text(passage: Passage, item: Span) -> str:
    """Return the words of an item without what links it to its number."""
    words = passage.masked[item.start : item.end]
    cut = next((i for i in range(len(words)) if metric_words().link.fullmatch(words, i) and i > 0), len(words))
    grown = metric_words().growth.search(words)
    return words[: min(cut, grown.start() if grown and grown.start() else len(words))] or words


def _figure(passage: Passage, item: Span, quantity: Quantity, verb: int) -> Figure | None:
    named = [noun for noun in nouns_in(passage, item.start, item.end) if _is_head(passage, noun, item)]
    if not named:
        return None
    kind, measure = named[-1].kind, _measure(passage, quantity, verb)
    if measure == "level" and not counts_with(kind, quantity):
        return None
    return Figure(passage, quantity, kind, named[-1].phrase, "named", measure)


def _is_head(passage: Passage, noun: Named, item: Span) -> bool:
    return metric_words().link.fullmatch(passage.masked, noun.phrase.end, item.end)


def _measure(passage: Passage, quantity: Quantity, verb: int) -> Measure:
    grown = metric_words().growth.search(passage.masked, verb, quantity.start) or metric_words().growth.search(
        passage.masked, passage.clause_start(verb), verb
    )
    return "growth" if grown and quantity.unit in ("percent", "times") else "level"
