"""The declarations hold together, and what is generated from them is up to date."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.column import Column, Table
from schemas.dictionary import data_package, dictionary_page
from schemas.tables import TABLES, table_named

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_references_name_declared_columns(table):
    for name in table.key:
        assert not table.column(name).nullable
    for column, (owner, other) in (table.references or {}).items():
        assert table.column(column).type == table_named(owner).column(other).type


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_meaning_and_every_number_a_unit(table):
    for column in table.columns:
        assert column.description.endswith(".")
        if str(column.type) == "int64" and column.name != "position":
            assert column.unit


def test_a_column_name_means_one_type_everywhere():
    types = {}
    for table in TABLES:
        for column in table.columns:
            assert types.setdefault(column.name, column.type) == column.type, column.name


def test_an_unknown_table_is_named_with_the_known_ones():
    with pytest.raises(KeyError, match="no table agreement; the tables are agreements, "):
        table_named("agreement")


def test_the_committed_dictionary_is_the_generated_one():
    page = (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8")
    assert page == dictionary_page(TABLES), "run: qianyue dictionary > docs/dictionary.md"


def test_the_data_package_names_every_table_and_its_keys():
    package = data_package(TABLES)
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]
    parties = next(r for r in package["resources"] if r["name"] == "agreement_parties")
    assert parties["schema"]["primaryKey"] == ["agreement_id", "position"]
    assert {
        "fields": "agreement_id",
        "reference": {"resource": "agreements", "fields": "agreement_id"},
    } in parties["schema"]["foreignKeys"]
    status = next(f for f in package["resources"][0]["schema"]["fields"] if f["name"] == "status")
    assert status["constraints"] == {"required": True, "enum": ["signed", "planned", "earlier"]}


EXAMPLES = {table.name: {column.name: column.example for column in table.columns} for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_an_example_or_allowed_words_and_a_row_may_hold_it(table):
    fields = {field["name"]: field for field in data_package([table])["resources"][0]["schema"]["fields"]}
    for column in table.columns:
        assert column.allowed or column.example, column.name
        assert fields[column.name].get("caveat") == column.caveat
        value = fields[column.name].get("example")
        if value is not None:
            if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
                value = datetime.fromisoformat(value)
            key = Column("key", pa.int64(), "A key.")
            alone = Table(table.name, "One row is the example.", (key, column), ("key",))
            alone.from_rows([{"key": 1, column.name: value}])  # of its type, and within all rules


def test_the_examples_tell_of_one_page():
    documents, mention, evidence = (EXAMPLES[name] for name in ("documents", "region_mentions", "evidence"))
    text = documents["text"]
    assert documents["n_chars"] == str(len(text))
    assert documents["title"] == text.splitlines()[0]
    assert mention["surface"] == text[int(mention["start"]) : int(mention["end"])]
    assert evidence["quote"] == text[int(evidence["start"]) : int(evidence["end"])]
    assert evidence["row_id"] == EXAMPLES["agreements"]["agreement_id"]
    assert documents["duplicate_of"] != documents["doc_id"] == mention["doc_id"] == evidence["doc_id"]
    assert f"《{EXAMPLES['agreements']['title']}》" in text
    assert EXAMPLES["metrics"]["value_text"] + EXAMPLES["metrics"]["subject"] in text
    assert EXAMPLES["regions"]["full_name"] == EXAMPLES["agreements"]["region_name"]
