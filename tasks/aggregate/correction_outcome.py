"""What came of a correction, and its row in the table ``corrections``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from schemas.correction import Correction
from schemas.json_codec import to_json
from schemas.vocabulary import CorrectionStatus
from tasks.identity import stable_id


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one correction."""

    correction: Correction
    status: CorrectionStatus
    row_id: str
    old_value: str | None = None
    new_value: str | None = None
    other_row_id: str | None = None
    detail: str | None = None


def correction_id(correction: Correction) -> str:
    """Return the id of an entry: what it does and by which words, wherever in the file it stands.

    Who decided it, when and why may be mended without it being another entry. No two entries of a file have one id.
    """
    return stable_id("c", to_json(Correction, replace(correction, position=0, by="", on=date.min, reason="", was=None)))


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """Return what came of a correction as a row of the table ``corrections``."""
    entry = outcome.correction
    return {
        "correction_id": correction_id(entry),
        "position": entry.position,
        "table": entry.table,
        "row_id": outcome.row_id,
        "action": entry.action,
        "status": outcome.status,
        "field": entry.field,
        "old_value": outcome.old_value,
        "new_value": outcome.new_value,
        "other_row_id": outcome.other_row_id,
        "detail": outcome.detail,
        **_as_written(entry),
    }


def as_in(row: Mapping[str, Any], entry: Correction) -> dict[str, Any]:
    """Return a row of the table ``corrections`` with the place and the words of its entry as the file has them now."""
    return {**row, "position": entry.position, **_as_written(entry)}


def _as_written(entry: Correction) -> dict[str, Any]:
    return {"by": entry.by, "on": entry.on, "reason": entry.reason}
