"""Texts that break exports, and tables that hold them."""

from datetime import UTC, date, datetime

import pyarrow as pa
from hypothesis import strategies as st

from schemas.column import Column, Table
from tasks.export.contents import Contents

FORMULAS = [
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1+1",
    "\t=1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u200b=1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "'=1+1",
    "''=1+1",
    "\x00=1",
    '=HYPERLINK("http://a.example","5G")',
    "=cmd|' /C calc'!A0",
]
TEXTS = [
    *FORMULAS,
    "",
    " ",
    "'",
    "'名",
    '"',
    '""",',
    "a,b",
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\n",
    " lead and trail ",
    "TRUE",
    "1e5",
    "007",
    "2021-12",
    "#N/A",
    "NULL",
    "NA",
    "_x0041_",
    "x\x00y",
    "\x01\x0b\x1f\x7f\x85",
    "\u2028\u2029",
    "\ufeff5G",
    "\ufffe\uffff",
    "\u202e\u2066rtl\u2069",
    "😀\U0010ffff𠮷",
    "</script><img src=x onerror=alert(1)>",
    "&lt;&#x41;",
    "{=1}",
    "[1]",
]
nasty_text = st.one_of(
    st.sampled_from(TEXTS),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.builds(str.__add__, st.sampled_from(TEXTS), st.text(st.characters(exclude_categories=["Cs"]))),
)
_TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))

#: One column of each kind that the tables have.
KINDS = Table(
    "kinds",
    "One row is one of each.",
    (
        Column("id", pa.int64(), "Its number.", nullable=False),
        Column("text", pa.string(), "A text."),
        Column("texts", _TEXTS, "Some texts."),
        Column("whole", pa.int64(), "A whole number.", unit="count"),
        Column("number", pa.float64(), "A number."),
        Column("truth", pa.bool_(), "Whether."),
        Column("day", pa.date32(), "A day."),
        Column("instant", pa.timestamp("us", tz="UTC"), "An instant."),
        Column("url", pa.string(), "An address.", caveat="It's a link."),
    ),
    ("id",),
)
#: What a spreadsheet can hold without loss.
row_values = st.fixed_dictionaries(
    {
        "text": st.none() | nasty_text,
        "texts": st.none() | st.lists(nasty_text, max_size=3),
        "whole": st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
        "number": st.none() | st.decimals(-(10**9), 10**9, places=6).map(float),
        "truth": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(1900, 3, 1), date(2100, 1, 1)),
        "instant": st.none() | st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
        "url": st.none() | st.just("https://news.example/1.html?a=b&c=d#e") | nasty_text,
    }
)


def rows_of(values):
    """Return rows with numbers as their keys."""
    return [{"id": number, **one} for number, one in enumerate(values)]


def texts_as_rows(texts):
    """Return a row for each text, which stands in it three times."""
    blank = {column.name: None for column in KINDS.columns if column.name != "id"}
    return rows_of({**blank, "text": text, "texts": [text], "url": text} for text in texts)


def contents(rows, table=KINDS, batch=7):
    """Return the rows as an export gets them."""
    held = pa.Table.from_pylist(rows, pa.schema([column.arrow_field() for column in table.columns]))
    return Contents(table, len(rows), lambda: iter(held.to_batches(batch)))
