"""How far the tables may be trusted, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.storage.database import Database

#: Where the bars of the distributions begin; the first are those of docs/agreements.md.
AGREEMENT_STEPS = (0.0, 0.6, 0.8, 0.9, 0.95)
FIGURE_STEPS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
TEXT_STEPS = (0.0, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True)
class Quality:
    """How far the tables may be trusted.

    Attributes:
        rejected: how many pages did not go through, by reason and stage.
        repaired: how many documents were mended in each way.
        n_untouched: documents in which nothing was mended.
        agreement_confidence: agreements by confidence, between the steps above.
        figure_confidence: figures by confidence.
        text_quality: documents by the share of the text that could be read as written.
        conflicts: agreements on which pages contradict each other, by the field.
        n_in_conflict: agreements with any conflict.
        n_on_several: agreements that more than one document reports.
        known: how many agreements give each of the columns that may be blank.
    """

    rejected: tuple[tuple[str, str, int], ...]
    repaired: tuple[tuple[str, int], ...]
    n_untouched: int
    agreement_confidence: tuple[int, ...]
    figure_confidence: tuple[int, ...]
    text_quality: tuple[int, ...]
    conflicts: tuple[tuple[str, int], ...]
    n_in_conflict: int
    n_on_several: int
    known: Mapping[str, int]


def quality(tables: Database) -> Quality:
    """Return how far the tables may be trusted.

    Args:
        tables: shows the published tables under their names.
    """
    ((n_untouched,),) = tables.rows("select count(*) - count(repairs) from documents")
    ((n_in_conflict, n_on_several),) = tables.rows(_AGREED)
    (known,) = tables.rows(f"select {', '.join(_KNOWN.values())} from agreements")  # noqa: S608 - own names
    return Quality(
        rejected=tuple(tables.rows(_REJECTED)),
        repaired=tuple(tables.rows(_REPAIRED)),
        n_untouched=n_untouched,
        agreement_confidence=_between(tables, "agreements", "confidence", AGREEMENT_STEPS),
        figure_confidence=_between(tables, "metrics", "confidence", FIGURE_STEPS),
        text_quality=_between(tables, "documents", "quality", TEXT_STEPS),
        conflicts=tuple(tables.rows(_CONFLICTS)),
        n_in_conflict=n_in_conflict,
        n_on_several=n_on_several,
        known=dict(zip(_KNOWN, known, strict=True)),
    )


def _between(tables: Database, table: str, column: str, steps: tuple[float, ...]) -> tuple[int, ...]:
    """Return how many values lie from each step up to the next; the last holds all from it on."""
    ends = (*steps[1:], None)
    counts = ", ".join(
        f"count(*) filter ({column} >= {begin}" + (")" if end is None else f" and {column} < {end})")
        for begin, end in zip(steps, ends, strict=True)
    )
    (found,) = tables.rows(f"select {counts} from {table}")  # noqa: S608 - own names and numbers
    return found


_KNOWN: Mapping[str, str] = {
    "title": "count(title)",
    "signed_on": "count(signed_on)",
    "region_code": "count(region_code)",
    "operators": "count(*) filter (len(operators) > 0)",
    "signatories": "count(*) filter (len(signatories) > 0)",
    "topics": "count(*) filter (len(topics) > 0)",
    "amount_cny": "count(amount_cny)",
}
_AGREED = "select count(*) filter (len(conflicts) > 0), count(*) filter (n_documents > 1) from agreements"
_REJECTED = "select reason, stage, count(*) from rejected group by 1, 2 order by 3 desc, 1, 2"
#: A repair is a name with a count, or ``inferred`` with the characters and where they stand.
_REPAIRED = r"""
    select name, count(*)
    from (
        select distinct doc_id, if(part like 'inferred %', 'inferred', regexp_replace(part, ' \d+$', '')) as name
        from (select doc_id, unnest(string_split(repairs, '; ')) as part from documents where repairs is not null)
    )
    group by 1 order by 2 desc, 1
"""
_CONFLICTS = """
    select field, count(*)
    from (select split_part(unnest(conflicts), ':', 1) as field from agreements)
    group by 1 order by 2 desc, 1
"""
