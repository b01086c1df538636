"""What ``qianyue corrections`` says: which entries of a file apply to the published tables, and a new entry for one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from flows.corrections import CameOf, came_of, load_corrections, which
from schemas.toml_keys import Fault
from tasks.aggregate.correction_check import foreseen


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
    return Checked(
        tuple(came_of(row, is_new=is_new) for row, is_new in rows), tuple(which(row) for row in gone), faults
    )


def check_lines(checked: Checked) -> Sequence[str]:
    """Return what the command prints of a file without a fault."""
    n_amiss = sum(one.is_amiss for one in checked.came_of)
    return [
        *(f"{_label(one):<13}{one.sentence}" for one in checked.came_of),
        *(
            f"{'taken back':<13}{sentence}: it is in the tables and no longer in the file"
            for sentence in checked.taken_back
        ),
        f"{len(checked.came_of)} corrections, {n_amiss} to look at, {len(checked.faults)} faults",
    ]


def _label(one: CameOf) -> str:
    return "will apply" if one.is_new and one.status == "applied" else one.status
