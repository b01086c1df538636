"""Rows of the published tables as the tests want them, and snapshots made of them."""

from datetime import date

from schemas.column import Table
from schemas.tables import TABLES, table_named
from tasks.storage import write_table

#: What stands in a column where the test does not say; a column that may be blank is blank.
_VALUES = {
    "agreements": {"kind": "project", "status": "signed", "is_5g": False, "confidence": 0.95, "n_documents": 1},
    "agreement_parties": {"position": 1, "name": "甲", "canonical_name": "甲", "role": "other"},
    "organizations": {"canonical_name": "甲", "role": "other", "n_agreements": 1, "n_documents": 1},
    "metrics": {
        "kind": "base_stations",
        "value": 1.0,
        "unit": "count",
        "aspect": "total",
        "approximator": "exact",
        "status": "actual",
        "value_text": "1个",
        "confidence": 0.9,
        "n_documents": 1,
    },
    "regions": {
        "name": "某市",
        "full_name": "某省某市",
        "name_en": "Some",
        "level": "prefecture",
        "n_documents": 0,
        "n_documents_total": 0,
        "n_agreements": 0,
        "n_agreements_total": 0,
        "n_metrics": 0,
        "n_metrics_total": 0,
    },
    "documents": {
        "source_uri": "news/1.txt",
        "text": "文",
        "n_chars": 1,
        "script": "hans",
        "quality": 1.0,
        "is_relevant": True,
    },
    "evidence": {"table": "agreements", "field": "row", "start": 0, "end": 1, "quote": "文"},
    "rejected": {"source_uri": "a.txt", "stage": "clean", "reason": "empty", "detail": "nothing"},
}


def row_id(prefix: str, at: int) -> str:
    return f"{prefix}{at:016x}"


def row(table: str, **values):
    """Return a row of the table with these values."""
    declared: Table = table_named(table)
    lists = {column.name: [] for column in declared.columns if str(column.type).startswith("list")}
    blanks = {column.name: None for column in declared.columns}
    return {**blanks, **lists, **_VALUES[table], **values}


def agreement(at: int, **values):
    return row("agreements", agreement_id=row_id("a", at), **values)


def document(at: int, **values):
    if values.get("published_on") and "published_edtf" not in values:
        values["published_edtf"] = str(values["published_on"])
    return row("documents", doc_id=row_id("d", at), **values)


def place(code: str, **values):
    return row("regions", region_code=code, province_code=f"{code[:2]}0000", **values)


def publish(data, tables=None, **rows):
    """Make a snapshot the current one of the data folder and return its folder.

    Args:
        data: the data folder.
        tables: whole tables by name.
        rows: the rows of tables by name; a table that nobody gives is empty.
    """
    folder = data / "snapshots" / "0123456789abcdef"
    for declared in TABLES:
        given = (tables or {}).get(declared.name)
        made = declared.from_rows(rows.get(declared.name, [])) if given is None else given
        write_table(made, folder / f"{declared.name}.parquet")
    (folder / "manifest.json").write_text("{}")
    if not (data / "tables").is_symlink():
        (data / "tables").symlink_to("snapshots/0123456789abcdef")
    return folder


#: A snapshot with something in each part of the report, hostile text among it.
SCRIPT = "</script></style><img src=x onerror=alert(1)>"
SVG = '"><svg onload=alert(2)>'
BIDI = "\u202eevil\u2069\u2066מגדל"


def hostile():
    """Return the rows of a snapshot whose pages try to run something or to turn what stands around them."""
    addresses = [
        "javascript:alert(3)",
        "https://news.example/新闻?q=<b>&x=\"'",
        "data:text/html,<script>alert(4)</script>",
        "https://bank.example@evil.example/",
        "//evil.example/",
        " JaVaScRiPt:alert(5)",
        "http://[",
    ]
    n = len(addresses)
    return {
        "agreements": [
            agreement(
                at,
                title=(SCRIPT, SVG, BIDI)[at % 3],
                signed_edtf=f"2023-0{at + 1}",
                region_code="330100",
                region_name=SVG,
                parties=[SCRIPT, SVG, BIDI],
                operators=["中国移动"],
                is_5g=True,
                conflicts=[f"{SCRIPT}: 1 (2), 2 (1)"],
                amount_cny=5,
            )
            for at in range(n)
        ],
        "agreement_parties": [],
        "organizations": [
            row("organizations", organization_id=row_id("o", at), canonical_name=name, region_name=name)
            for at, name in enumerate((SCRIPT, SVG, BIDI))
        ],
        "documents": [
            document(at, source_uri=address, url=address, title=SCRIPT, site=BIDI, repairs=f"{SCRIPT} 3")
            for at, address in enumerate(addresses)
        ],
        "evidence": [row("evidence", row_id=row_id("a", at), doc_id=row_id("d", at)) for at in range(n)],
        "regions": [
            place("330000", name=SCRIPT, full_name=SVG, name_en=SVG, level="province", n_agreements_total=n),
            place(
                "330100",
                name=BIDI,
                full_name=BIDI,
                name_en=SCRIPT,
                parent_code="330000",
                base_stations=3.0,
                base_stations_as_of_edtf="2023",
                n_agreements=n,
                n_agreements_total=n,
            ),
        ],
        "rejected": [row("rejected", source_uri=SCRIPT, detail=SCRIPT)],
    }


def varied():
    """Return the rows of a small snapshot in which every part of the report has something to show."""
    return {
        "agreements": [
            agreement(
                0,
                signed_edtf="2021-08-18",
                signed_on=date(2021, 8, 18),
                is_5g=True,
                operators=["中国移动"],
                region_code="330100",
                region_name="浙江省杭州市",
                topics=["5G", "算力"],
                amount_cny=100,
                title="5G战略合作协议",
                parties=["杭州市人民政府", "浙江移动"],
                n_documents=2,
                conflicts=["signed_edtf: 2021-08-18 (1), 2021-08-19 (1)", "amount_cny: 1 (1), 2 (1)"],
            ),
            agreement(
                1,
                signed_edtf="2021-11",
                operators=["中国移动", "中国联通"],
                region_code="330000",
                region_name="浙江省",
                kind="framework",
                confidence=0.5,
            ),
            agreement(2, signed_edtf="2022", is_5g=True, first_published_on=date(2022, 3, 1), confidence=0.9),
            agreement(3, signed_edtf="XXXX-05-01", first_published_on=date(2023, 5, 2), status="planned"),
            agreement(4, signed_edtf="2020-12/2021-01", operators=["中国电信"], topics=["算力"]),
            agreement(5, signed_edtf="1998-05", status="earlier", confidence=0.8),
            agreement(6, signed_edtf="2099-05", status="planned", confidence=0.6),
            agreement(7),
        ],
        "organizations": [
            row(
                "organizations",
                organization_id=row_id("o", 0),
                canonical_name="浙江移动",
                role="operator",
                n_agreements=3,
                n_documents=4,
                last_seen_on=date(2022, 1, 1),
            ),
            row("organizations", organization_id=row_id("o", 1), canonical_name="杭州市人民政府", role="government"),
        ],
        "metrics": [
            row("metrics", metric_id=row_id("m", 0), region_code="330100", as_of_edtf="2021-12"),
            row("metrics", metric_id=row_id("m", 1), status="target", as_of_edtf="XXXX-12", confidence=0.2),
            row("metrics", metric_id=row_id("m", 2), kind="investment", unit="CNY", region_code="330000"),
        ],
        "regions": [
            place(
                "330000",
                name="浙江省",
                full_name="浙江省",
                name_en="Zhejiang",
                level="province",
                n_documents=1,
                n_documents_total=3,
                n_agreements=1,
                n_agreements_total=2,
                base_stations=200000.0,
                base_stations_as_of_edtf="2023-06",
                investment_committed_total_cny=100,
                last_signed_on=date(2021, 8, 18),
                operators=["中国移动", "中国联通"],
            ),
            place(
                "330100",
                name="杭州市",
                full_name="浙江省杭州市",
                name_en="Hangzhou",
                parent_code="330000",
                n_documents=2,
                n_documents_total=2,
                n_agreements=1,
                n_agreements_total=1,
                base_stations=38000.0,
                base_stations_as_of_edtf="2022-12-31",
                investment_committed_cny=100,
                investment_committed_total_cny=100,
                investment_spent_cny=7e9,
                investment_spent_as_of_edtf="2022-12",
                last_signed_on=date(2021, 8, 18),
                operators=["中国移动"],
            ),
            place(
                "440000",
                name="广东省",
                full_name="广东省",
                name_en="Guangdong",
                level="province",
                n_documents=1,
                n_documents_total=1,
            ),
        ],
        "documents": [
            document(
                0,
                published_on=date(2021, 8, 19),
                url="https://news.example/0",
                title="签约",
                site="甲报",
                repairs="gloss 41; byte-shift 12; inferred 却@123 他说@140; simplified",
                quality=0.97,
            ),
            document(1, published_on=date(2021, 8, 20), duplicate_of=row_id("d", 0), site="乙报"),
            document(2, published_edtf="2023-05", repairs="gloss 3", is_relevant=False, quality=0.5),
            document(3, published_on=date(2024, 1, 31), source_uri="https://news.example/3"),
        ],
        "evidence": [
            row("evidence", row_id=row_id("a", 0), doc_id=row_id("d", 1)),
            row("evidence", row_id=row_id("a", 0), doc_id=row_id("d", 0)),
            row("evidence", row_id=row_id("a", 1), doc_id=row_id("d", 3)),
        ],
        "rejected": [
            row("rejected", source_uri="a.txt"),
            row("rejected", source_uri="b.txt"),
            row("rejected", source_uri="c.txt", stage="fetch", reason="timeout"),
        ],
    }
