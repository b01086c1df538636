"""The report of a snapshot in which everything that can be shown is there can still be sent."""

from schemas.metric_kinds import metric_kinds
from schemas.reference.operators import operators
from schemas.reference.regions import gazetteer
from schemas.reference.report_words import report_words
from tasks.report.report import write_report
from tests.tasks.report.rows import agreement, document, place, publish, row, row_id

#: As long as names, titles and addresses of pages come.
TITLE, NAME, ADDRESS = "签" * 60, "局" * 30, "https://news.example/" + "a" * 120


def full():
    """Return the rows of a snapshot with every division, every period and every word that has a name."""
    words = report_words()
    names = [one.name for one in operators()]
    signed = [f"{year}-{month:02}-01" for year in range(2005, 2026) for month in range(1, 13)]
    return {
        "agreements": [
            agreement(
                at,
                title=TITLE,
                signed_edtf=day,
                kind=list(words["kind"])[at % 6],
                status=list(words["status"])[at % 3],
                operators=names,
                topics=list(words["topic"]),
                parties=[f"{at}{party}{NAME}" for party in range(8)],
                region_code="330100",
                region_name=NAME,
                amount_cny=123_456_789_012,
                conflicts=[f"{field}: {NAME} (1), {TITLE} (1)" for field in words["field"]],
                n_documents=1000,
            )
            for at, day in enumerate(signed)
        ],
        "organizations": [
            row("organizations", organization_id=row_id("o", at), canonical_name=f"{at}{NAME}", region_name=NAME)
            for at in range(100)
        ],
        "documents": [
            document(
                at, title=TITLE, site=NAME, url=f"{ADDRESS}{at}", published_edtf=day, repairs="; ".join(words["repair"])
            )
            for at, day in enumerate(signed)
        ],
        "evidence": [row("evidence", row_id=row_id("a", at), doc_id=row_id("d", at)) for at in range(len(signed))],
        "metrics": [
            row("metrics", metric_id=row_id("m", at), kind=kind, as_of_edtf="2021-12-31")
            for at, kind in enumerate(metric_kinds())
        ],
        "regions": [_region(region, names) for region in {one.code: one for one in gazetteer().regions}.values()],
        "rejected": [
            row("rejected", source_uri=ADDRESS, reason=reason, stage=stage)
            for reason in words["reason"]
            for stage in words["stage"]
        ],
    }


def _region(region, names):
    return place(
        region.code,
        name=region.name,
        full_name=gazetteer().full_name(region.code),
        name_en=region.name_en,
        level=region.level,
        parent_code=region.parent_code,
        valid_to=region.valid_to,
        operators=names,
        n_agreements_total=123_456,
        n_documents_total=1_234_567,
        base_stations=123_456.0,
        base_stations_as_of_edtf="2023-06-30",
        investment_committed_cny=123_456_789_012,
        investment_committed_total_cny=123_456_789_012,
        investment_spent_cny=123_456_789_012.0,
        investment_spent_as_of_edtf="2023-06-30",
    )


def test_a_report_with_all_that_it_can_show_is_smaller_than_five_megabytes(tmp_path):
    folder = publish(tmp_path, **full())
    write_report(folder, "0123456789abcdef", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count('<details class="place">') == 34
    assert page.count('<tr id="a') == 200
    assert 500_000 < len(page.encode()) < 5_000_000
