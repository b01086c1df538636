"""The published tables as frames, for analysts.

Example:
    ``from qianyue import load``, then ``agreements, parties = load(["agreements", "agreement_parties"])``;
    docs/loading.md shows more.
"""

from qianyue.frames import KeptSnapshot, load, snapshots
from tasks.export.text import unguarded
from tasks.storage.tables import NoTablesError, UnknownSnapshotError, UnknownTableError

__all__ = [
    "KeptSnapshot",
    "NoTablesError",
    "UnknownSnapshotError",
    "UnknownTableError",
    "load",
    "snapshots",
    "unguarded",
]
