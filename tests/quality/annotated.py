"""Annotated pages of real news, which lie beside the checkout where they lie at all, and how they are scored."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.quality.chain import pages_in, read, write

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"


class Annotated(NamedTuple):
    """A folder of pages and what an annotator read on them."""

    pages: Path
    gold: Path
    damaged: bool = False

    @property
    def missing(self) -> str | None:
        """Which of the files needed does not exist."""
        needed = [self.pages, self.gold, GOLD / "score.py"] + [GOLD / "damage.py"] * self.damaged
        return next((str(path) for path in needed if not path.exists()), None)

    def figures(self, folder: Path) -> dict[str, float]:
        """Read the pages and return what score.py says of the tables; the folder takes what is written meanwhile."""
        pages = damage(self.pages, folder / "pages") if self.damaged else self.pages
        return measure(pages, self.gold, folder)


SETS = {
    "seeds": Annotated(GOLD.parent / "seeds", GOLD / "seeds.jsonl"),
    "dev": Annotated(GOLD / "dev", GOLD / "dev.jsonl"),
    "dev_damaged": Annotated(GOLD / "dev", GOLD / "dev.jsonl", damaged=True),
    "reports": Annotated(GOLD / "reports", GOLD / "reports.jsonl"),
}


def damage(pages: Path, out: Path) -> Path:
    """Return a copy of the pages in Traditional characters with glosses and shifted bytes."""
    run(GOLD / "damage.py", pages, out)
    return out


def measure(pages: Path, gold: Path, folder: Path) -> dict[str, float]:
    """Return the share of pages that became documents, F1 of the rows, and the share of right values of each field."""
    names = [json.loads(line)["source"] for line in gold.read_text("utf-8").splitlines() if line.strip()]
    write(read(pages_in(pages, names)).tables(), folder)
    run(GOLD / "score.py", "--tables", folder, "--gold", gold, "--json", folder / "scores.json")
    scores = json.loads((folder / "scores.json").read_text("utf-8"))
    figures = {"documents": 1 - len(scores["documents"]["not_found"]) / len(names)}
    shares = {name: field["share"] for name, field in scores["fields"].items()}
    return figures | {name: part["f1"] for name, part in scores.items() if "f1" in part} | shares


def run(*command: str | Path) -> None:
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
