"""The numbers on the page are those that plain pandas finds in the tables."""

import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest

from schemas.records import Page
from schemas.reference.confidence import confidence_weights
from schemas.reference.report_words import word_for
from tasks.report.report import write_report
from tests.quality.chain import read
from tests.tasks.report.reading import chinese, figures_on, parsed, rows_of
from tests.tasks.report.rows import publish, varied

SAMPLES = Path(str(resources.files("schemas") / "samples" / "pages"))


@pytest.fixture(scope="module", params=["samples", "varied"])
def snapshot(request, tmp_path_factory):
    """Return the tables as pandas reads them, and the page."""
    data = tmp_path_factory.mktemp(request.param)
    if request.param == "samples":
        pages = [Page(f"p{at:016x}", file.name, file.read_bytes()) for at, file in enumerate(sorted(SAMPLES.iterdir()))]
        folder = publish(data, read(pages).tables())
    else:
        folder = publish(data, **varied())
    write_report(folder, "0123456789abcdef", data / "report.html")
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}, (data / "report.html").read_text()


def table(page, title):
    """Return the table behind a chart: the numbers of each row by its label, without the blank rows."""
    rows = figures_on(page)[title].rows
    found = {row[0]: [int(cell.replace(",", "")) for cell in row[1:3] if re.fullmatch(r"[\d,]+", cell)] for row in rows}
    return {label: counts for label, counts in found.items() if any(counts)}


def by_5g(rows, keys):
    """Return how many rows have each key, about 5G and others."""
    found = {}
    for is_5g, key in zip(rows.is_5g, keys, strict=True):
        found.setdefault(key, [0, 0])[not is_5g] += 1
    return found


def test_the_rows_of_all_tables(snapshot):
    tables, page = snapshot
    told = {number.get("class"): number for number in parsed(page).xpath("//div[@class='number']")}
    assert told
    numbers = [number.xpath("string(b)") for number in parsed(page).xpath("//div[@class='number']")]
    order = ("documents", "agreements", "metrics", "organizations", "regions", "rejected")
    assert numbers == [f"{len(tables[name]):,}" for name in order]
    documents = tables["documents"]
    small = [chinese(one) for one in parsed(page).xpath("//div[@class='number']/small")]
    assert small == [
        f"{documents.duplicate_of.notna().sum()} 其中转载",
        f"{(~documents.is_relevant).sum()} 其中无关",
        f"{tables['agreements'].is_5g.sum()} 其中5G",
    ]
    facts = [chinese(one) for one in parsed(page).xpath("//dl/div/dd[1]")]
    days = documents.published_on.dropna()
    assert facts[:2] == [f"{days.min()} – {days.max()}", f"{days.max()}"]


@pytest.mark.parametrize(("title", "form"), [("年", r"\d{4}"), ("季", r"\d{4}-Q\d"), ("月", r"\d{4}-\d\d")])
def test_agreements_over_time(snapshot, title, form):
    tables, page = snapshot
    agreements = tables["agreements"]
    dates = agreements.signed_edtf.fillna("").astype(str)
    known = dates.str.fullmatch(r"\d{4}-\d\d(-\d\d)?") | ((title == "年") & dates.str.fullmatch(r"\d{4}"))
    years, months = dates[known].str[:4], dates[known].str[5:7]
    periods = {
        "年": years,
        "季": years + "-Q" + months.map(lambda month: str((int(month or 1) + 2) // 3)),
        "月": years + "-" + months,
    }[title]
    expected = by_5g(agreements[known], periods)
    found = table(page, f"按{title}统计的协议")
    in_order = [label for label in found if re.fullmatch(form, label)]
    assert in_order == sorted(in_order)
    for label, year in (("更早", min(expected)), ("更晚", max(expected))):
        if label in found:  # the one far off
            assert found.pop(label) == expected.pop(year)
    assert found == expected


def test_agreements_by_operator_topic_kind_and_status(snapshot):
    tables, page = snapshot
    agreements = tables["agreements"]
    for column, title, part, none in (
        ("operators", "按运营商统计的协议", "operator", "无运营商"),
        ("topics", "按主题统计的协议", "topic", "无主题"),
    ):
        each = agreements.explode(column)
        names = each[column].map(lambda name, part=part, none=none: none if pd.isna(name) else word_for(part, name).zh)
        assert table(page, title) == by_5g(each, names)
    for column, title in (("kind", "按类型统计的协议"), ("status", "按状态统计的协议")):
        names = agreements[column].map(lambda name, column=column: word_for(column, name).zh)
        assert table(page, title) == by_5g(agreements, names)


def test_operators_by_year(snapshot):
    tables, page = snapshot
    each = tables["agreements"].explode("operators").dropna(subset=["operators", "signed_edtf"])
    each = each[each.signed_edtf.str.match(r"\d{4}") & ~each.signed_edtf.str.contains("/")]
    expected = Counter(zip(each.signed_edtf.str[:4], each.operators, strict=True))
    figure = figures_on(page)["各运营商逐年签约"]
    found = {
        (row[0], operator): int(cell)
        for row in figure.rows
        for operator, cell in zip(figure.headings[1:], row[1:], strict=True)
        if cell != "0"
    }
    assert found == dict(expected)


def test_the_map_and_the_divisions_below(snapshot):
    tables, page = snapshot
    regions = tables["regions"]
    provinces = regions[regions.level == "province"]
    for title, column in (("协议数", "n_agreements_total"), ("提及文献数", "n_documents_total")):
        expected = {one["name"]: [one[column]] for _, one in provinces.iterrows() if one[column]}
        assert table(page, f"各省级行政区的{title}") == expected
    for _, province in provinces.iterrows():
        rows = parsed(page).xpath(f"//*[@id='p{province.region_code}']//tbody/tr")
        below = regions[regions.parent_code == province.region_code]
        assert {chinese(row[0]) for row in rows[1:]} >= set(below[below.valid_to.isna()]["name"])
        assert len(rows) == 1 + len(below)
        counted = [int(chinese(row[1]).replace(",", "")) for row in rows]
        assert sum(counted) == province.n_agreements + below.n_agreements_total.sum()


def test_base_stations_and_money_are_as_the_regions_have_them(snapshot):
    tables, page = snapshot
    regions = tables["regions"]
    shown = rows_of(page, "stock-table")
    columns = [
        "base_stations",
        "base_stations_as_of_edtf",
        "investment_committed_cny",
        "investment_committed_total_cny",
        "last_signed_on",
        "investment_spent_cny",
        "investment_spent_as_of_edtf",
    ]
    figures = ["base_stations", "investment_committed_total_cny", "investment_spent_cny"]
    expected = regions[regions[figures].notna().any(axis=1)].sort_values("region_code")
    assert [row[0] for row in shown] == list(expected.full_name)
    for row, (_, one) in zip(shown, expected.iterrows(), strict=True):
        values = [one[column] for column in columns]
        texts = [
            "" if pd.isna(value) else f"{value:,.0f}" if isinstance(value, int | float) else str(value)
            for value in values
        ]
        assert row[2:] == texts
    for level, title in (
        ("province", "各省最新公布的5G基站数"),
        ("prefecture", "各地级行政区最新公布的5G基站数（前 15）"),
    ):
        stated = regions[(regions.level == level) & regions.base_stations.notna()]
        assert table(page, title) == {one["name"]: [int(one.base_stations)] for _, one in stated.iterrows()}


def test_figures_by_kind(snapshot):
    tables, page = snapshot
    metrics = tables["metrics"]
    rows = parsed(page).xpath("//h3[starts-with(., '数值按种类')]/following::table[1]/tbody/tr")
    found = sorted([int(chinese(cell)) for cell in row[1:4]] for row in rows)
    expected = metrics.groupby("kind").agg(
        actual=("status", lambda one: (one == "actual").sum()),
        target=("status", lambda one: (one == "target").sum()),
        regions=("region_code", "nunique"),
    )
    assert found == sorted(expected.to_numpy().tolist())


def test_the_newest_agreements_come_first(snapshot):
    tables, page = snapshot
    agreements = tables["agreements"]
    found = parsed(page).xpath("//table[@id='newest-table']/tbody/tr")
    assert {row.get("id") for row in found} == set(agreements.agreement_id)
    shown = agreements.set_index("agreement_id").loc[[row.get("id") for row in found]]
    signed, first = shown.signed_edtf.fillna("").astype(str), shown.first_published_on.map(str, na_action="ignore")
    days = signed.where(signed.str.match(r"\d{4}"), first.fillna("").astype(str)).tolist()
    assert days == sorted(days, reverse=True)
    for row, (_, one) in zip(found, shown.iterrows(), strict=True):
        assert [chinese(party) for party in row.xpath(".//li")] == list(one.parties)
        assert float(row[5].xpath("string(.//span)")) == round(one.confidence, 2)
        assert row[4].xpath("string()") == ("–" if pd.isna(one.amount_cny) else f"{one.amount_cny:,}")
        assert (row.get("data-5g") == "1") == one.is_5g
        assert (row.get("data-sure") == "1") == (one.confidence >= confidence_weights().threshold)


def test_quality(snapshot):
    tables, page = snapshot
    documents, agreements = tables["documents"], tables["agreements"]
    for title, values, steps in (
        ("协议的置信度", agreements.confidence, [0, 0.6, 0.8, 0.9, 0.95, 2]),
        ("数值的置信度", tables["metrics"].confidence, [0, 0.3, 0.5, 0.7, 0.8, 0.9, 2]),
        ("文本可读比例", documents.quality, [0, 0.8, 0.9, 0.95, 0.99, 2]),
    ):
        counts = pd.cut(values, steps, right=False).value_counts(sort=False)
        assert [int(row[1]) for row in figures_on(page)[title].rows] == counts.tolist()
    repairs = Counter(
        word_for("repair", "inferred" if part.startswith("inferred") else re.sub(r" \d+$", "", part)).zh
        for repaired in documents.repairs.dropna()
        for part in repaired.split("; ")
    )
    assert table(page, "修复过的文献") == {name: [n] for name, n in repairs.items()}
    fields = Counter(word_for("field", one.split(":")[0]).zh for row in agreements.conflicts for one in row)
    assert table(page, "互相矛盾的说法") == {name: [n] for name, n in fields.items()}
    reasons = Counter(word_for("reason", reason).zh for reason in tables["rejected"].reason)
    assert table(page, "被拒的页面及原因") == {name: [n] for name, n in reasons.items()}
