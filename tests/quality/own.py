"""Own pages of many makes, with what a reader took from them: agreements, figures, or nothing at all."""

import json
from pathlib import Path
from typing import Any

from schemas.records import Page
from tests.quality.chain import Reading, pages_in, read
from tests.quality.scoring import score

HERE = Path(__file__).parent
PAGES, WITHOUT, RETELLINGS, FIGURES = HERE / "pages", HERE / "without", HERE / "retellings", HERE / "figures"
_SUFFIXES = (".txt", ".html", ".md")


def pages_of(folder: Path) -> list[Page]:
    """Return the pages of one of the folders, in the order of their names."""
    return pages_in(folder, sorted(path.name for path in folder.iterdir() if path.suffix in _SUFFIXES))


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def annotated() -> list[dict[str, Any]]:
    """Return what a reader took from each page: its agreements and its date; figures and places are left out."""
    return [{"metrics": [], "regions": [], **line} for line in lines_of(PAGES / "gold.jsonl")]


def figures(reading: Reading | None = None) -> dict[str, float]:
    """Return F1 of agreements and parties and the share of right values of each field, over the annotated pages."""
    scores = score((reading or read(pages_of(PAGES))).tables(), annotated())
    return {
        name: value for name, value in scores.figures().items() if name.startswith(("agreement", "parties", "document"))
    }


def figures_of_figures() -> dict[str, float]:
    """Return F1 of figures and regions and the share of right values of each field, over the pages with figures."""
    gold = [{"agreements": [], **line} for line in lines_of(FIGURES / "gold.jsonl")]
    scores = score(read(pages_of(FIGURES)).tables(), gold)
    return {
        name: value for name, value in scores.figures().items() if name.startswith(("metric", "regions", "document"))
    }
