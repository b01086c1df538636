"""What says which snapshot is the current one: a link on this machine, a small object in a store.

Both are changed in one step, so a reader sees the old snapshot named or the new one.
"""

from dataclasses import dataclass
from pathlib import Path

from tasks.storage.files import read_json, sync, write_json

MANIFEST = "manifest.json"
#: How many earlier snapshots a pointer names: more than are kept.
_REMEMBERED = 20


class NotALinkError(OSError):
    """Something that is not the link to a snapshot stands where the link should be."""


@dataclass(frozen=True)
class Link:
    """The link ``tables`` in a data folder of this machine.

    Attributes:
        data: the data folder.
    """

    data: Path

    @property
    def path(self) -> Path:
        """Return where it stands."""
        return self.data / "tables"

    @property
    def tables(self) -> Path:
        """Return what readers open: the link itself."""
        return self.path

    def current(self) -> str | None:
        """Return the id of the snapshot that it leads to, None where there is none."""
        return self.path.readlink().name if self.path.is_symlink() and self.path.exists() else None

    def earlier(self) -> list[str]:
        """Return the ids of the other snapshots, the latest first."""
        made = [path for path in (self.data / "snapshots").glob("[!.]*") if path.name != self.current()]
        made.sort(key=lambda path: (path / MANIFEST).stat().st_mtime_ns, reverse=True)
        return [path.name for path in made]

    def check(self) -> None:
        """Raise NotALinkError where something else stands in its place."""
        if self.path.exists() and not self.path.is_symlink():
            raise NotALinkError(f"{self.path} is not a link to a snapshot: move it away and run again")

    def flip(self, name: str) -> None:
        """Make it lead to the snapshot."""
        flipped = self.data / ".tables"
        flipped.unlink(missing_ok=True)
        flipped.symlink_to(Path("snapshots") / name)
        flipped.replace(self.path)
        sync(self.data)


@dataclass(frozen=True)
class Pointer:
    """The object ``tables.json`` in a data folder that is in a store.

    It holds the ``folder`` of the current snapshot below the data folder, its id as ``snapshot``, and the ids of the
    ``earlier`` ones that are kept, the latest first.

    Attributes:
        data: the data folder.
    """

    data: Path

    @property
    def path(self) -> Path:
        """Return where it stands."""
        return self.data / "tables.json"

    @property
    def tables(self) -> Path:
        """Return what readers open: the folder of the current snapshot.

        Raises:
            FileNotFoundError: nothing was published yet.
        """
        return self.data / str(read_json(self.path)["folder"])

    def current(self) -> str | None:
        """Return the id of the snapshot that it names, None where there is none."""
        try:
            return str(read_json(self.path)["snapshot"])
        except FileNotFoundError:
            return None

    def earlier(self) -> list[str]:
        """Return the ids of the snapshots that were current before, the latest first."""
        try:
            return list(read_json(self.path)["earlier"])
        except FileNotFoundError:
            return []

    def check(self) -> None:
        """Nothing of the user's can stand in its place but an object of its name."""

    def flip(self, name: str) -> None:
        """Make it name the snapshot."""
        before = [one for one in (self.current(), *self.earlier()) if one not in (None, name)]
        value = {"snapshot": name, "folder": f"snapshots/{name}", "earlier": before[:_REMEMBERED]}
        write_json(value, self.path)
