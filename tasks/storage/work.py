"""The work that is kept between runs: for each stage the shards it made, each with a marker written last.

A shard without its marker was not finished and does not count. The name of a shard is the fingerprint of all that it
was made from, so a shard that is there need not be made again, and one made from something else has another name.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
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
        return sorted(self.all_facts(stage))

    def all_facts(self, stage: str) -> dict[str, dict[str, Any]]:
        """Return the facts of the stage's finished shards by their names.

        A shard that others were joined to stands for them (``joined`` in its facts); they no longer count.
        """
        names = (path.name.removesuffix(".json") for path in (self.root / stage).glob("[!.]*.json"))
        found = {name: facts for name in names if (facts := self.facts(stage, name)) is not None}
        joined = {old for facts in found.values() for old in facts.get("joined", ())}
        return {name: facts for name, facts in found.items() if name not in joined}

    def remove(self, stage: str, names: Collection[str]) -> None:
        """Remove shards, their markers first."""
        for name in names:
            self._marker(stage, name).unlink(missing_ok=True)
            for path in (self.root / stage).glob(f"{name}.*"):
                path.unlink()

    def keep_only(self, stage: str, code: str) -> int:
        """Remove the stage's shards that other code made; return how many."""
        old = [name for name, facts in self.all_facts(stage).items() if facts.get("code") != code]
        self.remove(stage, old)
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
        found = list(self.root.glob("*/*"))  # listed once: in a store each question takes a while
        marked = {(path.parent.name, path.stem) for path in found if path.suffix == ".json"}
        left = [path for path in found if (path.parent.name, _name(path)) not in marked]
        for path in left:
            path.unlink()
        return len(left)

    def _marker(self, stage: str, name: str) -> Path:
        return self.root / stage / f"{name}.json"


def _name(path: Path) -> str:
    return path.name.partition(".")[0]
