"""What a run came to, in numbers that add up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: The columns that name a figure in the summary.
NAMED_BY = ("metric_id", "region_name", "kind", "value_text")
#: How many implausible figures and corrections that could not be applied the summary names.
_NAMED = 5


class AccountsError(RuntimeError):
    """The numbers of a run show that something is wrong with the run, not with its pages."""


@dataclass(frozen=True)
class Summary:
    """What a run came to.

    Attributes:
        pages: how many pages the sources hold.
        documents: how many became documents of their own.
        duplicates: how many repeat another one.
        skipped: how many of the documents and duplicates have nothing to do with the subject.
        agreements: rows of the table.
        metrics: rows of the table.
        regions: rows of the table.
        implausible: the figures that cannot be, in words; kept with low confidence.
        rejected: how many did not go through, by reason.
        snapshot: the id of the published tables.
        tables: the link to them.
        is_new: whether this run changed them.
        corrections: how many corrections by people there are, by what came of them.
        amiss: those of them that could not be applied, in words.
    """

    pages: int
    documents: int
    duplicates: int
    skipped: int
    agreements: int
    metrics: int
    regions: int
    implausible: Sequence[str]
    rejected: Mapping[str, int]
    snapshot: str
    tables: Path
    is_new: bool
    corrections: Mapping[str, int] = field(default_factory=dict)
    amiss: Sequence[str] = ()

    def lines(self) -> list[str]:
        """Return the summary as lines for people."""
        rejected = sum(self.rejected.values())
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(self.rejected.items()))
        return [
            f"pages       {self.pages}",
            f"documents   {self.documents}",
            f"duplicates  {self.duplicates}",
            f"rejected    {rejected}" + (f" ({reasons})" if reasons else ""),
            f"skipped     {self.skipped} (documents and duplicates off the subject)",
            f"agreements  {self.agreements}",
            f"metrics     {self.metrics}",
            f"regions     {self.regions}",
            *self._implausible_lines(),
            *self._correction_lines(),
            f"tables      {self.tables}" + ("" if self.is_new else " (nothing changed)"),
        ]

    def _implausible_lines(self) -> list[str]:
        if not self.implausible:
            return []
        more = ["..."] if len(self.implausible) > _NAMED else []
        return [
            f"implausible {'; '.join([*self.implausible[:_NAMED], *more])} ({len(self.implausible)} of the metrics)"
        ]

    def _correction_lines(self) -> list[str]:
        if not self.corrections:
            return []
        came_of = ", ".join(f"{status} {count}" for status, count in sorted(self.corrections.items()))
        return [
            f"corrections {sum(self.corrections.values())} ({came_of})",
            *(f"not applied {sentence}" for sentence in self.amiss_in_short),
        ]

    @property
    def amiss_in_short(self) -> list[str]:
        """Return the first corrections that could not be applied, and how many more there are."""
        more = len(self.amiss) - _NAMED
        rest = [f"{more} more: `qianyue show corrections` tells of all"] if more > 0 else []
        return [*self.amiss[:_NAMED], *rest]


def check_accounts(pages: int, counts: Mapping[str, int], reasons: Sequence[str]) -> None:
    """Raise AccountsError unless every page is a document, a duplicate or rejected, and not all of them failed.

    Args:
        pages: how many pages went in.
        counts: how many rows the tables have; a duplicate is a row of ``documents`` too.
        reasons: the reason of each rejection.
    """
    documents, rejected = counts["documents"], counts["rejected"]
    if documents + rejected != pages:
        raise AccountsError(f"{pages} pages went in, but {documents} became documents and {rejected} were rejected")
    if pages > 1 and list(reasons).count("failed") == pages:
        raise AccountsError(f"each of the {pages} pages failed, so the fault lies in no page")


def summary_of(
    pages: int,
    facts: Mapping[str, Any],
    reasons: Iterable[str],
    implausible: Iterable[Mapping[str, Any]],
    tables: Path,
    *,
    is_new: bool,
) -> Summary:
    """Return the summary of a run.

    Args:
        pages: how many pages the sources hold.
        facts: the ``counts`` of the aggregate stage and the ``snapshot`` that it published.
        reasons: the reasons in the table of the rejected.
        implausible: the rows of the table of figures that are hardly to be believed, with ``NAMED_BY``.
        tables: the link to the tables.
        is_new: whether this run changed them.
    """
    counts = facts["counts"]
    return Summary(
        pages=pages,
        documents=counts["documents"] - counts["duplicates"],
        duplicates=counts["duplicates"],
        skipped=counts["skipped"],
        agreements=counts["agreements"],
        metrics=counts["metrics"],
        regions=counts["regions"],
        implausible=sorted(" ".join(str(row[name] or "-") for name in NAMED_BY) for row in implausible),
        rejected=dict(Counter(reasons)),
        snapshot=facts["snapshot"],
        tables=tables,
        is_new=is_new,
    )
