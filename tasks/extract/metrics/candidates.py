"""Which numbers of a passage are figures, and of which kind."""

import re
from collections.abc import Callable
from dataclasses import replace

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from tasks.extract.metrics.distribution import distributed
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.nouns import Named, counts_with, named_after, named_before, nouns_in, phrase_after
from tasks.extract.metrics.passages import Passage
from tasks.extract.metrics.percentages import read_percentage
from tasks.extract.numerals import read_number
from tasks.extract.quantities import dimension

_PERCENTAGES = {"percent", "times", "percentage_points"}
#: Durations and the like stand between a noun and its number without counting anything themselves.
_TRANSPARENT = {"year", "month", "day", "hour", "minute", "第"}
_BETWEEN_SERIES = re.compile(r"[、，,]?\s*[和与及]?以?及?(?:到\x01+|\x01+)?")
_TOPIC = 24
_LOOSE = 30
_OTHER_NOUN = re.compile(r"[、和与及]|覆盖|配套|查勘|勘察|设计|选址|改造|优化|维护|整治|审批|验收|企业|机房|站房|杆|塔|村|项目|学校|医院|家庭|岗位|人才|专利|标准")
_VERB = re.compile(r"(?:[达到有是为了出过占]|完成|建成|建设|开通|突破|超过|新增|新建|净增|部署|布设|增至|投放|接入|发展)$")
_CUE_BEFORE, _CUE_AFTER = 22, 10
_MANY_PROJECTS = re.compile(r"[\d多]+余?个[^，。；]{0,10}项目|项目[^，。；]{0,4}\d+余?个|批[^，。；]{0,6}项目|共签下")
#: 一个, 一张 is an article more often than a count.
_BUILDING = re.compile(r"(?:追加|新增|净增|再增|新建|再建|建成|建设|开通|新开通|部署|新部署|共建共享|共享|增至|增加到|扩容至?)(?:了|到)?$")
_ALL_OF = re.compile(r"均|都|各")
_BRACKET_UNIT = re.compile(r"[（(](?P<scale>[万亿])[个座户人家台元架]?[）)][：:|\s]*$")
_STATED = re.compile(r"[是有]$|^[从由]|累计|总数|总量|数量|规模|达|共|已|建成|开通|新增|新建|净增|突破|超过|增至|有$|为$")
_PART = re.compile(r"其中|单是|仅|光是|单单|包括")
_ARTICLE = re.compile(r"一[\u4e00-\u9fff]?$")


def figures_of(passage: Passage) -> list[Figure]:
    """Return the figures of a passage in order, each tied to its kind by its own words or by those before it."""
    figures: list[Figure] = []
    for index, quantity in enumerate(passage.quantities):
        figure = _figure(passage, index, figures)
        if figure is not None and not _is_article(passage, quantity) and _is_whole(figure):
            figures.append(_in_brackets(figure))
            figures += _each(figures[-1])
    return _ranked(figures)


def _figure(passage: Passage, index: int, figures: list[Figure]) -> Figure | None:
    quantity = passage.quantities[index]
    apart = distributed(passage, index)
    if apart is not None:
        return apart.figure
    in_series = _continues_series(passage, index, figures)
    if in_series is not None:
        return in_series
    if quantity.unit in _PERCENTAGES:
        return read_percentage(passage, _floor(passage, index), quantity, figures)
    for read in _READERS:
        figure = read(passage, index, figures)
        if figure is not None:
            return figure
    return None


def _is_whole(figure: Figure) -> bool:
    """Return whether the number could count things: 2.5个 for every kilometre does not."""
    counts = figure.kind.unit == "count" and figure.measure == "level" and not _BRACKET_UNIT.search(figure.clause)
    return not counts or figure.value == figure.value.to_integral_value()


def _in_brackets(figure: Figure) -> Figure:
    """Return the figure with the scale that brackets before its number give: 5G基站（万个）：5.2."""
    match = _BRACKET_UNIT.search(figure.clause)
    if match is None or figure.quantity.unit:
        return figure
    value = figure.quantity.value * (read_number("一" + match["scale"]) or 1)
    return replace(figure, quantity=replace(figure.quantity, value=value))


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
        if counts_with(named.kind, figure.quantity)
        and re.match(r"[、和与及]", passage.masked[named.phrase.end :])
    ]


def _floor(passage: Passage, index: int) -> int:
    """Return the end of the number before that counts something, or where the passage begins."""
    for quantity in reversed(passage.quantities[:index]):
        if quantity.unit not in _TRANSPARENT:
            return quantity.end
    return passage.start


def _ceiling(passage: Passage, index: int) -> int:
    following = passage.quantities[index + 1 :]
    return following[0].start if following else passage.end


def _is_article(passage: Passage, quantity: Quantity) -> bool:
    return quantity.value == 1 and quantity.unit not in _PERCENTAGES and bool(_ARTICLE.search(passage.masked[quantity.start : quantity.end]))


def _continues_series(passage: Passage, index: int, figures: list[Figure]) -> Figure | None:
    """Return the number as the next of a series: 达到4万个和8万个, 依次为79万、33.5万."""
    if not figures or index == 0 or figures[-1].quantity is not passage.quantities[index - 1]:
        return None
    last, quantity = figures[-1], passage.quantities[index]
    between = passage.masked[last.quantity.end : quantity.start]
    same = quantity.unit == last.quantity.unit or "" in (quantity.unit, last.quantity.unit)
    if not same or not re.match(r"[、和与及，,]|以及", between) or not _is_link(_BETWEEN_SERIES.sub("", between, count=1)):
        return None
    if between[0] in "，," and not re.match(r"[，,]到?\x01", between):
        return None
    if phrase_after(passage, quantity, _ceiling(passage, index)) and named_after(
        passage, quantity, _ceiling(passage, index)
    ):
        return None
    return replace(last, quantity=quantity, tie="continued", source=last, rank=last.rank + 1)


def _named(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    quantity = passage.quantities[index]
    floor = _floor(passage, index)
    before, after = named_before(passage, floor, quantity), named_after(passage, quantity, _ceiling(passage, index))
    named = _chosen(passage, quantity, before, after)
    if named is None:
        return None
    kind = _refined(passage, named.kind, quantity)
    return Figure(passage, quantity, kind, named.phrase, "named") if kind else None


def _listed_before_noun(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number of a list whose noun follows its last number: 1200个、900个和850个5G基站."""
    quantity, following = passage.quantities[index], index + 1
    while following < len(passage.quantities):
        other = passage.quantities[following]
        between = passage.masked[passage.quantities[following - 1].end : other.start]
        if other.unit != quantity.unit or not re.fullmatch(r"[、和与及]|以及", between):
            return None
        named = named_after(passage, other, _ceiling(passage, following))
        kind = _refined(passage, named.kind, quantity) if named else None
        if named and kind:
            return Figure(passage, quantity, kind, named.phrase, "continued")
        following += 1
    return None


def _chosen(passage: Passage, quantity: Quantity, before: Named | None, after: Named | None) -> Named | None:
    """Return the noun that the number counts: the one after it, unless one before stands in the same clause."""
    if before is None or after is None:
        return before or after
    same_clause = before.phrase.end >= passage.clause_start(quantity.start)
    return before if same_clause and not passage.masked[quantity.end : after.phrase.start + 1].strip() else after


def _refined(passage: Passage, kind: MetricKind, quantity: Quantity) -> MetricKind | None:
    """Return the kind that takes this one's place where the clause says so (每万人拥有…基站)."""
    clause = passage.masked[passage.clause_start(quantity.start) : passage.clause_end(quantity.end)]
    for other in metric_kinds().values():
        if other.instead_of == kind.name and other.where and other.where.search(clause):
            return other
    if kind.instead_of and kind.where and not kind.where.search(clause):
        return None
    return kind


def _alone(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number whose measure word names the thing itself: 3万机架."""
    quantity = passage.quantities[index]
    for kind in metric_kinds().values():
        if quantity.unit in kind.alone:
            return Figure(passage, quantity, kind, Span(quantity.start, quantity.end), "named")
    return None


def _cued(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number whose unit and a word of its clause settle the kind: rates, latencies, money."""
    quantity = passage.quantities[index]
    clause = Span(passage.clause_start(quantity.start), passage.clause_end(quantity.end))
    for kind in metric_kinds().values():
        if kind.cues is None or dimension(quantity) not in kind.dimensions:
            continue
        cue = _cue(passage, kind, quantity, index)
        if cue is None or (kind.unless and kind.unless.search(_around(passage, quantity, clause, index))):
            continue
        if kind.needs_near and not kind.needs_near.search(passage.title + passage.with_before()):
            continue
        if kind.name == "investment" and _MANY_PROJECTS.search(passage.masked[passage.start : quantity.start]):
            continue
        return Figure(passage, quantity, kind, cue, "cued")
    return None


def _around(passage: Passage, quantity: Quantity, clause: Span, index: int) -> str:
    """Return the words of the clause since the number before, and what directly follows the number."""
    after = passage.masked[quantity.end : min(clause.end, quantity.end + 14)]
    start = max(clause.start, _floor(passage, index))
    return passage.masked[start : quantity.end] + re.split("[、，]", after)[0]


def _cue(passage: Passage, kind: MetricKind, quantity: Quantity, index: int) -> Span | None:
    """Return the cue nearest before the number in its clause, else the first one right after it."""
    floor = max(_floor(passage, index), quantity.start - _CUE_BEFORE, passage.clause_start(quantity.start))
    matches = list(kind.cues.finditer(passage.masked, floor, quantity.start)) if kind.cues else []
    if matches:
        return Span(*matches[-1].span())
    end = min(quantity.end + _CUE_AFTER, _ceiling(passage, index), passage.clause_end(quantity.end))
    match = kind.cues.search(passage.masked, quantity.end, end) if kind.cues else None
    if match is None and kind.name == "compute":
        match = kind.cues.search(passage.with_before()) if kind.cues else None
        return Span(quantity.start, quantity.end) if match else None
    return Span(*match.span()) if match else None


def _continued(passage: Passage, index: int, figures: list[Figure]) -> Figure | None:
    """Return the number that goes on about the thing counted last: 到年底增至2.5万个, 其中5G占43.7亿元."""
    quantity = passage.quantities[index]
    last = _last_like(passage, index, figures)
    if last is None or not (_says_nothing_new(passage, index) or _has_bare_verb(passage, index) or _is_part(passage, last, quantity)):
        return None
    kind = _refined(passage, last.kind, quantity) or last.kind
    return replace(last, quantity=quantity, kind=kind, tie="continued", measure="level", source=last, rank=0)


def _last_like(passage: Passage, index: int, figures: list[Figure]) -> Figure | None:
    """Return the figure of the number before that is counted alike, None where that number is no figure."""
    quantity = passage.quantities[index]
    for other in reversed(passage.quantities[:index]):
        if other.unit == quantity.unit or (not quantity.unit and dimension(other) == "count"):
            found = [figure for figure in figures if figure.quantity is other and figure.measure == "level"]
            return found[0] if found else None
    return None


def _has_bare_verb(passage: Passage, index: int) -> bool:
    """Return whether a verb of building stands right before the number and no noun after it: 还将追加建设4000个."""
    quantity = passage.quantities[index]
    clause = passage.masked[max(passage.clause_start(quantity.start), _floor(passage, index)) : quantity.start]
    after = phrase_after(passage, quantity, _ceiling(passage, index))
    return bool(quantity.unit and _BUILDING.search(clause)) and not metric_words().tail.sub("", after)


def _is_part(passage: Passage, last: Figure, quantity: Quantity) -> bool:
    """Return whether a sum is named as a part of the sum before it: 其中通信基础设施占70亿元."""
    clause = passage.clause_before(quantity.start)
    near = last.kind.needs_near
    return last.kind.unit == "CNY" and near is not None and bool(_PART.match(clause) and near.search(clause))


def _says_nothing_new(passage: Passage, index: int) -> bool:
    """Return whether the clause before the number holds only linking words, and no noun follows the number."""
    quantity = passage.quantities[index]
    clause = passage.masked[max(passage.clause_start(quantity.start), _floor(passage, index)) : quantity.start]
    clause = re.sub(r"^(?:个|座|户|部|、)?其中[，,]?(?:5G|4G)?", "", clause)
    after = phrase_after(passage, quantity, _ceiling(passage, index))
    return _is_link(clause.lstrip("、")) and not metric_words().tail.sub("", after)


def _loose(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number that counts a noun of its clause, a verb right before it: 基站比计划多建了300个."""
    quantity = passage.quantities[index]
    start = max(passage.clause_start(quantity.start), _floor(passage, index))
    after = phrase_after(passage, quantity, _ceiling(passage, index))
    if metric_words().tail.sub("", after):
        return None
    nouns = [named for named in nouns_in(passage, start, quantity.start) if counts_with(named.kind, quantity)]
    if not nouns or not 0 < quantity.start - nouns[-1].phrase.end <= _LOOSE:
        return None
    if _OTHER_NOUN.search(passage.masked, nouns[-1].phrase.end, quantity.start):
        return None
    kind = _refined(passage, nouns[-1].kind, quantity)
    return Figure(passage, quantity, kind, nouns[-1].phrase, "elided") if kind and quantity.unit else None


def _elided(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number that counts the noun of an earlier clause: 基站建设提速，累计达9.5万个."""
    quantity = passage.quantities[index]
    clause = passage.clause_before(quantity.start)
    if not _says_nothing_new(passage, index) or not _STATED.search(clause):
        return None
    start = _floor(passage, index)
    nouns = [named for named in nouns_in(passage, start, quantity.start) if counts_with(named.kind, quantity)]
    if not nouns and start == passage.start and passage.before is not None and _carries_on(passage.before, clause):
        floor = passage.before.start
        nouns = [named for named in nouns_in(passage.before, floor, passage.before.end) if counts_with(named.kind, quantity)]
    if not nouns:
        return None
    kind = _refined(passage, nouns[-1].kind, quantity)
    return Figure(passage, quantity, kind, nouns[-1].phrase, "elided") if kind else None


def _carries_on(before: Passage, clause: str) -> bool:
    """Return whether a sentence goes on about the noun of the one before: a heading, a topic or a question."""
    return not before.quantities and ("累计" in clause or bool(_BUILDING.search(clause)) or len(before.text) <= _TOPIC)


def _is_link(text: str) -> bool:
    return bool(metric_words().link.fullmatch(text))


def _ranked(figures: list[Figure]) -> list[Figure]:
    """Give every figure of a series the length of its series."""
    ranked: list[Figure] = []
    for position, figure in enumerate(figures):
        following = figures[position + 1 :]
        rest = next((i for i, other in enumerate(following) if other.rank != figure.rank + i + 1), len(following))
        ranked.append(replace(figure, series=figure.rank + rest + 1))
    return ranked


_READERS: tuple[Callable[[Passage, int, list[Figure]], Figure | None], ...] = (
    _named,
    _listed_before_noun,
    _alone,
    _cued,
    _continued,
    _loose,
    _elided,
)
