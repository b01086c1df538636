"""The file of corrections, read from the disk, and what came of each in the published tables."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from schemas.correction import Correction, plain, written
from schemas.corrections_file import read_corrections
from schemas.toml_keys import Fault
from tasks.storage import read_table
from tasks.storage.files import read_text


class CameOf(NamedTuple):
    """What came of one correction.

    Attributes:
        status: see the table ``corrections``.
        sentence: which it is and what came of it, for people.
        is_new: whether the tables were made without it, so that this is what would come of it.
    """

    status: str
    sentence: str
    is_new: bool = False

    @property
    def is_amiss(self) -> bool:
        """Return whether somebody should look at it."""
        return self.status in ("stale", "conflicting")


def load_corrections(path: Path) -> tuple[tuple[Correction, ...], tuple[Fault, ...]]:
    """Return the corrections that a file holds, and what is wrong with the others.

    Raises:
        FileNotFoundError: there is no such file.
        UnicodeError: it is not UTF-8.
        OSError: it cannot be read.
    """
    return read_corrections(read_text(path))


def what_came_of(tables: Path) -> list[CameOf]:
    """Return what came of each correction in published tables, in the order of their file."""
    rows = read_table(tables / "corrections.parquet").to_pylist()
    return [came_of(row) for row in sorted(rows, key=lambda row: row["position"])]


def amiss(every: Iterable[CameOf]) -> list[str]:
    """Return in words which corrections could not be applied, and why."""
    return [f"{one.sentence} ({one.status})" for one in every if one.is_amiss]


def came_of(row: dict[str, Any], *, is_new: bool = False) -> CameOf:
    """Return what a row of the table ``corrections`` says, for people."""
    change = f": {_plain(row['old_value'])} → {_plain(row['new_value'])}" if row["old_value"] and row["field"] else ""
    into = f", {row['other_row_id']}" if row["other_row_id"] else ""
    detail = f": {row['detail']}" if row["detail"] else ""
    return CameOf(row["status"], f"{which(row)}{into}{change}{detail}", is_new)


def _plain(value: str) -> str:
    return written(plain(value))


def which(row: dict[str, Any]) -> str:
    """Return which entry a row of the table ``corrections`` is about."""
    what = f"{row['action']} {row['field']} of" if row["field"] else row["action"]
    return f"number {row['position']}, {what} {row['row_id']}"
