"""Where the pages that report one agreement do not agree."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from schemas.records import AgreementFinding
from schemas.reference.regions import gazetteer
from tasks.aggregate.same_agreement import same_title
from tasks.edtf import compatible

Agree = Callable[[Any, Any], bool]


def conflicts(findings: Sequence[AgreementFinding]) -> tuple[str, ...]:
    """Return a line for each field on which the findings contradict each other, all values with how many say so.

    A value that is only less exact contradicts nothing: a month beside its day, a province beside its city, the short
    form of a title, ``other`` beside a kind. Nor does ``planned`` before ``signed``, as time passes.

    Example:
        >>> from schemas.records import AgreementFinding
        >>> one = AgreementFinding(0, 1, "framework", "signed", (), signed_edtf="2021-08-18")
        >>> other = AgreementFinding(0, 1, "framework", "signed", (), signed_edtf="2021-08-19")
        >>> conflicts([one, one, other])
        ('signed_edtf: 2021-08-18 (2), 2021-08-19 (1)',)
    """
    return tuple(line for field, agree in _FIELDS.items() for line in _line(field, agree, findings))


def _line(field: str, agree: Agree, findings: Sequence[AgreementFinding]) -> Iterator[str]:
    counts = Counter(value for finding in findings if (value := getattr(finding, field)) is not None)
    if any(not agree(one, other) for one, other in combinations(counts, 2)):
        said = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        yield f"{field}: " + ", ".join(f"{value} ({count})" for value, count in said)


def _same_kind(one: str, other: str) -> bool:
    return "other" in (one, other)


def _same_place(one: str, other: str) -> bool:
    return one in gazetteer().lineage(other) or other in gazetteer().lineage(one)


def _same_sum(one: int, other: int) -> bool:
    return one == other


_FIELDS: dict[str, Agree] = {
    "title": same_title,
    "kind": _same_kind,
    "signed_edtf": compatible,
    "region_code": _same_place,
    "amount_cny": _same_sum,
}
