"""The same agreement is one row; two agreements stay two; ids are stable."""

from dataclasses import replace
from itertools import permutations, product

import pytest

from tasks.aggregate.agreements import ids_of, unite
from tests.tasks.aggregate.tellings import agreement, told


def groups(*tellings):
    """The names of the documents that tell of each agreement."""
    return sorted(sorted(telling.doc_id for telling in item.tellings) for item in unite(tellings))


def ids(agreements):
    """The ids of the agreements, which are given in the order of their first reports."""
    order = sorted(agreements, key=lambda item: (item.name, item.tellings[0].order))
    known = dict(zip(map(id, order), ids_of(item.name for item in order), strict=True))
    return [known[id(item)] for item in agreements]


BASE = told("a", agreement("市政府", "移动", signed="2021-08-18"), "2021-08-19")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(told("b", agreement("移动", "市政府", signed="2021-08-18")), True, id="same day"),
        pytest.param(told("b", agreement("市政府", "移动", signed="XXXX-08-18")), True, id="a year not known"),
        pytest.param(told("b", agreement("市政府", "移动", signed="2022-08-18")), False, id="another year"),
        pytest.param(told("b", agreement("市政府", "移动", signed="2021-08-19")), False, id="another day"),
        pytest.param(told("b", agreement("市政府", "联通", signed="2021-08-18")), False, id="another party"),
        pytest.param(told("b", agreement("市政府", "移动", "华为", signed="2021-08-18")), True, id="a party more"),
        pytest.param(told("b", agreement("市政府", "移动"), "2021-08-20"), True, id="no date, same week"),
        pytest.param(told("b", agreement("市政府", "移动"), "2021-10-20"), False, id="no date, months later"),
        pytest.param(told("b", agreement("市政府", "移动")), False, id="no date at all"),
        pytest.param(told("b", agreement("市政府", "移动"), repeats="a"), True, id="no date, but a repost"),
        pytest.param(told("b", agreement("市政府", "移动", signed="2021-08"), "2021-08-20"), True, id="only the month"),
        pytest.param(
            told("b", agreement("市政府", "移动", status="earlier"), "2021-08-20"),
            False,
            id="an older one without a date",
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-18", status="earlier"), "2023-01-01"),
            True,
            id="looked back on",
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-18", kind="procurement")), False, id="another kind"
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-18", kind="other")), True, id="kind not told"
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-19"), "2021-08-20"), True, id="a slip of one day"
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-21"), "2021-08-22"), False, id="three days apart"
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-18", amount_cny=7), "2021-08-20"),
            True,
            id="a sum on the same day",
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021-08-18", kind="framework")), True, id="a kind as loose"
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2021", status="earlier"), "2023-01-01"),
            True,
            id="looked back on by its year",
        ),
        pytest.param(
            told("b", agreement("市政府", "移动", signed="2020", status="earlier"), "2023-01-01"),
            False,
            id="looked back on by another year",
        ),
    ],
)
def test_two_tellings_are_of_one_agreement_or_of_two(other, same):
    assert groups(BASE, other) == ([["a", "b"]] if same else [["a"], ["b"]])


def test_different_titles_are_different_agreements():
    first = told("a", agreement("市政府", "移动", signed="2021-08-18", title="甲协议"))
    second = told("b", agreement("市政府", "移动", signed="2021-08-18", title="乙协议"))
    assert groups(first, second) == [["a"], ["b"]]


def test_the_same_title_ties_what_no_date_ties():
    first = told("a", agreement("市政府", "移动", signed="2021-08-18", title="5G协议"))
    second = told("b", agreement("市政府", "移动", title="5G协议"))
    assert groups(first, second) == [["a", "b"]]


def test_two_findings_of_one_document_stay_two():
    finding = agreement("市政府", "移动", signed="2021-08-18")
    assert groups(told("a", finding), told("a", finding)) == [["a"], ["a"]]


def test_a_telling_does_not_join_two_agreements_that_contradict_each_other():
    undated = told("c", agreement("市政府", "移动"), "2021-08-22")
    later = told("b", agreement("市政府", "移动", signed="2021-08-21"), "2021-08-21")
    assert groups(BASE, later, undated) in ([["a", "c"], ["b"]], [["a"], ["b", "c"]])


def test_the_order_of_arrival_changes_nothing():
    tellings = [
        BASE,
        told("b", agreement("市政府", "移动", signed="XXXX-08-18")),
        told("c", agreement("市政府", "移动"), "2021-08-22"),
        told("d", agreement("市政府", "联通", "华为", signed="2021-08-18")),
    ]
    results = {frozenset(unite(order)) for order in permutations(tellings)}
    assert len(results) == 1


def test_the_fullest_fields_win():
    first = told("a", agreement("市政府", "移动", signed="XXXX-08-18"), "2021-08-19")
    second = told(
        "b",
        agreement(
            "市政府", "移动", "华为", signed="2021-08-18", title="5G协议", is_5g=True, amount_cny=5, topics=("5g",)
        ),
        "2021-08-20",
    )
    (row,) = unite([first, second])
    assert (row.signed_edtf, row.title, row.is_5g, row.amount_cny, row.topics) == (
        "2021-08-18",
        "5G协议",
        True,
        5,
        ("5g",),
    )
    assert [p.name for p in row.parties] == ["市政府", "移动", "华为"]
    assert str(row.first_published_on) == "2021-08-19"


def test_news_of_a_signing_outranks_a_look_back_at_it():
    back = told("b", agreement("市政府", "移动", signed="2021-08-18", status="earlier"), "2023-01-01")
    assert unite([back])[0].status == "earlier"
    assert unite([BASE, back])[0].status == "signed"


LATER = [
    told("b", agreement("市政府", "移动", "华为", signed="2021-08-18"), "2021-08-20"),
    told("c", agreement("移动", "市政府", signed="XXXX-08-18")),
    told("d", agreement("市政府", "移动"), "2021-08-21"),
    told("e", agreement("市政府", "移动", signed="2024-08-18"), "2024-08-19"),
    told("f", agreement("市政府", "联通", signed="2021-08-18"), "2021-08-20"),
    told("g", agreement("市政府", "移动", signed="2021-08-18", title="5G协议", kind="other"), "2021-09-01"),
]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(BASE, id="with its date"),
        pytest.param(told("a", agreement("市政府", "移动"), "2021-08-19"), id="without a date"),
        pytest.param(
            told("a", agreement("市政府", "移动", "铁塔", "华为", signed="2021-08-18"), "2021-08-19"), id="of many"
        ),
    ],
)
def test_an_agreement_keeps_its_id_whatever_is_reported_later(first):
    (alone,) = ids(unite([first]))
    for order in permutations(LATER, 4):
        for count in range(1, len(order) + 1):
            rows = unite([first, *order[:count]])
            holder = next(row for row in rows if first in row.tellings)
            assert ids(rows)[rows.index(holder)] == alone
            assert len(set(ids(rows))) == len(rows)


def test_many_agreements_of_one_operator_are_told_apart_fast():
    tellings = [told(str(at), agreement("移动", f"第{at}企业", signed="2021-08-18")) for at in range(3000)]
    assert len(unite(tellings)) == 3000


def test_a_story_reprinted_by_thousands_is_one_agreement_and_found_fast():
    finding = agreement("市政府", "移动", signed="2021-08-18")
    tellings = [told(str(at), replace(finding, start=at % 7, confidence=0.5), "2021-08-19") for at in range(3000)]
    (row,) = unite(tellings)
    assert len(row.tellings) == 3000


def test_many_agreements_of_one_pair_are_told_apart_fast():
    tellings = [
        told(str(at), agreement("市政府", "移动", signed=f"{year}-{month:02}-{day:02}", amount_cny=at), None)
        for at, (year, month, day) in enumerate(product(range(2000, 2020), range(1, 13), range(1, 29)))
    ]
    assert len(unite(tellings)) == len(tellings)
