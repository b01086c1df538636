"""Which numbers of a passage are figures, and of which kind."""

import re
from collections.abc import Callable
from dataclasses import replace

from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from tasks.extract.metrics.clues import PERCENTAGES, has_clue
from tasks.extract.metrics.continuation import read_continued, read_elided, read_loose, read_series, read_topic
from tasks.extract.metrics.cues import read_cued, read_unit_left_out
from tasks.extract.metrics.distribution import distributed
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.naming import read_alone, read_label, read_listed, read_named
from tasks.extract.metrics.nouns import counts_with, nouns_in
from tasks.extract.metrics.number import Number
from tasks.extract.metrics.passages import Passage
from tasks.extract.metrics.percentages import read_percentage
from tasks.extract.numerals import read_number

_OPENING = re.compile(
    r"，*(?:(?:其中|同期|同时|此外|例如|比如|譬如|这|而|较|比|占|同比|增长|环比|目前|年内|届时|在[^，。；]{1,10}中)[^，。；、]{0,12})?，*[^，。；、]{0,3}"
)
#: Places that a number may count; 个县级平台 is none.
_PLACES_COUNTED = re.compile(
    r"多?(?:乡镇|街道|镇街|行政村|建制村|自然村|村(?!级)|县(?!级|域)|县区|县市|地级市|设区市|地市|市州|城市|社区|省份|国家和地区)"
)
#: 分县区看, 从行业看: the figure of the paragraph before in its parts.
_BREAKDOWN = re.compile(r"(?:分|按|从)[^，。；]{1,8}(?:来?看|划?分|计)，")
#: 下一批还要再立60座.
_MORE = re.compile(r"(?:再|又)新?[建立添开上设增架推]{1,2}[了起]?$")
_ALL_OF = re.compile(r"均|都|各")
_BRACKET_UNIT = re.compile(r"[（(](?P<scale>[万亿])[个座户人家台元架]?[）)][：:|\s]*$")
#: 一个, 一张 is an article more often than a count.
#: 每10个手机用户里就有6个: a proportion, no count.
_OUT_OF = re.compile(
    r"每[一百千\d]{1,4}[个部名位户人][^，。；]{0,12}[里中，][^，。；]{0,6}$|每(?:平方)?公里[^，。；]{0,14}$"
    r"|平均每[个家座县乡镇村][^，。；]{0,16}$"
)
_PER = re.compile(r"每|均|/|密度")
_ARTICLE = re.compile(r"一[\u4e00-\u9fff]?$")


def figures_of(passage: Passage, earlier: list[Figure]) -> list[Figure]:
    """Return the figures of a passage in order, each tied to its kind by its own words or by those before it.

    Args:
        passage: the sentence to read.
        earlier: the figures of the sentence before it, which this one may go on about.
    """
    figures: list[Figure] = []
    for index, quantity in enumerate(passage.quantities):
        if not (figures or earlier or has_clue(passage, quantity)):
            continue
        figure = _figure(Number(passage, index), figures or _topic(passage, quantity, earlier))
        if (
            figure is not None
            and not _is_article(passage, quantity)
            and _is_whole(figure)
            and not _is_of_places(figure)
        ):
            figures.append(_in_brackets(figure))
            figures += _each(figures[-1])
    return _ranked(figures)


def _figure(number: Number, figures: list[Figure]) -> Figure | None:
    apart = distributed(number.passage, number.index)
    if apart is not None:
        return apart.figure
    in_series = read_series(number, figures)
    if in_series is not None:
        return in_series
    if number.quantity.unit in PERCENTAGES:
        return read_percentage(number, figures)
    for read in _READERS:
        figure = read(number, figures)
        if figure is not None:
            return figure
    return None


def _topic(passage: Passage, quantity: Quantity, earlier: list[Figure]) -> list[Figure]:
    """Return the last figure of the sentence before where this one opens without a noun: 其中, 比上年末, 同期."""
    if not earlier:
        return []
    opening = passage.masked[passage.start : quantity.start]
    breakdown = _BREAKDOWN.match(opening)
    if earlier[-1].passage is not passage.before and not breakdown:
        return []
    alike = [figure for figure in earlier if figure.quantity.unit == quantity.unit] or earlier
    is_more = _MORE.search(opening) and quantity.unit in alike[-1].kind.measures
    if not is_more and not _OPENING.fullmatch(_linked(opening[breakdown.end() if breakdown else 0 :])):
        return []
    last = alike[-1]
    place = replace(last.quantity, start=passage.start, end=passage.start)
    here = Span(passage.start, passage.start)
    return [replace(last, passage=passage, quantity=place, phrase=here, head=last.head or last.phrase, rank=0)]


def _linked(text: str) -> str:
    """Return what is left of a text when its linking words are taken away, clause by clause."""
    return "，".join("" if metric_words().link.fullmatch(clause) else clause for clause in text.split("，"))


def _is_whole(figure: Figure) -> bool:
    """Return whether the number could count things: 2.5个 for every kilometre does not.

    A broken number that its own noun names (5G基站8.6个) has lost its scale: it is kept, and hardly believed.
    """
    counts = figure.kind.unit == "count" and figure.measure == "level" and not _BRACKET_UNIT.search(_opening(figure))
    if not counts or figure.value == figure.value.to_integral_value():
        return True
    clause = figure.passage.clause_before(figure.quantity.start)
    return figure.tie == "named" and bool(figure.quantity.unit) and not _PER.search(clause)


def _is_of_places(figure: Figure) -> bool:
    """Return whether the number counts places, which are no things of a network: 412个乡镇, 所辖9个县建设5G基站."""
    counts = figure.kind.unit == "count" and figure.measure == "level" and figure.quantity.unit in ("", "个")
    return counts and _PLACES_COUNTED.match(figure.passage.masked, figure.quantity.end) is not None


def _in_brackets(figure: Figure) -> Figure:
    """Return the figure with the scale that brackets before its number give: 5G基站（万个）：5.2."""
    match = _BRACKET_UNIT.search(_opening(figure))
    if match is None or figure.quantity.unit:
        return figure
    value = figure.quantity.value * (read_number("一" + match["scale"]) or 1)
    return replace(figure, quantity=replace(figure.quantity, value=value))


def _opening(figure: Figure) -> str:
    return figure.passage.masked[figure.passage.start : figure.quantity.start]


def _each(figure: Figure) -> list[Figure]:
    """Return the figures of the other things that the same number counts: 5G工厂、5G专网均超过100个."""
    passage, phrase = figure.passage, figure.phrase
    if figure.tie != "named" or not _ALL_OF.search(passage.masked, phrase.end, max(phrase.end, figure.quantity.start)):
        return []
    start = passage.clause_start(phrase.start)
    return [
        replace(figure, kind=named.kind, phrase=named.phrase)
        for named in nouns_in(passage, start, phrase.end)
        if named.phrase.end <= phrase.start + 1 or named.kind.name != figure.kind.name
        if counts_with(named.kind, figure.quantity) and re.match(r"[、和与及]", passage.masked[named.phrase.end :])
    ]


def _is_article(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the number counts nothing: 一个 as an article, or what is measured by (每十个用户)."""
    if passage.masked.endswith("每", 0, quantity.start) or _OUT_OF.search(
        passage.masked[passage.start : quantity.start]
    ):
        return True
    is_one = quantity.value == 1 and quantity.unit not in PERCENTAGES
    return is_one and bool(_ARTICLE.search(passage.masked[quantity.start : quantity.end]))


def _ranked(figures: list[Figure]) -> list[Figure]:
    """Give every figure of a series the length of its series."""
    ranked: list[Figure] = []
    for position, figure in enumerate(figures):
        following = figures[position + 1 :]
        rest = next((i for i, other in enumerate(following) if other.rank != figure.rank + i + 1), len(following))
        series = figure.rank + rest + 1
        ranked.append(figure if series == figure.series else replace(figure, series=series))
    return ranked


_READERS: tuple[Callable[[Number, list[Figure]], Figure | None], ...] = (
    read_named,
    read_listed,
    read_alone,
    read_cued,
    read_unit_left_out,
    read_continued,
    read_loose,
    read_label,
    read_elided,
    read_topic,
)
