"""What the manifest of one published snapshot tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Snapshot:
    """One published snapshot.

    Attributes:
        name: its id.
        folder: where its tables are; they never change there.
        manifest: what its manifest tells.
    """

    name: str
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def content(self) -> str:
        """Return what names its tables but for the one that tells how they differ from those before."""
        return str(self.manifest.get("content", self.name))

    @property
    def before(self) -> str | None:
        """Return the id of the snapshot that was published before it, None for the first one."""
        name = self.manifest.get("before")
        return None if name is None else str(name)

    @property
    def knows_before(self) -> bool:
        """Return whether its manifest tells what was published before it; early ones did not."""
        return "before" in self.manifest

    @property
    def published_at(self) -> datetime | None:
        """Return the time of the run that published it, None where its manifest does not tell."""
        at = self.manifest.get("published_at")
        return None if at is None else datetime.fromisoformat(at)

    @property
    def code(self) -> Mapping[str, str]:
        """Return the version of the code of each stage that made it."""
        return dict(self.manifest.get("code", {}))

    @property
    def rows(self) -> Mapping[str, int]:
        """Return how many rows each of its tables has, by the table's name."""
        files: Mapping[str, Any] = self.manifest["files"]
        return {name.removesuffix(".parquet"): facts["rows"] for name, facts in files.items() if "rows" in facts}

    @property
    def changes(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many rows of each table were added, changed, merged and removed against the one before.

        A table in which nothing was is left out, and so is every table of the first snapshot.
        """
        return dict(self.manifest.get("changes", {}))
