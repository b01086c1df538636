"""The page: its parts one after the other, its style and its script, and what the browser may do with it."""

import base64
import hashlib
from importlib.resources import files

import htpy as h
from markupsafe import Markup

from schemas.reference.report_words import words
from tasks.report.figures import Figures
from tasks.report.markup import both
from tasks.report.newest import newest
from tasks.report.over_time import over_time
from tasks.report.overview import overview
from tasks.report.regions import regions, stock
from tasks.report.signers import signers, subjects
from tasks.report.trust import trust
from tasks.unseen import visible

_READING = ("counting", "partial", "sums", "colours", "same", "local")


def page(figures: Figures, snapshot: str) -> str:
    """Return the report as one HTML file that asks for nothing.

    Args:
        figures: the numbers of the snapshot.
        snapshot: its id.
    """
    style, script = _own("report.css"), _own("report.js")
    title = words("page.title")
    parts = _parts(figures, snapshot)
    whole = h.html(lang="zh-Hans")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta({"http-equiv": "Content-Security-Policy", "content": policy(style, script)}),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="referrer", content="no-referrer"),
            h.meta(name="color-scheme", content="light dark"),
            h.title[f"{title.zh} {snapshot}"],
            h.style[Markup(style)],  # noqa: S704 - a file of ours
        ],
        h.body[
            h.header[
                h.h1[both(title)],
                h.p[both(words("page.snapshot")), " ", h.code[snapshot]],
                h.nav(aria_label=str(words("page.contents")))[
                    (h.a(href=f"#{name}")[both(words(f"section.{name}"))] for name in parts)
                ],
            ],
            h.main[(h.section(id=name)[h.h2[both(words(f"section.{name}"))], part] for name, part in parts.items())],
            h.script[Markup(script)],  # noqa: S704 - a file of ours
        ],
    ]
    return visible(str(whole)) + "\n"


def policy(style: str, script: str) -> str:
    """Return the content security policy: nothing may be loaded or sent, and only this style and script count."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _parts(figures: Figures, snapshot: str) -> dict[str, h.Node]:
    held, signed, found = figures.holdings, figures.signings, figures.places
    month = held.newest_month
    return {
        "holdings": overview(held),
        "time": over_time(signed.signed, month),
        "signers": signers(signed, month, held.rows["organizations"]),
        "subjects": subjects(signed),
        "regions": regions(found, signed.n_without_place),
        "stock": stock(found),
        "newest": newest(signed.newest, signed.n_all),
        "quality": trust(figures.quality, held),
        "reading": h.ul[(h.li[both(words(f"reading.{name}").filled(snapshot=snapshot))] for name in _READING)],
    }


def _own(name: str) -> str:
    return files("tasks.report").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
