"""One finding together with what matters of the document that tells of it: all that merging ever asks of a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.metric_words import metric_words
from schemas.records import AgreementFinding, Document, Findings, MetricFinding
from schemas.reference.official_sources import is_official

#: What says that a sum is all that was invested so far ...
_SO_FAR = re.compile(r"累[计积]|总[计共]|共计|合计|[一总]?共投")
#: ... and what says that it was invested in one undertaking.
_UNDERTAKING = re.compile(r"项目|工程|中心(?!城)|园区?|基地(?!台)")
_SENTENCE_END = re.compile(r"[。！？；\n]")
_CLAUSE_END = re.compile(r"[，,。！？；\n]|$")


@dataclass(frozen=True, slots=True)
class AgreementTelling:
    """An agreement as one document tells it.

    Attributes:
        doc_id: the document.
        original: the id of the document that it repeats, or its own.
        published_on: the day of its publication, where known.
        finding: what it says.
    """

    doc_id: str
    original: str
    published_on: date | None
    finding: AgreementFinding

    @property
    def order(self) -> tuple[date, str, int, int]:
        """The order in which tellings are considered: by publication, then by what never changes."""
        return (self.published_on or date.max, self.doc_id, self.finding.start, self.finding.end)


@dataclass(frozen=True, slots=True)
class MetricTelling:
    """A figure as one document states it.

    Attributes:
        doc_id: the document.
        original: the id of the document that it repeats, or its own.
        published_on: the day of its publication, where known.
        published_edtf: the same as far as it is known.
        is_official: whether the document is an authority's.
        names_date: whether the date of the figure was read from a date, and from no word like 目前.
        sums_up: of money, whether its sentence says 累计, and names no single undertaking.
        finding: what it says.
    """

    doc_id: str
    original: str
    published_on: date | None
    published_edtf: str | None
    is_official: bool
    names_date: bool
    sums_up: bool
    finding: MetricFinding

    @property
    def order(self) -> tuple[date, str, int, int]:
        """The order in which tellings are considered: by publication, then by what never changes."""
        return (self.published_on or date.max, self.doc_id, self.finding.start, self.finding.end)


def agreements_told(document: Document, said: Findings, original: str | None = None) -> Iterator[AgreementTelling]:
    """Yield the agreements that a document tells of; it repeats no other where ``original`` is None."""
    for finding in said.agreements:
        yield AgreementTelling(document.doc_id, original or document.doc_id, document.published_on, finding)


def metrics_told(document: Document, said: Findings, original: str | None = None) -> Iterator[MetricTelling]:
    """Yield the figures that a document states; it repeats no other where ``original`` is None."""
    official = is_official(document.url, document.site)
    for finding in said.metrics:
        yield MetricTelling(
            doc_id=document.doc_id,
            original=original or document.doc_id,
            published_on=document.published_on,
            published_edtf=document.published_edtf,
            is_official=official,
            names_date=_names_its_date(finding, document.text),
            sums_up=finding.kind == "investment" and _is_of_all_so_far(finding, document.text),
            finding=finding,
        )


def _names_its_date(finding: MetricFinding, text: str) -> bool:
    """Say whether the date was read from a date; the first evidence is that of the telling that the finding keeps."""
    places = [place for place in finding.evidence if place.field == "as_of_edtf"]
    quotes = ["".join(text[place.start : place.end].split()) for place in places]
    return bool(quotes) and metric_words().now.fullmatch(quotes[0]) is None


def _is_of_all_so_far(finding: MetricFinding, text: str) -> bool:
    """Say whether the sentence up to the end of the figure's clause says 累计 and names no single undertaking."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, finding.start)]
    clause_end = _CLAUSE_END.search(text, finding.end)
    words = text[ends[-1] if ends else 0 : clause_end.start() if clause_end else len(text)]
    return _SO_FAR.search(words) is not None and _UNDERTAKING.search(words) is None
