"""The numbers of a run add up, or nothing is published."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.summary import AccountsError, check_accounts, summary_of

COUNTS = {
    "documents": 5,
    "duplicates": 2,
    "skipped": 1,
    "rejected": 3,
    "agreements": 4,
    "metrics": 6,
    "regions": 7,
}


def test_numbers_that_add_up_pass():
    check_accounts(8, COUNTS, ["empty", "failed", "failed"])


def test_a_page_that_disappeared_stops_the_run():
    with pytest.raises(AccountsError, match="9 pages went in, but 5 became documents and 3 were rejected"):
        check_accounts(9, COUNTS, ["empty"] * 3)


def test_a_run_in_which_every_page_fails_publishes_nothing():
    none = {**COUNTS, "documents": 0}
    with pytest.raises(AccountsError, match="each of the 3 pages failed"):
        check_accounts(3, none, ["failed"] * 3)
    check_accounts(3, none, ["failed", "failed", "empty"])
    check_accounts(1, {**none, "rejected": 1}, ["failed"])


def test_the_lines_tell_every_number_once():
    facts = {"counts": COUNTS, "snapshot": "s"}
    summary = summary_of(8, facts, ["empty", "failed", "empty"], [], Path("data/tables"), is_new=True)
    assert summary.lines() == [
        "pages       8",
        "documents   3",
        "duplicates  2",
        "rejected    3 (empty 2, failed 1)",
        "skipped     1 (documents and duplicates off the subject)",
        "agreements  4",
        "metrics     6",
        "regions     7",
        "tables      data/tables",
    ]


def test_figures_that_cannot_be_are_named():
    rows = [{"metric_id": f"m{i}", "region_name": None, "kind": "pue", "value_text": f"1{i}.5"} for i in range(7)]
    summary = summary_of(8, {"counts": COUNTS, "snapshot": "s"}, [], rows, Path("data/tables"), is_new=True)
    (line,) = (line for line in summary.lines() if line.startswith("implausible"))
    assert line.startswith("implausible m0 - pue 10.5; m1 - pue 11.5;")
    assert line.endswith("; ... (7 of the metrics)")


def test_corrections_that_could_not_be_applied_are_named_some_of_them_and_the_rest_counted():
    facts = {"counts": COUNTS, "snapshot": "s"}
    summary = summary_of(8, facts, [], [], Path("data/tables"), is_new=True)
    some = replace(summary, corrections={"stale": 2, "applied": 1}, amiss=["number 1", "number 3"])
    assert some.lines()[-4:-1] == ["corrections 3 (applied 1, stale 2)", "not applied number 1", "not applied number 3"]
    many = replace(summary, corrections={"stale": 9}, amiss=[f"number {at}" for at in range(1, 10)])
    assert many.lines()[-3:-1] == [
        "not applied number 5",
        "not applied 4 more: `qianyue show corrections` tells of all",
    ]
