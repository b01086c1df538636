"""Figures that an article states about 5G and the digital infrastructure around it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from schemas.metric_kinds import metric_kinds
from schemas.records import Article, FieldSpan, MetricFinding, Quantity, Span
from schemas.vocabulary import Technology
from tasks.extract.metrics.as_of import AsOf, as_of, date_of
from tasks.extract.metrics.aspect_and_status import aspect, status
from tasks.extract.metrics.backdrop import Backdrop
from tasks.extract.metrics.candidates import figures_of
from tasks.extract.metrics.confidence import confidence
from tasks.extract.metrics.coverage import Coverage, coverage_statements, may_state_coverage
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.merging import merged
from tasks.extract.metrics.operator import Owner, operator_of
from tasks.extract.metrics.passages import Passage, passages
from tasks.extract.metrics.place import Place
from tasks.extract.metrics.region import regions
from tasks.extract.metrics.spacing import with_spaces, without_spaces
from tasks.extract.metrics.tables import TableFigure, table_figures
from tasks.extract.metrics.technology import is_pair, named_technologies, technologies

#: How much of a clause that states a coverage is kept as its subject.
_SUBJECT = 60


def find_metrics(article: Article) -> tuple[MetricFinding, ...]:
    """Return the figures that the article states, in the order of the text, each once."""
    spaced, (article, origins) = article, without_spaces(article)
    read = list(passages(article))
    backdrop = Backdrop(article, read[0].masked if read else "")
    rows = table_figures(read)
    found: list[MetricFinding] = []
    earlier: list[Figure] = []
    for passage in read:
        row = rows.get(passage.start)
        earlier = [] if row or not passage.quantities else figures_of(passage, earlier)
        if row:
            found += _of_row(row, backdrop)
        elif earlier or may_state_coverage(passage):
            found += _of_passage(passage, earlier, backdrop)
    stated = merged(found, article.document.body_start)
    return tuple(with_spaces(finding, origins, spaced.document.text) for finding in stated)


def _of_row(row: list[TableFigure], backdrop: Backdrop) -> Iterator[MetricFinding]:
    for cell in row:
        for finding in _stated(cell.figure, backdrop):
            yield _dated_by_head(finding, cell, backdrop) if cell.date else finding


def _of_passage(passage: Passage, figures: list[Figure], backdrop: Backdrop) -> Iterator[MetricFinding]:
    for figure in figures:
        yield from _stated(figure, backdrop)
    statements = list(coverage_statements(passage))
    percents = _percents(passage) if statements else {}
    for statement in statements:
        if statement.words.start > percents.get(passage.clause_start(statement.words.start), passage.end):
            continue  # 70%的煤矿实现5G全覆盖 is told by its number
        network = passage.masked[statement.network.start : statement.network.end]
        named = named_technologies(network, "coverage") or (None,)
        for technology in named if is_pair(network) else named[-1:]:
            yield from _coverage(statement, technology, passage, backdrop)


def _percents(passage: Passage) -> dict[int, int]:
    """Return where the last percentage of each clause stands, by the start of the clause."""
    return {passage.clause_start(each.start): each.start for each in passage.quantities if each.unit == "percent"}


def _stated(figure: Figure, backdrop: Backdrop) -> Iterator[MetricFinding]:
    """Yield a finding for each network and each place that the figure is stated of."""
    for technology in technologies(figure):
        for place in regions(figure, backdrop):
            yield _finding(figure, technology, place, backdrop)


def _dated_by_head(finding: MetricFinding, cell: TableFigure, backdrop: Backdrop) -> MetricFinding:
    """Return the finding with the date that heads its column."""
    heads = [mention for mention in backdrop.article.dates if cell.date and mention.start == cell.date.start]
    if not heads or heads[0].edtf is None:
        return finding
    edtf = date_of(heads[0])
    dated = FieldSpan("as_of_edtf", heads[0].start, heads[0].end)
    reached = status(cell.figure, edtf, backdrop.document)
    return replace(finding, as_of_edtf=edtf, status=reached, evidence=(*finding.evidence, dated))


def _finding(figure: Figure, technology: Technology | None, place: Place, backdrop: Backdrop) -> MetricFinding:
    quantity, document = figure.quantity, backdrop.document
    dated = as_of(figure, document)
    edtf = dated.edtf if dated else None
    reached = status(figure, edtf, document)
    owner = operator_of(figure, backdrop)
    return MetricFinding(
        start=min(quantity.start, figure.phrase.start),
        end=max(quantity.end, figure.phrase.end),
        kind=figure.kind.name,
        value=figure.value,
        value_upper=figure.upper,
        unit="percent" if figure.measure != "level" else figure.kind.unit,
        aspect=aspect(figure, reached, edtf),
        approximator=quantity.approximator,
        status=reached,
        value_text=document.text[quantity.start : quantity.end],
        as_of_edtf=edtf,
        region_code=place.code,
        technology=technology,
        subject=document.text[figure.phrase.start : figure.phrase.end].strip() or None,
        operator=owner.operator if owner else None,
        area=place.area,
        is_national=place.is_national,
        confidence=confidence(figure),
        evidence=_evidence(Span(quantity.start, quantity.end), dated, place, owner),
    )


def _coverage(
    statement: Coverage, technology: Technology | None, passage: Passage, backdrop: Backdrop
) -> Iterator[MetricFinding]:
    """Yield the findings of a coverage that is said without a number, one for each place that it is said of."""
    words, text = statement.words, backdrop.document.text
    stand_in = Quantity(words.start, words.end, Decimal(100), "percent")
    figure = Figure(passage, stand_in, metric_kinds()["coverage"], statement.network, "named")
    for place in regions(figure, backdrop, for_each=statement.is_full):
        yield replace(
            _finding(figure, technology, place, backdrop),
            value=Decimal(100) if statement.is_full else None,
            aspect="total",
            subject=text[_item_start(passage, words.start) : words.end].strip()[-_SUBJECT:],
            confidence=0.8 if statement.is_full else 0.5,
        )


def _item_start(passage: Passage, position: int) -> int:
    """Return where the item of a list begins, else the clause: 县域全覆盖 in 城区深度覆盖、县域全覆盖."""
    start = passage.clause_start(position)
    return passage.masked.rfind("、", start, position) + 1 or start


def _evidence(value: Span, dated: AsOf | None, place: Place, owner: Owner | None) -> tuple[FieldSpan, ...]:
    spans = [FieldSpan("value", *value)]
    if dated is not None:
        spans.append(FieldSpan("as_of_edtf", *dated.span))
    if place.span is not None:
        spans.append(FieldSpan("region_name" if place.area or place.is_national else "region_code", *place.span))
    if owner is not None:
        spans.append(FieldSpan("operator", *owner.span))
    return tuple(spans)
