"""The work that is kept between runs: for each stage the shards it made, each with a marker written last.

A shard without its marker was not finished and does not count. The name of a shard is the fingerprint of all that it
was made from, so a shard that is there need not be made again, and one made from something else has another name.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.storage.files import read_json, write_json


def fingerprint(*parts: Any) -> str:
    """Return 32 hex digits that name the parts, which JSON must be able to write.

    Example:
        >>> fingerprint("clean", ["p1"]) == fingerprint("clean", ["p1"])
        True
        >>> fingerprint("a", "b") == fingerprint("ab")
        False
    """
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:32]


def part_beside(shard: Path, name: str) -> Path:
    """Return where a further table of the shard stands."""
    return shard.with_suffix(f".{name}.parquet")


def has_parts(shard: Path, names: Iterable[str]) -> bool:
    """Return whether all these further tables of the shard are there."""
    return all(part_beside(shard, name).exists() for name in names)


@dataclass(frozen=True)
class Work:
    """The folder of kept work.

    Attributes:
        root: the folder; one folder a stage is below it.
    """

    root: Path

    def shard(self, stage: str, name: str) -> Path:
        """Return where the stage's shard of that name stands."""
        return self.root / stage / f"{name}.parquet"

    def finish(self, stage: str, name: str, facts: dict[str, Any]) -> None:
        """Mark the shard as finished, with what it was made from and what it holds."""
        write_json(facts, self._marker(stage, name))

    def facts(self, stage: str, name: str) -> dict[str, Any] | None:
        """Return the facts in the shard's marker, None where it is not finished or was removed."""
        if not self.shard(stage, name).exists():
            return None
        try:
            found = read_json(self._marker(stage, name))
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def finished(self, stage: str) -> list[str]:
        """Return the names of the stage's finished shards, sorted."""
        names = (path.name.removesuffix(".json") for path in (self.root / stage).glob("[!.]*.json"))
        return sorted(name for name in names if self.facts(stage, name) is not None)

    def keep_only(self, stage: str, code: str) -> int:
        """Remove the stage's shards that other code made; return how many."""
        old = [name for name in self.finished(stage) if (self.facts(stage, name) or {}).get("code") != code]
        for name in old:
            self._marker(stage, name).unlink()
            for path in (self.root / stage).glob(f"{name}.*"):
                path.unlink()
        return len(old)

    def keep_parts_of(self, stage: str, name: str) -> None:
        """Remove the tables beside all shards of the stage but this one."""
        for path in (self.root / stage).glob("[!.]*.*.parquet"):
            if _name(path) != name:
                path.unlink()

    def tidy(self) -> int:
        """Remove what killed runs left: files half written and shards without a marker; return how many.

        Only for a run that is alone in the data folder.
        """
        left = [path for path in self.root.glob("*/*") if not self._marker(path.parent.name, _name(path)).exists()]
        for path in left:
            path.unlink()
        return len(left)

    def _marker(self, stage: str, name: str) -> Path:
        return self.root / stage / f"{name}.json"


def _name(path: Path) -> str:
    return path.name.partition(".")[0]
