"""One finding together with the document that tells of it."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from schemas.records import AgreementFinding, Document, MetricFinding

Finding = TypeVar("Finding", AgreementFinding, MetricFinding)


@dataclass(frozen=True, slots=True)
class Telling(Generic[Finding]):
    """A finding and its document.

    Attributes:
        document: the document.
        original: the id of the document that this one repeats, or its own.
        finding: what it says.
    """

    document: Document
    original: str
    finding: Finding

    @property
    def order(self) -> tuple[date, str, int, int]:
        """The order in which tellings are considered: by publication, then by what never changes."""
        return (
            self.document.published_on or date.max,
            self.document.doc_id,
            self.finding.start,
            self.finding.end,
        )
