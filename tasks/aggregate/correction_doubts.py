"""What is doubtful of a figure that people have set: a unit that is not its kind's, or a second row of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas.metric_kinds import metric_kinds
from schemas.vocabulary import NATION
from tasks.aggregate.correction_outcome import Outcome

#: The columns that two rows of one figure have in common.
COMPARED = (
    "kind",
    "value",
    "value_upper",
    "unit",
    "aspect",
    "status",
    "technology",
    "operator",
    "region_code",
    "region_name",
    "definition",
    "as_of_edtf",
)
#: The columns that settle which unit a figure has.
_OF_UNIT = ("kind", "unit", "aspect")


def with_doubts(
    outcomes: Iterable[Outcome], figures: Mapping[str, Mapping[str, Any]], beside: Iterable[Mapping[str, Any]]
) -> list[Outcome]:
    """Return the outcomes, those of figures that were set with what is doubtful of them as they are now.

    Args:
        outcomes: what came of the corrections of figures.
        figures: the rows that corrections touch, as they are now, by their ids.
        beside: the rows of the places of those, these among them; ``metric_id`` and what is compared of each.
    """
    same: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in beside:
        same[_said(row)].append(row["metric_id"])

    def doubted(one: Outcome) -> Outcome:
        if one.status != "applied" or one.correction.action != "set":
            return one
        figure = figures[one.row_id]
        doubts = [one.detail, _of_unit(figure) if one.correction.field in _OF_UNIT else ""]
        doubts.append(_of_same(figure, same[_said(figure)]))
        return replace(one, detail="; ".join(filter(None, doubts)) or None)

    return [doubted(one) for one in outcomes]


def _said(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in COMPARED)


def _of_unit(figure: Mapping[str, Any]) -> str:
    unit = metric_kinds()[figure["kind"]].unit_of(figure["aspect"])
    if figure["unit"] == unit:
        return ""
    return f"{figure['kind']} ({figure['aspect']}) is stated in {unit}, and the row in {figure['unit']}: set unit too"


def _of_same(figure: Mapping[str, Any], ids: Sequence[str]) -> str:
    """Return which rows say the same; where neither place nor date tells, two figures need not be one."""
    others = sorted(set(ids) - {figure["metric_id"]})
    is_settled = figure["region_name"] and (figure["as_of_edtf"] or figure["region_name"] != NATION)
    return f"the row says the same as {', '.join(others)}: merge them" if others and is_settled else ""
