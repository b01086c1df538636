"""What all pages of a review have around them: what they may load, and nothing else.

A policy of ``'self'`` would let a page opened from the disk run every file of the disk. So the only script that may run
is the one with the right hash, and it loads the page's own script.
"""

import base64
import hashlib
import json
from importlib.resources import files

from schemas.tables import AGREEMENT_PARTIES, DOCUMENTS, table_named
from tasks.review.html import Content, Html, element, joined
from tasks.review.sheet import ROW_TABLES, WHOLE_ROW
from tasks.unseen import visible

#: The folder of scripts and styles in a review, and what is in it.
ASSETS = "assets"
COLUMNS = "columns.js"
ASSET_NAMES = ("document.js", "index.js", "review.css")


def asset(name: str) -> str:
    """Return one of the scripts and styles that come with this package."""
    return (files("tasks.review") / "assets" / name).read_text(encoding="utf-8")


def columns_script() -> str:
    """Return the script that tells the pages what each column of each table means."""
    tables = (DOCUMENTS, AGREEMENT_PARTIES, *(table_named(name) for name in ROW_TABLES))
    meanings = {table.name: {column.name: column.description for column in table.columns} for table in tables}
    for name in ROW_TABLES:
        meanings[name][WHOLE_ROW] = "The words that state the row."
    return f"qianyueColumns({json.dumps(meanings)});\n"


def page(title: str, script: str, root: str, *body: Content, **attributes: str) -> Html:
    """Return a whole page.

    Args:
        title: its title.
        script: the name of its script.
        root: how a link leads from the page to the folder of the review, such as ``../../``.
        body: what stands on it.
        attributes: those of its body.
    """
    loader = _loader(f"{root}{ASSETS}/{script}")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(loader)),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", visible(title)),  # a title is text alone: markup in it would be shown as it is written
        element("link", rel="stylesheet", href=f"{root}{ASSETS}/review.css"),
    )
    whole = element("html", head, "\n", element("body", *body, element("script", loader), **attributes), lang="en")
    return joined([Html("<!doctype html>\n"), whole, "\n"])


def _loader(path: str) -> Html:
    return Html(f'document.head.append(Object.assign(document.createElement("script"),{{src:"{path}"}}))')


def _policy(loader: str) -> str:
    digest = base64.b64encode(hashlib.sha256(loader.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}' 'strict-dynamic'; style-src 'self' file:;"
        " base-uri 'none'; form-action 'none'"
    )
