"""The notebook shows what its cells print on the sample pages, and that is what the tables say."""

import re

import pandas as pd
import pytest

from tests.published import publish, sample_tables
from tests.questions import ROOT, answered, cells, notebook, printed


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """Return what the cells leave behind, run one after the other."""
    folder = tmp_path_factory.mktemp("asked")
    publish(folder / "data", sample_tables())
    found = {}
    with pytest.MonkeyPatch.context() as patch, pd.option_context("display.width", 80):
        patch.chdir(folder)
        for cell in cells(notebook()):
            exec(compile(cell.source, "questions.ipynb", "exec"), found)  # noqa: S102 - the project's own notebook
    return found


@pytest.fixture(scope="module")
def rows():
    return {name: table.to_pylist() for name, table in sample_tables().items()}


def test_the_cells_print_what_the_notebook_shows(tmp_path):
    shown = notebook()
    ran = answered(tmp_path)
    assert [printed(cell) for cell in cells(ran)] == [printed(cell) for cell in cells(shown)]
    assert [cell.execution_count for cell in cells(shown)] == list(range(1, 12))


def test_there_are_ten_questions_of_few_lines():
    asked = [cell.source.splitlines()[0] for cell in notebook().cells if cell.source.startswith("## ")]
    assert [title.split(".")[0] for title in asked] == [f"## {number}" for number in range(1, 11)]
    _, *answers = cells(notebook())
    assert max(len(cell.source.splitlines()) for cell in answers) <= 7


def test_who_signs_most_and_where(names, rows):
    signed = [row for row in rows["agreements"] if row["status"] != "planned"]
    by_operator = {}
    for row in signed:
        for operator in row["operators"]:
            by_operator.setdefault(operator, []).append(row["region_code"])
    assert names["by_operator"].agreements.to_dict() == {name: len(codes) for name, codes in by_operator.items()}
    assert names["by_operator"].places.to_dict() == {
        name: len({code for code in codes if code}) for name, codes in by_operator.items()
    }
    by_province = {}
    for row in rows["agreements"]:
        if row["region_code"]:
            province = row["region_code"][:2] + "0000"
            by_province[province] = by_province.get(province, 0) + 1
    called = {row["region_code"]: row["name"] for row in rows["regions"]}
    assert names["by_province"].to_dict() == {called[code]: count for code, count in by_province.items()}


def test_when_about_what_and_for_how_much(names, rows):
    years = {}
    for row in rows["agreements"]:
        key = ((row["signed_edtf"] or "-")[:4], row["status"])
        years[key] = years.get(key, 0) + 1
    assert {key: n for key, n in names["by_year"].stack().to_dict().items() if n} == years
    topics = [topic for row in rows["agreements"] for topic in row["topics"]]
    assert names["by_topic"].to_dict() == {topic: topics.count(topic) for topic in topics}
    for kind, row in names["money"].iterrows():
        sums = [each["amount_cny"] for each in rows["agreements"] if each["kind"] == kind]
        named = [value for value in sums if value is not None]
        assert (row.agreements, row.with_a_sum) == (len(sums), len(named))
        assert row.sum_cny == sum(named) if named else pd.isna(row.sum_cny)


def test_days_between(names, rows):
    printed_after = [
        (row["first_published_on"] - row["signed_on"]).days
        for row in rows["agreements"]
        if row["first_published_on"] and row["signed_on"]
    ]
    assert sorted(names["days_to_print"]) == sorted(printed_after)
    signed = [row for row in rows["agreements"] if row["is_5g"] and row["signed_on"] and row["status"] == "signed"]
    nearest = []
    for row in signed:
        days = [
            (other["as_of_on"] - row["signed_on"]).days
            for other in stations(rows)
            if other["as_of_on"] and other["region_code"] == row["region_code"] is not None
        ]
        nearest += [min(days, key=abs)] if days else []
    assert sorted(names["nearest"].days) == sorted(nearest)
    assert nearest


def stations(rows):
    """Return the figures of 5G stations that stand."""
    asked = ("base_stations", "count", "5G", "total", "actual")
    keys = ("kind", "unit", "technology", "aspect", "status")
    return [row for row in rows["metrics"] if tuple(row[key] for key in keys) == asked]


def test_promised_against_built(names, rows):
    shown = names["promised"].stack([0, 1], future_stack=True).dropna().to_dict()
    assert shown
    for (place, status, aspect), value in shown.items():
        values = [
            row["value"]
            for row in rows["metrics"]
            if (row["kind"], row["unit"], row["technology"]) == ("base_stations", "count", "5G")
            and (row["region_name"], row["status"], row["aspect"]) == (place, status, aspect)
        ]
        assert value == max(values)


def test_how_often_rows_were_right_is_what_was_measured():
    (said,) = [cell.source for cell in notebook().cells if cell.source.startswith("## 9.")]
    page = (ROOT / "docs" / "agreements.md").read_text("utf-8")
    measured = page.partition("<!-- reliability -->")[0]  # before anybody had read the pages beside the rules
    found = re.findall(r"^\| (0\.\d+) (?:to|and) \S+ \| (\d+) \| ([\d.]+) \|$", measured, re.M)
    bands = {float(low): (int(n), round(int(n) * float(right))) for low, n, right in found}
    trusted = [sum(numbers) for numbers in zip(*(bands[low] for low in bands if low >= 0.9), strict=True)]
    assert f"{trusted[1]} of {trusted[0]} were right ({trusted[1] / trusted[0] * 100:.0f} in a hundred)" in said
    assert bands[0.0] == (17, 5)
    assert "of those below 0.6 five of 17" in said


def test_what_to_rely_on_and_the_words_behind_a_number(names, rows):
    limits = {"<0.6": (0, 0.6), "0.6–": (0.6, 0.8), "0.8–": (0.8, 0.9), "0.9–": (0.9, 1.01)}
    assert list(names["by_band"].index) == list(limits)
    for band, (low, high) in limits.items():
        held = [row["n_documents"] for row in rows["agreements"] if low <= row["confidence"] < high]
        share = round(len(held) / len(rows["agreements"]), 2)
        assert tuple(names["by_band"].loc[band]) == (len(held), sum(held), share), band
    assert names["largest"].value == max(row["value"] for row in stations(rows))
    assert names["largest"].value_text in names["line"]
    assert names["place"].quote in names["line"]
