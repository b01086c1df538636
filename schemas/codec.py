"""Records to Arrow tables and back: the form in which one stage hands its records to the next.

The Arrow schema is read off the record's own annotations, so a record is declared once. A record that travels in one
column of a table is written as JSON.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

Record = TypeVar("Record")

#: Quantities of news text need at most 18 digits before the point (百亿亿次) and few after it.
_DECIMAL = pa.decimal128(38, 9)
_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Decimal: _DECIMAL,
}


def arrow_schema(record: type) -> pa.Schema:
    """Return the Arrow schema of a record class.

    Example:
        >>> from schemas.records import FieldSpan
        >>> arrow_schema(FieldSpan).names
        ['field', 'start', 'end']
    """
    return _schema_of(record)


def to_arrow(record: type[Record], records: Iterable[Record]) -> pa.Table:
    """Return one row for each record; a decimal is rounded to nine places.

    Raises:
        ArrowInvalid, OverflowError: a number is too large for its column.
    """
    rows = [_plain(item) for item in records]
    return pa.Table.from_pylist(rows, schema=arrow_schema(record))


def from_arrow(record: type[Record], table: pa.Table) -> list[Record]:
    """Return one record for each row of a table that ``to_arrow`` made; a column left out keeps its field's default."""
    hint: Any = record
    restore = _restorer(hint)
    return [restore(row) for row in table.to_pylist()]


def to_json(record: type[Record], item: Record) -> str:
    """Return a record as JSON; equal records give equal texts.

    Example:
        >>> from schemas.records import FieldSpan
        >>> to_json(FieldSpan, FieldSpan("value", 3, 7))
        '["value", 3, 7]'
    """
    hint: Any = record
    return json.dumps(_lister(hint)(item), ensure_ascii=False)


def from_json(record: type[Record], text: str) -> Record:
    """Return the record that ``to_json`` wrote."""
    hint: Any = record
    restored: Record = _from_lists(hint)(json.loads(text))
    return restored


@cache
def _schema_of(record: type) -> pa.Schema:
    return pa.schema(list(_arrow_fields(record)))


def _arrow_fields(record: type) -> Iterable[pa.Field]:
    for name, hint in get_type_hints(record).items():
        bare, nullable = _without_none(hint)
        yield pa.field(name, _arrow_type(bare), nullable=nullable)


def _arrow_type(hint: Any) -> pa.DataType:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(pa.field("item", _arrow_type(get_args(hint)[0]), nullable=False))
    if _is_record(hint):
        return pa.struct(list(_arrow_fields(hint)))
    raise TypeError(f"no Arrow type for {hint!r}: add it to schemas.codec")


def _is_record(hint: Any) -> bool:
    return is_dataclass(hint) or (isinstance(hint, type) and hasattr(hint, "_fields"))


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    kept = [part for part in get_args(hint) if part is not NoneType]
    if len(kept) != 1:
        raise TypeError(f"a record field is one type or None, not {hint!r}")
    return kept[0], True


def _plain(item: Any) -> Any:
    """Return a record as nested dicts and lists; a named tuple counts as a record."""
    if hasattr(item, "_asdict"):
        return {name: _plain(value) for name, value in item._asdict().items()}
    if is_dataclass(item) and not isinstance(item, type):
        return {f.name: _plain(getattr(item, f.name)) for f in fields(item)}
    if isinstance(item, tuple):
        return [_plain(part) for part in item]
    if isinstance(item, Decimal):
        return round(item, _DECIMAL.scale)
    return item


@cache
def _restorer(hint: Any) -> Callable[[Any], Any]:
    """Return how a value of the type is restored; worked out once a type, for there are millions of values."""
    bare, nullable = _without_none(hint)
    restore: Callable[[Any], Any] = _as_it_is
    if get_origin(bare) is tuple:
        restore = _tuple_restorer(get_args(bare)[0])
    elif _is_record(bare):
        restore = _record_restorer(bare)
    if not nullable or restore is _as_it_is:
        return restore
    return lambda value: None if value is None else restore(value)


def _as_it_is(value: Any) -> Any:
    return value


def _tuple_restorer(hint: Any) -> Callable[[Any], Any]:
    restore = _restorer(hint)
    return tuple if restore is _as_it_is else lambda values: tuple([restore(value) for value in values])


def _record_restorer(record: Any) -> Callable[[Any], Any]:
    restorers = {name: _restorer(hint) for name, hint in get_type_hints(record).items()}
    changed = {name: restore for name, restore in restorers.items() if restore is not _as_it_is}

    def restore(row: dict[str, Any]) -> Any:
        for name, restored in changed.items():
            if name in row:
                row[name] = restored(row[name])
        return record(**row)

    return restore


@cache
def _lister(hint: Any) -> Callable[[Any], Any]:
    """Return how a value of the type is put in lists: the names of a record's fields are known from its class."""
    bare, nullable = _without_none(hint)
    listed: Callable[[Any], Any] = str if bare in _WRITTEN_AS_TEXT else _as_it_is
    if get_origin(bare) is tuple:
        listed = _tuple_lister(get_args(bare)[0])
    elif _is_record(bare):
        listed = _record_lister(bare)
    if not nullable or listed is _as_it_is:
        return listed
    return lambda value: None if value is None else listed(value)


def _tuple_lister(hint: Any) -> Callable[[Any], Any]:
    listed = _lister(hint)
    return listed if listed is _as_it_is else lambda values: [listed(value) for value in values]


def _record_lister(record: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(record)
    values_of = attrgetter(*hints)
    listers = [_lister(hint) for hint in hints.values()]
    changed = [(place, listed) for place, listed in enumerate(listers) if listed is not _as_it_is]

    def in_list(item: Any) -> list[Any]:
        values = list(values_of(item))
        for place, listed in changed:
            values[place] = listed(values[place])
        return values

    return in_list


@cache
def _from_lists(hint: Any) -> Callable[[Any], Any]:
    """Return how a value of the type is made from what JSON holds."""
    bare, nullable = _without_none(hint)
    restore: Callable[[Any], Any] = _WRITTEN_AS_TEXT.get(bare, _as_it_is)
    if get_origin(bare) is tuple:
        restore = _tuple_from_list(get_args(bare)[0])
    elif _is_record(bare):
        restore = _record_from_list(bare)
    if not nullable or restore is _as_it_is:
        return restore
    return lambda value: None if value is None else restore(value)


_WRITTEN_AS_TEXT: dict[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def _tuple_from_list(hint: Any) -> Callable[[Any], Any]:
    restore = _from_lists(hint)
    return tuple if restore is _as_it_is else lambda values: tuple([restore(value) for value in values])


def _record_from_list(record: Any) -> Callable[[Any], Any]:
    restorers = [_from_lists(hint) for hint in get_type_hints(record).values()]
    changed = [(place, restore) for place, restore in enumerate(restorers) if restore is not _as_it_is]

    def restore(values: list[Any]) -> Any:
        for place, restored in changed:
            values[place] = restored(values[place])
        return record(*values)

    return restore
