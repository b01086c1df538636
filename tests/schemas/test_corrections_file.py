"""The file of corrections: what is accepted fits its column, and everything that is wrong is told, with what to do."""

import json
import string
import tomllib

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.correction import FOLLOWS, PREFIX, SETTABLE
from schemas.correction_values import is_date_or_period
from schemas.corrections_file import read_corrections
from schemas.tables import table_named

ENTRY = {
    "table": '"agreements"',
    "row_id": '"a0f1e2d3c4b5a6978"',
    "action": '"set"',
    "field": '"signed_edtf"',
    "value": '"2021-08-19"',
    "by": '"Li"',
    "on": "2024-05-20",
    "reason": '"The report gives the day before."',
    "evidence": '[{ doc_id = "d0f1e2d3c4b5a6978", quote = "19日签约" }]',
}
MERGE = {
    **{key: ENTRY[key] for key in ("table", "row_id", "by", "on", "reason", "evidence")},
    "action": '"merge"',
    "into": '"a0f1e2d3c4b5a6979"',
    "other_evidence": '[{ doc_id = "d0f1e2d3c4b5a6978", quote = "双方" }]',
}


def file(*entries):
    return "\n".join("[[correction]]\n" + "\n".join(f"{key} = {value}" for key, value in e.items()) for e in entries)


def changed(entry=ENTRY, **keys):
    """The entry with other values, without a key where the value is None."""
    return {key: value for key, value in (entry | keys).items() if value is not None}


def party(more):
    return f'[{{ canonical_name = "甲", {more} }}]'


def quoted(more):
    return f'[{{ doc_id = "d0f1e2d3c4b5a6978", quote = "甲", {more} }}]'


def only(text):
    (correction,), faults = read_corrections(text)
    assert faults == ()
    return correction


def test_an_entry_is_read_with_all_that_it_says():
    words = '[{ doc_id = "d0f1e2d3c4b5a6978", quote = " 19日\\n签约", source_uri = "news/1", start = 7, end = 14 }]'
    read = only(file(changed(evidence=words, was='"2021-08-18"')))
    assert (read.position, read.table, read.row_id, read.action) == (1, "agreements", "a0f1e2d3c4b5a6978", "set")
    assert (read.field, read.new_value, json.loads(read.was)) == ("signed_edtf", "2021-08-19", "2021-08-18")
    assert (read.by, str(read.on), read.reason) == ("Li", "2024-05-20", "The report gives the day before.")
    (words,) = read.evidence
    assert (words.quote, words.source_uri, words.start, words.end) == (" 19日\n签约", "news/1", 7, 14)


def test_a_merge_names_both_rows_and_the_words_of_both():
    read = only(file(MERGE))
    assert (read.into, read.other_evidence[0].quote, read.field, read.value) == (
        "a0f1e2d3c4b5a6979",
        "双方",
        None,
        None,
    )


def test_a_file_without_entries_corrects_nothing():
    assert read_corrections("") == read_corrections("# nothing yet\n") == ((), ())


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"table": '"agreement"'}, "table: 'agreement' is no table that can be corrected; did you mean agreements?"),
        ({"table": '"regions"'}, "write one of agreements, metrics"),
        ({"row_id": '"m0f1e2d3c4b5a6978"'}, "row_id: 'm0f1e2d3c4b5a6978' is no id of agreements; copy the id"),
        ({"row_id": None}, "row_id: is missing"),
        ({"action": '"delete"'}, "action: 'delete' is no action; write one of set, merge, split, drop"),
        ({"action": '"drop"'}, "field: says nothing where the action is drop; leave it out"),
        ({"into": '"a0f1e2d3c4b5a6979"'}, "into: says nothing where the action is set"),
        ({"field": '"signed"'}, "field: 'signed' is no field of agreements"),
        ({"field": '"titel"'}, "did you mean title?"),
        ({"field": '"signed_on"'}, "field: signed_on follows from signed_edtf; set that one"),
        ({"field": '"n_documents"'}, "field: n_documents cannot be set; fields that can are title, "),
        ({"field": None}, "field: is missing"),
        ({"value": None}, "value: is missing; write a value, or blank = true"),
        ({"blank": "true"}, "value: is given beside blank"),
        ({"value": None, "blank": "true", "field": '"kind"'}, "blank: kind is always given; write a value"),
        ({"value": None, "blank": '"yes"'}, "blank: is text; write true or false"),
        ({"value": '""'}, "value: is empty; write blank = true instead of value"),
        ({"value": '"2021-02-29"'}, "value: '2021-02-29' is no date; write 2021-08-18"),
        ({"value": "2021-08-19"}, "is no text; write it in quotes"),
        ({"field": '"kind"', "value": '"memo"'}, "'memo' is none of the allowed words"),
        ({"field": '"kind"', "value": '"frame work"'}, "did you mean framework?"),
        ({"field": '"region_code"', "value": '"370699"'}, "'370699' is no code of a division; look it up"),
        ({"field": '"amount_cny"', "value": "1.5"}, "value: 1.5 is no whole number"),
        ({"field": '"amount_cny"', "value": "-1"}, "value: -1 is below 0"),
        ({"field": '"amount_cny"', "value": "true"}, "True is no whole number"),
        ({"field": '"amount_cny"', "value": "1000000000000000000"}, "is no number that can be"),
        ({"field": '"amount_cny"', "value": "9" * 400}, "is no number that can be"),
        ({"field": '"confidence"', "value": "1.5"}, "value: 1.5 is above 1"),
        ({"field": '"confidence"', "value": "nan"}, "nan is no number that can be"),
        ({"field": '"is_5g"', "value": '"yes"'}, "'yes' is not true or false"),
        ({"field": '"topics"', "value": '"5G"'}, "is no list of texts"),
        ({"field": '"topics"', "value": '["5G", "6G"]'}, "'6G' is none of the allowed words"),
        ({"field": '"parties"', "value": '"中国移动"'}, "value: is no list of parties"),
        ({"field": '"parties"', "value": "[]"}, "value: is no list of parties"),
        ({"field": '"parties"', "value": '["甲", "甲"]'}, "value: 甲 is named twice"),
        ({"field": '"parties"', "value": '["甲", 7]'}, "value[2]: is no party"),
        ({"field": '"parties"', "value": '[{ role = "vendor" }]'}, "value[1]: has no name"),
        ({"field": '"parties"', "value": party('rolle = "x"')}, "a party has no such key; did you mean role?"),
        ({"field": '"parties"', "value": party('role = "vender"')}, "did you mean vendor?"),
        ({"field": '"parties"', "value": party('region_code = "1"')}, "value[1].region_code: '1' is no code"),
        ({"was": '"soon"'}, "was: 'soon' is no date"),
        ({"by": '" "'}, "by: is empty; write who decided it"),
        ({"by": None}, "by: is missing"),
        ({"reason": None}, "reason: is missing; write why"),
        ({"on": None}, "on: is missing; write the day"),
        ({"on": '"yesterday"'}, "on: yesterday is no day; write it as 2024-05-20"),
        ({"evidence": None}, "evidence: is missing; write which words it rests on"),
        ({"evidence": "[]"}, "evidence: is empty"),
        ({"evidence": '"19日签约"'}, "evidence: is text; write which words"),
        ({"evidence": '[{ doc_id = "1", quote = "甲" }]'}, "evidence[1].doc_id: '1' is no id of a document"),
        ({"evidence": '[{ doc_id = "d0f1e2d3c4b5a6978" }]'}, "evidence[1].quote: is missing"),
        ({"evidence": quoted('start = 1')}, "stands without the other end"),
        ({"evidence": quoted('start = 1, end = 3')}, "the quote has 1 characters, not 2"),
        ({"evidence": quoted('qoute = "甲"')}, "did you mean quote?"),
        ({"reasn": '"x"'}, "reasn: there is no such key; did you mean reason?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_to_do(keys, said):
    corrections, faults = read_corrections(file(changed(**keys)))
    assert corrections == ()
    assert any(said in str(fault) for fault in faults), [str(fault) for fault in faults]
    assert all(str(fault).startswith("correction number 1: ") for fault in faults)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"into": '"a0f1e2d3c4b5a6978"'}, "into: is the row itself"),
        ({"into": None}, "into: is missing"),
        ({"other_evidence": None}, "other_evidence: is missing"),
        ({"action": '"split"'}, "into: says nothing where the action is split"),
    ],
)
def test_what_a_merge_lacks_is_told(keys, said):
    assert any(said in str(fault) for fault in read_corrections(file(changed(MERGE, **keys)))[1])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("region_name", '"山东省"', "山东省 has a code; set region_code"),
        ("unit", '"people"', "'people' is none of the allowed words"),
        ("definition", '"packages"', "definition follows from subject"),
        ("value", "-" + "9" * 400, "is no number that can be"),
        ("value", '"1200"', "'1200' is no number; write it without quotes"),
    ],
)
def test_figures_are_held_against_their_own_columns(field, value, said):
    entry = changed(table='"metrics"', row_id='"m0f1e2d3c4b5a6978"', field=f'"{field}"', value=value)
    assert any(said in str(fault) for fault in read_corrections(file(entry))[1])


def test_all_faults_of_all_entries_are_told_at_once():
    bad = changed(by=None, reason=None)
    corrections, faults = read_corrections(file(bad, ENTRY, changed(on='"x"')))
    assert [correction.position for correction in corrections] == [2]
    assert [(fault.source[-1], fault.key) for fault in faults] == [("1", "by"), ("1", "reason"), ("3", "on")]


def test_a_file_that_is_no_toml_says_where():
    ((), (fault,)) = read_corrections("[[correction]]\ntable = agreements")
    assert str(fault).startswith("the file: is no TOML: ")
    assert "line 2" in str(fault)


def test_a_number_of_thousands_of_digits_is_told():
    ((), (fault,)) = read_corrections(file(changed(value="9" * 5000)))
    assert "5000 digits" in str(fault)


def test_the_items_of_a_list_are_held_without_blanks_around_them_each_once():
    assert only(file(changed(field='"topics"', value='[" 5G", "5G", "智慧城市 "]'))).new_value == ["5G", "智慧城市"]


def test_a_table_under_another_name_is_no_correction():
    ((), faults) = read_corrections("[[corrections]]\ntable = 'agreements'")
    assert [str(fault) for fault in faults] == ["the file: corrections: there is no such key; did you mean correction?"]


def test_the_same_field_of_a_row_is_set_once():
    corrections, faults = read_corrections(file(ENTRY, changed(value='"2021-08-20"')))
    assert [correction.position for correction in corrections] == [1]
    assert [str(fault) for fault in faults] == [
        "correction number 2: signed_edtf: number 1 does the same to a0f1e2d3c4b5a6978; leave one of them"
    ]


def test_what_can_be_set_and_what_follows_are_columns_and_cover_all_but_what_is_counted():
    counted = {"agreement_id", "metric_id", "conflicts", "n_documents", "first_published_on", "corrected"}
    for name, fields in SETTABLE.items():
        columns = {column.name for column in table_named(name).columns}
        assert columns - counted == {*fields, *FOLLOWS[name]}
        assert set(FOLLOWS[name].values()) <= set(fields)
        assert table_named(name).columns[0].pattern.startswith(PREFIX[name])


@given(st.text("0123456789X-/", max_size=22) | st.from_regex(r"\d{4}-\d{2}-\d{2}", fullmatch=True))
def test_a_date_that_is_accepted_is_one_that_the_tables_take(text):
    column = table_named("agreements").column("signed_edtf")
    if is_date_or_period(text):
        assert pa.compute.match_substring_regex(pa.array([text]), f"^(?:{column.pattern})$")[0].as_py()


KEYS = st.sampled_from(
    ["table", "row_id", "action", "field", "value", "was", "into", "by", "on", "evidence", "start", ""]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable) | st.dates()
    | st.sampled_from(["agreements", "set", "merge", "parties", "value", "a0f1e2d3c4b5a6978"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=9))
def test_whatever_an_entry_holds_is_told_and_never_raised(entry):
    """The reader sees what TOML can say; here it is given more than that."""
    original = tomllib.loads
    try:
        tomllib.loads = lambda _: {"correction": [entry]}
        corrections, faults = read_corrections("x")
    finally:
        tomllib.loads = original
    assert bool(corrections) != bool(faults)
    assert all(str(fault) for fault in faults)
