"""What a column and a table are. A table declared here knows its Arrow schema, its metadata and its own check."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

#: What pandas makes of a column: the logical type and the dtype. Text is pandas' own ``str``, whose blanks compare as
#: False; the nullable ``string`` raises at every ``blank in (...)``.
_PANDAS_TYPES: tuple[tuple[Any, str, str], ...] = (
    (pa.types.is_boolean, "bool", "boolean"),
    (pa.types.is_int64, "int64", "Int64"),
    (pa.types.is_float64, "float64", "float64"),
    (pa.types.is_date32, "date", "date32[day][pyarrow]"),
    (pa.types.is_string, "unicode", "str"),
)


class TableError(ValueError):
    """A table that breaks its declaration. The message names the table, the column and the first bad rows."""


@dataclass(frozen=True)
class Column:
    """One column, declared once.

    Attributes:
        name: the column's name, the same wherever the fact appears.
        type: its Arrow type.
        description: what a value means, for the dictionary.
        unit: the unit of a number.
        nullable: whether a blank is allowed; a blank says that the page does not say.
        allowed: the closed set of words, where there is one.
        minimum: the least value, where there is one.
        maximum: the greatest value, where there is one.
        pattern: a regular expression that every value matches whole.
        example: a value as it may stand in the table, as text; of a list one item.
        caveat: what an analyst should know before using it.
    """

    name: str
    type: pa.DataType
    description: str
    unit: str | None = None
    nullable: bool = True
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    example: str | None = None
    caveat: str | None = None

    def arrow_field(self) -> pa.Field:
        """Return the Arrow field, its metadata the description, unit and allowed words."""
        facts = {
            "description": self.description,
            "unit": self.unit,
            "allowed": ", ".join(self.allowed) or None,
            "example": self.example,
            "caveat": self.caveat,
        }
        metadata = {key: value for key, value in facts.items() if value is not None}
        return pa.field(self.name, self.type, self.nullable, metadata)


@dataclass(frozen=True)
class Table:
    """One table, declared once: its columns, its key, and the order of its rows.

    Attributes:
        name: the table's name, also the name of its file.
        description: what one row is.
        columns: the columns in order.
        key: the columns that together name a row; no two rows share them.
        references: for a column that names rows of another table, ``(table, column)``.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: Mapping[str, tuple[str, str]] | None = None

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    def arrow_schema(self) -> pa.Schema:
        """Return the Arrow schema with the field metadata, ``PANDAS_ATTRS`` and the pandas types.

        pandas shows the key ``PANDAS_ATTRS`` of the file's footer as ``DataFrame.attrs``; it hides field metadata.
        The ``pandas`` key makes nullable integers come back as Int64 and dates as dates.
        """
        metadata = {
            "PANDAS_ATTRS": json.dumps(self.attrs(), ensure_ascii=False, sort_keys=True),
            "pandas": json.dumps(self._pandas_metadata(), sort_keys=True),
        }
        return pa.schema([column.arrow_field() for column in self.columns], metadata)

    def attrs(self) -> dict[str, Any]:
        """Return the dictionary of this table, as ``DataFrame.attrs`` shows it."""
        return {
            "table": self.name,
            "description": self.description,
            "key": list(self.key),
            "columns": {
                column.name: {
                    name: value
                    for name, value in (
                        ("description", column.description),
                        ("unit", column.unit),
                        ("allowed", list(column.allowed) or None),
                        ("caveat", column.caveat),
                    )
                    if value is not None
                }
                for column in self.columns
            },
        }

    def from_rows(self, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
        """Return the rows as a checked table, sorted by the key.

        Raises:
            TableError: a row has a column too many or too few, or the table breaks its declaration.
        """
        names = [column.name for column in self.columns]
        for row in rows:
            if set(row) != set(names):
                odd = sorted(set(row) ^ set(names))
                raise TableError(f"table {self.name}: a row has the wrong columns: {', '.join(odd)}")
        ordered = sorted(rows, key=lambda row: tuple(_sortable(row[name]) for name in self.key))
        try:
            table = pa.Table.from_pylist(list(ordered), schema=self.arrow_schema())
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise TableError(f"table {self.name}: {error}") from error
        self.check(table)
        return table

    def check(self, table: pa.Table) -> None:
        """Raise TableError unless the table keeps every rule of its declaration."""
        for _ in self.checked([table]):
            pass

    def checked(self, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """Yield the parts of the table, in order, as long as they keep every rule of its declaration.

        Raises:
            TableError: a part breaks one, or a row stands before or beside one of its key or of a greater one.
        """
        before: pa.Table | None = None
        for part in parts:
            if not part.schema.equals(self.arrow_schema()):
                raise TableError(f"table {self.name}: the schema is not the declared one")
            problems = [problem for column in self.columns for problem in _broken(column, part)]
            keys = part.select(list(self.key))
            problems += self._out_of_order(keys if before is None else pa.concat_tables([before, keys]))
            if problems:
                raise TableError(f"table {self.name}: " + "; ".join(problems))
            before = keys.slice(part.num_rows - 1) if part.num_rows else before
            yield part

    def _out_of_order(self, keys: pa.Table) -> Iterator[str]:
        """Yield what is wrong with keys that are not unique or not in order."""
        follows = ascends(keys)
        if not pc.all(follows, min_count=0).as_py():
            bad = pc.indices_nonzero(pc.invert(follows))
            first = {name: keys[name][bad[0].as_py() + 1].as_py() for name in self.key}
            yield f"{len(bad)} keys are not unique or not in order, the first {first}"

    def _pandas_metadata(self) -> dict[str, Any]:
        columns = []
        for column in self.columns:
            pandas_type, numpy_type = "object", "object"
            for matches, named, numpy_name in _PANDAS_TYPES:
                if matches(column.type):
                    pandas_type, numpy_type = named, numpy_name
            columns.append(
                {
                    "name": column.name,
                    "field_name": column.name,
                    "pandas_type": pandas_type,
                    "numpy_type": numpy_type,
                    "metadata": None,
                }
            )
        return {
            "index_columns": [],
            "column_indexes": [],
            "columns": columns,
            "pandas_version": "3.0.0",
        }


def ascends(keys: pa.Table) -> pa.Array:
    """Return for each row but the first whether its key, all columns of it, is greater than the one before."""
    result: pa.Array = None
    for name in reversed(keys.column_names):
        column = keys[name].combine_chunks()
        one, other = column.slice(0, max(0, len(column) - 1)), column.slice(1)
        greater = pc.less(one, other)
        result = greater if result is None else pc.or_(greater, pc.and_(pc.equal(one, other), result))
    return result


def _sortable(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else "")


def _broken(column: Column, table: pa.Table) -> Iterator[str]:
    """Yield each rule of the column that the table's values break, with the first bad value."""
    values = table[column.name].combine_chunks()
    if not column.nullable and values.null_count:
        yield f"column {column.name}: {values.null_count} blanks where none is allowed"
    if pa.types.is_list(column.type):
        values = pc.list_flatten(values)
    present = values.drop_null()
    for rule, kept in _rules(column, present):
        if not pc.all(kept, min_count=0).as_py():
            bad = present.filter(pc.invert(kept))
            yield f"column {column.name}: {len(bad)} values {rule}, the first {bad[0].as_py()!r}"


def _rules(column: Column, values: pa.Array) -> Iterator[tuple[str, pa.Array]]:
    if column.allowed:
        words = pa.array(column.allowed, values.type)
        yield "outside the allowed words", pc.is_in(values, value_set=words)
    if column.minimum is not None:
        yield f"below {column.minimum:g}", pc.greater_equal(values, column.minimum)
    if column.maximum is not None:
        yield f"above {column.maximum:g}", pc.less_equal(values, column.maximum)
    if column.pattern is not None:
        yield "of the wrong form", pc.match_substring_regex(values, f"^(?:{column.pattern})$")
