"""Pages as the templates of forty sites write them, all invented, each with what a reader takes for its article.

The pages are in ``corpus/``; ``expected.jsonl`` there gives each page's title, day of publication (null where the page
does not say it) and paragraphs. A page that a site would write otherwise belongs here, with its own text.
"""

import json
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from schemas.records import Document

CORPUS = Path(__file__).parent / "corpus"


class Expected(NamedTuple):
    """What a reader takes for the article of a page."""

    page: str
    title: str
    published: str | None
    body: list[str]

    def content(self) -> bytes:
        return (CORPUS / self.page).read_bytes()


def expected() -> list[Expected]:
    lines = (CORPUS / "expected.jsonl").read_text("utf-8").splitlines()
    return [Expected(**json.loads(line)) for line in lines]


class Score(NamedTuple):
    """How a page was read: characters right, read and expected; whether title and day are right."""

    n_right: int
    n_read: int
    n_expected: int
    title: bool
    published: bool
    invented: bool


def score(wanted: Expected, document: Document | None) -> Score:
    """Compare a document with what was expected; white space does not count."""
    body = "".join("".join(wanted.body).split())
    read = "".join(document.text[document.body_start :].split()) if document else ""
    matching = SequenceMatcher(None, body, read, autojunk=False).get_matching_blocks()
    published = document.published_edtf if document else None
    return Score(
        n_right=sum(block.size for block in matching),
        n_read=len(read),
        n_expected=len(body),
        title=document is not None and document.title == wanted.title,
        published=published in (wanted.published, None),
        invented=published not in (wanted.published, None),
    )


def figures(scores: Iterable[Score]) -> Mapping[str, float]:
    """Return the shares over all pages."""
    rows = list(scores)
    n_right = sum(row.n_right for row in rows)
    return {
        "precision": n_right / max(1, sum(row.n_read for row in rows)),
        "recall": n_right / sum(row.n_expected for row in rows),
        "title": sum(row.title for row in rows) / len(rows),
        "published": sum(row.published for row in rows) / len(rows),
        "invented": sum(row.invented for row in rows) / len(rows),
    }
