"""The dictionary of the tables, as a page for people and as a Frictionless data package for programs."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schemas.column import Column, Table

_FRICTIONLESS: tuple[tuple[Any, str], ...] = (
    (pa.types.is_string, "string"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_floating, "number"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "datetime"),
    (pa.types.is_list, "array"),
)


def dictionary_page(tables: Iterable[Table]) -> str:
    """Return the dictionary of the tables as one Markdown page."""
    parts = [
        "# Dictionary of the tables",
        "",
        "A blank says that the page does not say: nothing is guessed. Offsets count code points of"
        " `documents.text`, half-open. Money is whole yuan.",
    ]
    for table in tables:
        parts += [
            "",
            f"## {table.name}",
            "",
            f"{table.description} Key: {', '.join(f'`{k}`' for k in table.key)}.",
            "",
        ]
        parts += ["| column | type | unit | meaning |", "| --- | --- | --- | --- |"]
        parts += [_line(column) for column in table.columns]
    return "\n".join(parts) + "\n"


def data_package(tables: Iterable[Table]) -> dict[str, Any]:
    """Return the Frictionless description (v1 ``datapackage.json``) of the tables as Parquet files."""
    return {
        "name": "qianyue",
        "title": "Agreements, figures and regions read from Chinese news on 5G",
        "profile": "data-package",
        "resources": [_resource(table) for table in tables],
    }


def _line(column: Column) -> str:
    kind = _type_name(column) + ("" if column.nullable else ", always given")
    meaning = [column.description]
    if column.allowed:
        meaning.append("One of " + ", ".join(f"`{word}`" for word in column.allowed) + ".")
    if column.example:
        meaning.append("Example: `" + column.example.replace("\n", "\\n") + "`.")
    if column.caveat:
        meaning.append(f"Mind: {column.caveat}")
    return f"| `{column.name}` | {kind} | {column.unit or ''} | {' '.join(meaning)} |"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": column,
                "reference": {"resource": "" if owner == table.name else owner, "fields": other},
            }
            for column, (owner, other) in (table.references or {}).items()
        ],
    }
    return {
        "name": table.name,
        "description": table.description,
        "path": f"{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: Mapping[str, Any] = {
        "required": not column.nullable or None,
        "enum": list(column.allowed) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern,
    }
    in_lists = {"enum", "minimum", "maximum", "pattern"} if pa.types.is_list(column.type) else set()
    kept = {k: v for k, v in constraints.items() if v is not None and k not in in_lists}
    facts: Mapping[str, Any] = {
        "name": column.name,
        "type": _type_name(column),
        "description": column.description,
        "unit": column.unit,
        "example": _example(column),
        "caveat": column.caveat,
        "constraints": kept or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _example(column: Column) -> Any:
    """Return the example as JSON has it; days and instants are text there."""
    if column.example is None:
        return None
    match _type_name(column):
        case "array":
            return [column.example]
        case "integer" | "number" | "boolean":
            return json.loads(column.example)
    return column.example


def _type_name(column: Column) -> str:
    return next(name for matches, name in _FRICTIONLESS if matches(column.type))
