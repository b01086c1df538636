"""How a united agreement or figure is changed by hand, so that all its columns stay what they are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from schemas.correction import PARTY_KEYS
from schemas.metric_kinds import IMPLAUSIBLE
from schemas.records import MetricFinding, PartyFinding
from schemas.vocabulary import NATION, CorrectedTable
from tasks.aggregate.agreements import Agreement, settled
from tasks.aggregate.latest import is_plausible
from tasks.aggregate.metrics import Metric, stated
from tasks.aggregate.rows import agreement_row, metric_row, party_rows
from tasks.aggregate.same_agreement import contradict, likeness
from tasks.aggregate.telling import AgreementTelling, MetricTelling
from tasks.edtf import detail
from tasks.identity import stable_id

Told = AgreementTelling | MetricTelling
Made = Agreement | Metric


class ValueLacksError(ValueError):
    """A value does not say all that a row needs; the message says what is missing."""


@dataclass(frozen=True)
class Rules:
    """How the rows of one table are put together and changed.

    Attributes:
        table: the table.
        parted: makes of a row what some of its tellings come to, which are in their order.
        merged: makes one of two, the second into the first, from the tellings of both.
        with_value: gives one field another value.
        shown: returns the columns that can be set as the table shows them.
        names: the columns that tell people which row it is.
        is_liker: says whether a telling is more like the first ones than like the second ones.
    """

    table: CorrectedTable
    parted: Callable[[Any, str, Sequence[Any]], Any]
    merged: Callable[[Any, Any, Sequence[Any]], Any]
    with_value: Callable[[Any, str, Any], Any]
    shown: Callable[[Any], Mapping[str, Any]]
    names: tuple[str, ...]
    is_liker: Callable[[Any, Sequence[Any], Sequence[Any]], bool]


def _parted_agreement(_: Agreement, __: str, tellings: Sequence[AgreementTelling]) -> Agreement:
    return settled(tellings)


def _merged_agreements(_: Agreement, __: Agreement, tellings: Sequence[AgreementTelling]) -> Agreement:
    return settled(tellings)


def _with_agreement_value(agreement: Agreement, field: str, value: Any) -> Agreement:
    if field == "parties":
        return replace(agreement, parties=tuple(_party(said, agreement.parties) for said in value))
    changed: dict[str, Any] = {field: tuple(value) if isinstance(value, list) else value}
    return replace(agreement, **changed)


def _party(said: Mapping[str, str], known: Sequence[PartyFinding]) -> PartyFinding:
    """Return the party: as it was, where there is one of that name, but for what is said otherwise.

    Raises:
        ValueLacksError: there is none, and it is not said what sort of organisation it is.
    """
    name = said["canonical_name"]
    party = next((each for each in known if each.canonical_name == name), None)
    if party is None:
        if not said.get("role"):
            raise ValueLacksError(f"no party is called {name}: say its role too")
        party = PartyFinding(0, 0, said.get("name") or name, name, stable_id("o", name), cast(Any, said["role"]))
    changed: dict[str, Any] = {key: text or None for key, text in said.items() if text or key not in ("name", "role")}
    return replace(party, **changed)


def _agreement_shown(agreement: Agreement) -> dict[str, Any]:
    parties = [{key: row[key] for key in PARTY_KEYS if row[key] is not None} for row in party_rows(agreement)]
    return {**agreement_row(agreement), "parties": parties}


def _is_liker_agreement(
    telling: AgreementTelling, some: Sequence[AgreementTelling], others: Sequence[AgreementTelling]
) -> bool:
    """Say whether the telling goes with the first ones: by what its document repeats, else by what it says."""

    def like(tellings: Sequence[AgreementTelling]) -> tuple[bool, int]:
        repeats = any(telling.original == each.original for each in tellings)
        fitting = (likeness(telling, each) for each in tellings if not contradict(telling, each))
        return repeats, max(fitting, default=-1)

    return like(some) > like(others)


def _parted_metric(_: Metric, metric_id: str, tellings: Sequence[MetricTelling]) -> Metric:
    dates = (telling.finding.as_of_edtf for telling in tellings)
    return stated(metric_id, tellings, max(dates, key=detail, default=None))


def _merged_metrics(into: Metric, other: Metric, tellings: Sequence[MetricTelling]) -> Metric:
    """Return the figure that the second one is merged into: what it says stands, with the date of either."""
    date = into.finding.as_of_edtf or other.finding.as_of_edtf
    return replace(into, tellings=tuple(tellings), finding=replace(into.finding, as_of_edtf=date))


def _with_metric_value(metric: Metric, field: str, value: Any) -> Metric:
    changed = replace(metric.finding, **_metric_fields(field, value))
    return replace(metric, finding=_as_sure(changed, metric.finding) if field != "confidence" else changed)


def _metric_fields(field: str, value: Any) -> dict[str, Any]:
    """Return the fields of a finding that make one column what it is to be."""
    if field in ("value", "value_upper"):
        return {field: None if value is None else Decimal(repr(value))}
    if field == "region_code":
        return {"region_code": value, "area": None, "is_national": False}
    if field == "region_name":
        area = None if value == NATION else value
        return {"region_code": None, "area": area, "is_national": value == NATION}
    return {field: value}


def _as_sure(finding: MetricFinding, before: MetricFinding) -> MetricFinding:
    """Return the finding with the confidence of one that can be, or cannot: it is told from these very fields.

    A figure that could not be as it was read and can be as a person reads it is that person's.
    """
    if is_plausible(finding) == is_plausible(before):
        return finding
    return replace(finding, confidence=1.0 if is_plausible(finding) else IMPLAUSIBLE)


def _is_liker_metric(telling: MetricTelling, some: Sequence[MetricTelling], others: Sequence[MetricTelling]) -> bool:
    def like(tellings: Sequence[MetricTelling]) -> tuple[bool, bool]:
        repeats = any(telling.original == each.original for each in tellings)
        return repeats, any(telling.finding.as_of_edtf == each.finding.as_of_edtf for each in tellings)

    return like(some) > like(others)


AGREEMENT_RULES = Rules(
    table="agreements",
    parted=_parted_agreement,
    merged=_merged_agreements,
    with_value=_with_agreement_value,
    shown=_agreement_shown,
    names=("title", "signed_edtf", "region_name"),
    is_liker=_is_liker_agreement,
)
METRIC_RULES = Rules(
    table="metrics",
    parted=_parted_metric,
    merged=_merged_metrics,
    with_value=_with_metric_value,
    shown=metric_row,
    names=("kind", "value_text", "region_name", "as_of_edtf"),
    is_liker=_is_liker_metric,
)
