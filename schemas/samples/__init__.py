"""Sample pages, one for each way in which local news comes, and what a careful reader takes from each.

The README beside this file says what each page shows.
"""

import json
from importlib.resources import files
from typing import Any

from schemas.records import Page

_FOLDER = files(__name__)


def sample_pages() -> tuple[Page, ...]:
    """Return every sample page, raw as it would be fetched, in the order of the names.

    Example:
        >>> [page.page_id for page in sample_pages()][:3]
        ['amount.md', 'big5.html', 'damaged_traditional.txt']
    """
    entries = sorted((_FOLDER / "pages").iterdir(), key=lambda entry: entry.name)
    return tuple(
        Page(page_id=entry.name, source_uri=f"samples/{entry.name}", content=entry.read_bytes()) for entry in entries
    )


def sample_gold() -> tuple[dict[str, Any], ...]:
    """Return what the tables should say about each sample page, in the order of the names.

    Example:
        >>> visit = next(line for line in sample_gold() if line["source"] == "visit.txt")
        >>> visit["published"], visit["agreements"], visit["regions"]
        ('2020-06-11', [], ['210000', '210300', '210302', '210303'])
    """
    lines = (_FOLDER / "gold.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)
