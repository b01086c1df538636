"""The door of the report: the tables of a snapshot in, one HTML file out."""

from pathlib import Path

from tasks.report.figures import SnapshotError, figures_of
from tasks.report.page import page
from tasks.storage.files import write_text

__all__ = ["SnapshotError", "write_report"]


def write_report(folder: Path, snapshot: str, target: Path) -> None:
    """Write the report of a snapshot, whole or not at all; the same tables give the same bytes.

    Args:
        folder: the folder of the snapshot.
        snapshot: its id.
        target: the file to write, on this machine.

    Raises:
        SnapshotError: a table is missing, cannot be read or was made by another version.
        DatabaseFullError: the most memory that a database may take is too little.
    """
    write_text(page(figures_of(folder, target), snapshot), target)
