"""The records that pass between the pure functions, and from stage to stage.

Every position is a code-point offset, half-open, into ``Document.text`` unless a field says otherwise. A date that
may be partial is EDTF (ISO 8601-2): ``2019-11-20``, ``2011-12``, ``2020``, ``2022-01/2022-03``, ``XXXX-08-18``.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from schemas.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Approximator,
    Aspect,
    MetricStatus,
    MetricUnit,
    Operator,
    RegionLevel,
    RejectionReason,
    Role,
    Script,
    Stage,
    Technology,
)


class Span(NamedTuple):
    """A half-open stretch of text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was fetched: raw bytes and where they came from."""

    page_id: str
    source_uri: str
    content: bytes
    url: str | None = None
    content_type: str | None = None
    fetched_at: datetime | None = None


class OffsetRun(NamedTuple):
    """A run of clean text that was copied, one character for one, from the decoded page.

    ``start`` counts code points of the clean text, ``page_start`` code points of the decoded page. Clean text
    between two runs was inferred and stands for the page text between them; a run of no length says where such text
    begins or ends.
    """

    start: int
    length: int
    page_start: int


@dataclass(frozen=True, slots=True)
class Document:
    """One page as exact text.

    ``text`` holds the title (where the page has one) as its first line, then the paragraphs of the article, joined
    by a line feed. ``body_start`` is where the line after the title begins, 0 where there is no title.
    """

    doc_id: str
    source_uri: str
    text: str
    title: str | None = None
    body_start: int = 0
    url: str | None = None
    site: str | None = None
    published_on: date | None = None
    published_edtf: str | None = None
    encoding: str = "utf-8"
    script: Script = "hans"
    repairs: str | None = None
    quality: float = 1.0
    is_relevant: bool = True
    fetched_at: datetime | None = None
    offsets: tuple[OffsetRun, ...] = ()

    @property
    def page_id(self) -> str:
        """The page that the document was read from: the two ids share their digits."""
        return "p" + self.doc_id[1:]


@dataclass(frozen=True, slots=True)
class Rejection:
    """One page or document that did not go through, and why."""

    source_uri: str
    stage: Stage
    reason: RejectionReason
    detail: str
    page_id: str = ""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The sentences of one document, in the order of the text, and the borders of its words.

    ``word_starts`` has a byte for each character of the text, 1 where a word begins: words cover the text, and few of
    them are ever looked at.
    """

    doc_id: str
    sentences: tuple[Span, ...]
    word_starts: bytes


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A place where the text names an administrative division.

    ``region_code`` is None where the text does not settle which one is meant; ``candidates`` then lists the codes.
    """

    start: int
    end: int
    surface: str
    region_code: str | None
    level: RegionLevel | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeRegion:
    """The divisions that 我省, 全市, 市政府 or 我县 mean in one document; None where the document does not say."""

    province: str | None = None
    prefecture: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and what it means. ``edtf`` is None where nothing in the document settles it."""

    start: int
    end: int
    surface: str
    edtf: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. ``value`` is exact, in ``unit``; ``start`` and ``end`` take in the approximators."""

    start: int
    end: int
    value: Decimal
    unit: str
    approximator: Approximator = "exact"
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """A place where the text names an organisation, and which one it is."""

    start: int
    end: int
    name: str
    canonical_name: str
    organization_id: str
    role: Role
    operator: Operator | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person with the post that the text gives beside the name."""

    start: int
    end: int
    name: str
    post: str | None = None


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """The place that one field of a finding was read from."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartyFinding:
    """One party of an agreement as one document names it; ``aliases`` are all names that the document gives it."""

    start: int
    end: int
    name: str
    canonical_name: str
    organization_id: str
    role: Role
    operator: Operator | None = None
    region_code: str | None = None
    signatory: str | None = None
    signatory_title: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementFinding:
    """One agreement as one document tells it. ``start`` and ``end`` enclose the clause that tells of the signing."""

    start: int
    end: int
    kind: AgreementKind
    status: AgreementStatus
    parties: tuple[PartyFinding, ...]
    title: str | None = None
    signed_edtf: str | None = None
    region_code: str | None = None
    topics: tuple[str, ...] = ()
    amount_cny: int | None = None
    is_5g: bool = False
    confidence: float = 0.5
    evidence: tuple[FieldSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricFinding:
    """One figure as one document states it.

    ``start`` and ``end`` enclose the words that state it. ``area`` is a part of the country without a code (东部). One
    with neither code nor area is the nation's where ``is_national`` says so; else no one place is settled.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None
    unit: MetricUnit
    aspect: Aspect
    approximator: Approximator
    status: MetricStatus
    value_text: str
    value_upper: Decimal | None = None
    as_of_edtf: str | None = None
    region_code: str | None = None
    technology: Technology | None = None
    subject: str | None = None
    operator: Operator | None = None
    area: str | None = None
    is_national: bool = False
    confidence: float = 0.5
    evidence: tuple[FieldSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """All that extraction knows of one document while it looks for agreements and figures.

    ``word_starts`` is as in its segmentation; empty where the borders of words are not known.
    """

    document: Document
    sentences: tuple[Span, ...]
    word_starts: bytes = b""
    regions: tuple[RegionMention, ...] = ()
    home: HomeRegion = field(default_factory=HomeRegion)
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    organizations: tuple[OrganizationMention, ...] = ()
    persons: tuple[PersonMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What one document says, ready to be merged with what the others say."""

    doc_id: str
    regions: tuple[RegionMention, ...] = ()
    agreements: tuple[AgreementFinding, ...] = ()
    metrics: tuple[MetricFinding, ...] = ()
    persons: tuple[str, ...] = ()
