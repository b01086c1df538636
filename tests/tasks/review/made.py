"""Tables made up for reviews: documents with whatever text, and rows that stand wherever one likes."""

from datetime import date
from types import SimpleNamespace

import pyarrow as pa

from schemas.records import Span
from schemas.tables import AGREEMENT_PARTIES, AGREEMENTS, DOCUMENTS, EVIDENCE, METRICS, REGION_MENTIONS, REGIONS
from tasks.storage import write_table

#: Text that would do harm in a page, a script or a line, if it were taken for more than text.
HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!-- <b>-->",
    "]]>",
    "a\u2028b\u2029c",
    "\u202e右\u202c\u2066左\u2069\u200f",
    "\x00\x07\r\x85\ufeff\u200b",
    "𠮷𠮷野家🀄",
    "\"' onmouseover='alert(1)' &lt;&amp; javascript:alert(1)",
    "<svg onload=alert(1)><style>*{display:none}</style>",
    "${alert(1)} {{7*7}} \\u003cscript\\u003e",
    "עברית 123 ערבית",
)
TEXT = "\n".join(("市政府与移动公司签约", *HOSTILE, "", "结束。"))
_BLANKS = {pa.string(): "", pa.int64(): 0, pa.float64(): 0.0, pa.bool_(): False}


def row(table, /, **values):
    """Return a row of the table, blank or of the first allowed word where nothing is given."""
    return {column.name: values.get(column.name, _blank(column)) for column in table.columns}


def _blank(column):
    if pa.types.is_list(column.type):
        return []
    if column.nullable:
        return None
    return column.allowed[0] if column.allowed else max(_BLANKS[column.type], column.minimum or _BLANKS[column.type])


def an_id(prefix, number):
    return f"{prefix}{number:016x}"


def document(number, text, **values):
    return row(DOCUMENTS, doc_id=an_id("d", number), source_uri=f"{number}.txt", text=text, n_chars=len(text), **values)


def agreement(number, **values):
    return row(AGREEMENTS, agreement_id=an_id("a", number), n_documents=1, **{"confidence": 0.75, **values})


def metric(number, **values):
    known = {"value_text": "3座", "n_documents": 1, "confidence": 0.5, **values}
    return row(METRICS, metric_id=an_id("m", number), **known)


def evidence(table, row_id, field, doc, start, end):
    return row(
        EVIDENCE,
        table=table,
        row_id=row_id,
        field=field,
        doc_id=doc["doc_id"],
        start=start,
        end=end,
        quote=doc["text"][start:end],
    )


def mention(doc, start, end, **values):
    return row(REGION_MENTIONS, doc_id=doc["doc_id"], start=start, end=end, surface=doc["text"][start:end], **values)


def party(agreement_id, position, name, **values):
    known = {"canonical_name": name, "organization_id": an_id("o", position), **values}
    return row(AGREEMENT_PARTIES, agreement_id=agreement_id, position=position, name=name, **known)


def written(folder, **rows):
    """Write the tables and return their files by name; tables that are not given are empty."""
    files = {}
    for table in (DOCUMENTS, AGREEMENTS, AGREEMENT_PARTIES, METRICS, REGIONS, REGION_MENTIONS, EVIDENCE):
        files[table.name] = folder / f"{table.name}.parquet"
        write_table(table.from_rows(rows.get(table.name, [])), files[table.name])
    return files


class NoReadings:
    """No work is kept."""

    shards = ()

    def finders(self, *_):
        raise AssertionError("nobody is asked for what is not there")


class MadeReadings:
    """One shard that holds all documents; their raw pages are the texts themselves, in UTF-8."""

    def __init__(self, documents, folder):
        self._documents = documents
        self.shards = (folder / "shard.parquet",)
        columns = {name: [doc[name] for doc in documents] for name in ("doc_id", "text")}
        write_table(pa.table(columns), self.shards[0])

    def finders(self, _, positions):
        for position in positions:
            text = self._documents[position]["text"]
            yield lambda spans, text=text: [_raw(text, *span) for span in spans]


def _raw(text, start, end):
    before = len(text[:start].encode())
    return SimpleNamespace(
        raw=text[start:end],
        before=text[max(0, start - 5) : start],
        after=text[end : end + 5],
        page_bytes=Span(before, before + len(text[start:end].encode())),
        encoding="utf-8",
        is_unpacked=False,
    )


class Counted:
    """A watcher that counts."""

    def __init__(self):
        self.total = self.done = 0

    def begin(self, _, total):
        self.total = total

    def advance(self, _, pages):
        self.done += pages


def hostile_tables(folder):
    """Write tables whose every text is hostile, and return their files and documents."""
    doc = document(1, TEXT, title=HOSTILE[0], url="javascript:alert(1)", site=HOSTILE[3] + HOSTILE[4])
    signed = agreement(
        1, title=HOSTILE[0], parties=[HOSTILE[7], HOSTILE[4]], signed_edtf="2021-08-18", signed_on=date(2021, 8, 18)
    )
    figure = metric(2, subject=HOSTILE[8], value=3.0, value_text=HOSTILE[9], confidence=0.25)
    starts = [TEXT.index(words) for words in HOSTILE]
    fields = ("title", "parties", "signed_edtf", "status", "topics", "kind", "region_code")
    found = [
        evidence("agreements", signed["agreement_id"], "row", doc, 0, len(TEXT) // 2),
        *(
            evidence("agreements", signed["agreement_id"], field, doc, start, start + len(words))
            for field, start, words in zip(fields, starts, HOSTILE, strict=False)
        ),
        evidence("metrics", figure["metric_id"], "row", doc, starts[5], len(TEXT)),
        evidence("metrics", figure["metric_id"], "value", doc, starts[6] + 1, starts[6] + 3),
    ]
    files = written(
        folder,
        documents=[doc],
        agreements=[signed],
        metrics=[figure],
        agreement_parties=[
            party(signed["agreement_id"], 1, HOSTILE[7], signatory=HOSTILE[5], signatory_title=HOSTILE[4])
        ],
        region_mentions=[mention(doc, starts[4], starts[4] + 2)],
        evidence=found,
    )
    return files, [doc]
