"""What is exported is what the files have, in an order in which references lead back."""

from dataclasses import replace

import pytest

from schemas.column import Table
from schemas.tables import AGREEMENTS, TABLES
from tasks.export.contents import Contents, described, in_declared_order, referenced_first


def bare(name, references):
    return Contents(
        Table(name, "", (), (), {f"to_{owner}": (owner, "id") for owner in references}), 0, lambda: iter(())
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_declared_table_is_as_declared(table):
    found = described(table.name, table.arrow_schema())
    assert (found.name, found.description, found.key) == (table.name, table.description, table.key)
    assert found.references == (table.references or {})
    for one, other in zip(found.columns, table.columns, strict=True):
        assert one == replace(other, minimum=None, maximum=None, pattern=None)  # what a file does not tell


def test_what_an_earlier_file_lacks_is_not_asked_for():
    schema = AGREEMENTS.arrow_schema()
    schema = schema.remove(schema.get_field_index("region_code")).remove(0)
    found = described("agreements", schema)
    assert [column.name for column in found.columns] == schema.names
    assert (found.key, found.references) == ((), {})


def test_a_table_that_is_not_declared_is_taken_as_it_is():
    found = described("later", AGREEMENTS.arrow_schema())
    assert (found.key, found.references) == ((), {})
    assert found.columns[0].description == AGREEMENTS.columns[0].description
    assert in_declared_order(["later", "evidence", "agreements"]) == ["agreements", "evidence", "later"]


def test_tables_stand_behind_those_that_they_refer_to():
    tables = [bare("a", ["b", "c"]), bare("b", ["c", "b"]), bare("c", []), bare("d", ["gone"])]
    ordered = referenced_first(tables)
    assert [one.table.name for one in ordered] == ["c", "d", "b", "a"]
    assert ordered[1].table.references == {}
    declared = [Contents(table, 0, lambda: iter(())) for table in TABLES]
    assert {one.table.name for one in referenced_first(declared)} == {table.name for table in TABLES}


def test_a_circle_is_told():
    with pytest.raises(ValueError, match="circle: a, b"):
        referenced_first([bare("a", ["b"]), bare("b", ["a"])])
