"""Short ways to write down corrections, for the tests of this folder."""

from dataclasses import replace
from datetime import date

from schemas.correction import Correction, Words, written


def words(page, quote, **fields):
    """Words of a document, with the address of its page."""
    return Words(page.doc_id, quote, page.source_uri, **fields)


def correction(row_id, action, evidence, **fields):
    """An entry of the table that the id is of, at the head of the file."""
    plain = Correction(
        position=1,
        table="agreements" if row_id.startswith("a") else "metrics",
        row_id=row_id,
        action=action,
        by="Li",
        on=date(2024, 5, 20),
        reason="The page says so.",
        evidence=tuple(evidence),
    )
    return replace(plain, **fields)


def setting(row_id, field, value, evidence, **fields):
    return correction(row_id, "set", evidence, field=field, value=written(value), **fields)


def in_file(*corrections):
    """The entries with their places in a file."""
    return [replace(one, position=at) for at, one in enumerate(corrections, 1)]
