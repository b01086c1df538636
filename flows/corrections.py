"""The file of corrections, read from the disk, and what came of each in the published tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from schemas.correction import Correction
from schemas.corrections_file import read_corrections
from schemas.toml_keys import Fault
from tasks.aggregate.correction_check import foreseen
from tasks.aggregate.correction_draft import Wanted, drafted
from tasks.storage import read_table
from tasks.storage.files import read_text


class CameOf(NamedTuple):
    """What came of one correction.

    Attributes:
        status: see the table ``corrections``.
        sentence: which it is and what came of it, for people.
    """

    status: str
    sentence: str

    @property
    def is_amiss(self) -> bool:
        """Return whether somebody should look at it."""
        return self.status in ("stale", "conflicting")


class Checked(NamedTuple):
    """What the file of corrections says and what the tables say to it.

    Attributes:
        came_of: what came of each entry without a fault, or what would.
        taken_back: the entries that the tables hold and the file no longer does.
        faults: everything that is wrong in the file.
    """

    came_of: tuple[CameOf, ...]
    taken_back: tuple[str, ...]
    faults: tuple[Fault, ...]


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
    return [_came_of(row) for row in sorted(rows, key=lambda row: row["position"])]


def amiss(came_of: Iterable[CameOf]) -> list[str]:
    """Return in words which corrections could not be applied, and why."""
    return [f"{one.sentence} ({one.status})" for one in came_of if one.is_amiss]


def check_corrections(path: Path, tables: Path) -> Checked:
    """Return what came of the entries of a file in the published tables; of new ones, what would.

    Args:
        path: the file.
        tables: the folder of the published tables.

    Raises:
        FileNotFoundError: there is no such file, or no table.
        UnicodeError: the file is not UTF-8.
    """
    corrections, faults = load_corrections(path)
    rows, gone = foreseen(corrections, tables)
    return Checked(tuple(map(_came_of, rows)), tuple(_which(row) for row in gone), faults)


def draft(wanted: Wanted, tables: Path, today: date, by: str) -> str:
    """Return an entry for the file with the words that the row rests on.

    Args:
        wanted: the row and what is to be done.
        tables: the folder of the published tables.
        today: the day that the entry bears.
        by: who decides it; may be empty.

    Raises:
        FileNotFoundError: there are no tables.
        LookupError: there is no such row; the message says so.
    """
    return drafted(wanted, tables, today, by)


def check_lines(checked: Checked) -> Sequence[str]:
    """Return what the command prints of a file without a fault."""
    n_amiss = sum(one.is_amiss for one in checked.came_of)
    return [
        *(f"{one.status:<12}{one.sentence}" for one in checked.came_of),
        *(
            f"{'taken back':<12}{sentence}: it is in the tables and no longer in the file"
            for sentence in checked.taken_back
        ),
        f"{len(checked.came_of)} corrections, {n_amiss} to look at, {len(checked.faults)} faults",
    ]


def _came_of(row: dict[str, str]) -> CameOf:
    change = f": {row['old_value']} → {row['new_value']}" if row["status"] == "applied" and row["field"] else ""
    into = f", {row['other_row_id']}" if row["other_row_id"] else ""
    detail = f": {row['detail']}" if row["detail"] else ""
    return CameOf(row["status"], f"{_which(row)}{into}{change}{detail}")


def _which(row: dict[str, str]) -> str:
    what = f"{row['action']} {row['field']} of" if row["field"] else row["action"]
    return f"number {row['position']}, {what} {row['row_id']}"
