"""The declarations hold together, and what is generated from them is up to date."""

from pathlib import Path

import pytest

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
