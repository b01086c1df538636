"""Figures in the rows of a table, their kind and unit given by the head of the column or of the row.

A table stands in the text as lines of cells parted by spaces: 地区 5G基站（个） 5G用户（万户） over 东区 1200 35.6.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.records import Quantity, Span
from schemas.units import unit_forms
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.nouns import Named, counts_with, nouns_in
from tasks.extract.metrics.passages import DATE, Passage
from tasks.extract.numerals import ARABIC
from tasks.extract.quantities import find_quantities

_CELL = re.compile(r"[^\s|]+")
_NUMBER = re.compile(rf"\+?(?P<number>{ARABIC})(?P<percent>%)?")
_NUMBER_CELL = re.compile(rf"[约近超+]?{ARABIC}(?:%|[\u4e00-\u9fff]{{0,4}}|[A-Za-z]{{0,6}})")
_STOPS = "。！？；，"
_SENTENCE = re.compile(f"[{_STOPS}]")
_IN_BRACKETS = re.compile(r"[（(](?P<unit>[^（）()]{1,8})[）)]$|[/／](?P<bare>[^/／]{1,4})$")
_MOST_CELLS = 14
#: A line of this length over a table may say when its numbers held: 各县5G基站（2023年3月末）.
_CAPTION = 40
#: A column that goes on about the one before it: 5G基站（个）, 其中一季度新建（个）.
_GOES_ON = re.compile(r"每?万人|密度|其中|新[建增开添]|当[年月期]|本[年月期]|净增")
#: A column that says how much of the thing over the table, or when, and does not name it.
_SAYS_HOW_MUCH = re.compile(
    rf"(?:{DATE}|[上下]半年|全年|今年|年度|本[年月期季]度?|当[年月]|截[至止]|[年月]?[底末]|[一二三四]季度|新[建增开]通?|净增|累计|总[数量]|合计|完成|建[成设]|开通|数量?|任务|目标|计划)+"
)
_ANNOUNCES = re.compile(r"如下[：:。]?\s*$|[见如]下?表[^，。；]{0,6}[：:。]?\s*$")
#: How many sentences before a table may say what it counts.
_BACK = 2
_GROWTH = re.compile(r"增长|增[幅速]|同比|比上年|±")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_CAPTION_UNIT = re.compile(r"单位[：:](?P<unit>[万亿千百]{0,2}[\u4e00-\u9fff]{1,2})(?:[）)]|$)")
_UNIT_CELL = re.compile(r"[万亿千百]{0,2}(?:个|户|座|家|架|台|人|元|部|张|项)")


@dataclass(frozen=True)
class Head:
    """What the head of a column or row says of the numbers under or beside it."""

    named: Named | None
    unit: str
    date: Span | None
    words: Span | None = None
    is_growth: bool = False
    caption: Span | None = None


_NO_CAPTION = Head(None, "", None)


@dataclass(frozen=True)
class TableFigure:
    """A figure of a table and, where the head of its column is a date, the place of that date."""

    figure: Figure
    date: Span | None


def table_figures(lines: list[Passage]) -> dict[int, list[TableFigure]]:
    """Return the figures of every row that belongs to a table, by the start of the row.

    Rows without a figure that a head explains are no keys: they are read as ordinary text.
    """
    rows: dict[int, list[TableFigure]] = {}
    heads: list[Head] = []
    above, caption = 0, _NO_CAPTION
    for position, line in enumerate(lines):
        cells = _cells(line)
        if len(cells) < 2:
            heads, above = [], position + 1
            continue
        if position and above == position:
            caption = _caption(lines[max(0, above - 1 - _BACK) : above])
        over = _over(line, cells, heads)
        found = list(_read_row(line, cells, over, caption)) if over else []
        found = found or list(_with_unit_cell(line, cells, caption))
        if found:
            rows[line.start] = found
        elif not any(_is_number(line, cell) for cell in cells):
            heads = [_under(caption, line, head) for head in _heads(line, cells)]
    return rows


def _over(line: Passage, cells: list[Span], heads: list[Head]) -> list[Head]:
    """Return the heads of the cells, none where there are not as many; that of a first column of names may be blank."""
    if len(heads) == len(cells) - 1 and len(heads) > 1 and heads[0].named and not _is_number(line, cells[0]):
        return [_NO_CAPTION, *heads]
    return heads if len(heads) == len(cells) else []


def _caption(lines: list[Passage]) -> Head:
    """Return what the line over a table, the last given, says of all its numbers: 2024年6月末5G基站（单位：万个）."""
    line = lines[-1]
    unit = _CAPTION_UNIT.search(line.text)
    if unit is None and (len(line.text.strip()) > _CAPTION or _SENTENCE.search(line.text)):
        return _NO_CAPTION
    dated = Span(line.dates[0].start, line.dates[0].end) if line.dates else None
    named = _announced(lines) if _ANNOUNCES.search(line.text) else _only_topic(line)
    return Head(named, unit["unit"] if unit else "", dated)


def _announced(lines: list[Passage]) -> Named | None:
    """Return what the sentences before 各县情况如下： speak of, where the last that names anything names one thing."""
    for line in reversed(lines):
        if any(noun.kind.topic for noun in nouns_in(line, line.start, line.end)):
            return _only_topic(line)
    return None


def _only_topic(line: Passage) -> Named | None:
    named = [noun for noun in nouns_in(line, line.start, line.end) if noun.kind.topic]
    return named[0] if len({noun.kind.name for noun in named}) == 1 else None


def _under(caption: Head, line: Passage, head: Head) -> Head:
    """Return the head with what the caption names, where it only says how much of it or when: 上半年新建（个）."""
    if caption.named is None or head.named or head.words is None:
        return head
    text = _IN_BRACKETS.sub("", line.masked[head.words.start : head.words.end])
    says_how_much = _SAYS_HOW_MUCH.fullmatch(text)
    return replace(head, named=caption.named, caption=caption.named.phrase) if says_how_much else head


def _heads(line: Passage, cells: list[Span]) -> list[Head]:
    """Return what the heads of the columns say; one that goes on about the column before it counts the same thing."""
    heads: list[Head] = []
    for cell in cells:
        head = _head(line, cell)
        last = heads[-1] if heads else None
        if head.named is None and last and last.named and _GOES_ON.match(line.masked, cell.start, cell.end):
            text = line.masked[cell.start : cell.end]
            head = replace(head, named=_refined(last.named, text), words=Span(last.named.phrase.start, cell.end))
        heads.append(head)
    return heads


def _with_unit_cell(line: Passage, cells: list[Span], caption: Head) -> Iterator[TableFigure]:
    """Yield the figure of a row that names thing, unit and number: 5G基站 万个 6.82."""
    if len(cells) < 3 or not _UNIT_CELL.fullmatch(line.masked, *cells[1]) or not _is_number(line, cells[2]):
        return
    own = _head(line, cells[0])
    if own.named is None:
        return
    quantity = _quantity(line, cells[2], line.masked[cells[1].start : cells[1].end])
    if quantity is not None and _fits(own.named.kind, quantity):
        yield TableFigure(_figure(line, quantity, own, own.named.phrase), caption.date)


def _cells(line: Passage) -> list[Span]:
    """Return the cells of a line, none where it is a sentence."""
    if line.masked[line.end - 1] in _STOPS or _SENTENCE.search(line.masked, line.start, line.end):
        return []
    cells = [Span(*match.span()) for match in _CELL.finditer(line.masked, line.start, line.end)]
    return cells if len(cells) <= _MOST_CELLS else []


def _is_number(line: Passage, cell: Span) -> bool:
    text = line.masked[cell.start : cell.end]
    return DATE not in text and bool(_NUMBER_CELL.fullmatch(text))


def _head(line: Passage, cell: Span) -> Head:
    """Return what a head says: the kind of a noun at its end, the unit in its brackets, or its date."""
    text = line.masked[cell.start : cell.end]
    bracket = _IN_BRACKETS.search(text)
    end = cell.start + bracket.start() if bracket else cell.end
    named = [noun for noun in nouns_in(line, cell.start, end) if noun.phrase.end >= end - 2]
    dated = [mention for mention in line.dates if cell.start <= mention.start < cell.end]
    unit = (bracket["unit"] or bracket["bare"] or "") if bracket else ""
    named = named or list(_by_cue(line, Span(cell.start, end), unit))
    named = [_refined(noun, text) for noun in named]
    date = Span(dated[0].start, dated[0].end) if dated else None
    return Head(named[-1] if named else None, unit, date, cell, _GROWTH.search(text) is not None)


def _refined(named: Named, text: str) -> Named:
    """Return the kind that takes the noun's place by the words of the head: 每万人5G基站."""
    for kind in metric_kinds().values():
        if kind.instead_of == named.kind.name and kind.where and kind.where.search(text):
            return Named(kind, named.phrase)
    return named


def _by_cue(line: Passage, words: Span, unit: str) -> Iterator[Named]:
    """Yield the kind that the unit and a word of the head settle: 智能算力（P）, PUE, 完成投资（亿元）."""
    form = unit_forms().get(unit.lstrip("万亿千百"))
    measured = form.dimension if form else "number"
    for kind in metric_kinds().values():
        cue = kind.cues.search(line.masked, words.start, words.end) if kind.cues else None
        if cue is not None and measured in kind.dimensions:
            yield Named(kind, Span(*cue.span()))


def _read_row(line: Passage, cells: list[Span], heads: list[Head], caption: Head) -> Iterator[TableFigure]:
    """Yield the figures of a row: each number of the kind that its column, else its row, is headed by."""
    own = _head(line, cells[0])
    own_unit = own.unit or _unit_of_row(line, cells, heads)
    for cell, head in zip(cells[1:], heads[1:], strict=True):
        source = head if head.named else own if head.date or not (own.named is None or head.is_growth) else None
        if source is None or source.named is None or not _is_number(line, cell):
            continue
        unit = head.unit or own_unit or (heads[0].unit if own.named else "") or caption.unit
        quantity = _quantity(line, cell, unit)
        if quantity is not None and _fits(source.named.kind, quantity):
            phrase = source.named.phrase if source is own else Span(cell.start, cell.end)
            yield TableFigure(_figure(line, quantity, source, phrase), head.date or caption.date)


def _unit_of_row(line: Passage, cells: list[Span], heads: list[Head]) -> str:
    """Return the unit in the row's cell under the head 单位."""
    for cell, head in zip(cells, heads, strict=True):
        if head.words and _UNIT_HEAD.fullmatch(line.masked, *head.words):
            return line.masked[cell.start : cell.end]
    return ""


def _figure(line: Passage, quantity: Quantity, head: Head, phrase: Span) -> Figure:
    named = head.named
    if named is None:
        raise ValueError(f"a head without a noun over {quantity}")
    in_row = line.start <= named.phrase.start < line.end
    words = head.words if head.words and (head.caption or head.words.start == named.phrase.start) else named.phrase
    noun = named.phrase if in_row else phrase
    return Figure(line, quantity, named.kind, noun, "named", head=words, caption=head.caption)


def _quantity(line: Passage, cell: Span, unit: str) -> Quantity | None:
    """Return the number of a cell in the unit that the cell itself or its head gives."""
    text = line.masked[cell.start : cell.end]
    found = find_quantities(text if not _NUMBER.fullmatch(text) or text.endswith("%") else text + unit)
    if len(found) == 1 and found[0].start == 0:
        quantity = found[0]
        return Quantity(cell.start, cell.end, quantity.value, quantity.unit, quantity.approximator, quantity.upper)
    match = _NUMBER.fullmatch(text)
    return Quantity(cell.start, cell.end, Decimal(match["number"].replace(",", "")), "") if match and not unit else None


def _fits(kind: MetricKind, quantity: Quantity) -> bool:
    return counts_with(kind, quantity)
