"""Records to Arrow tables and back: the form in which one stage hands its records to the next.

The Arrow schema is read off the record's own annotations, so a record is declared once. Both ways go column by
column and not record by record, for a shard holds millions of values: how a column is made is worked out once a type.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import accumulate, chain, pairwise, starmap
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

#: Makes an Arrow array of the values of one field, in the order of their records.
Writer = Callable[[list[Any]], pa.Array]
#: Gives the values of an Arrow array back.
Reader = Callable[[pa.Array], list[Any]]


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
    schema = arrow_schema(record)
    return pa.Table.from_arrays(_columns(record, list(records)), schema=schema)


def from_arrow(record: type[Record], table: pa.Table) -> list[Record]:
    """Return one record for each row of a table that ``to_arrow`` made; a column left out keeps its field's default."""
    names = table.schema.names
    restored: list[Record] = []
    for batch in table.to_batches():
        restored += _records(record, names, batch.columns)
    return restored


@cache
def _schema_of(record: type) -> pa.Schema:
    return pa.schema(list(_arrow_fields(record)))


def _arrow_fields(record: type) -> Iterable[pa.Field]:
    for name, hint in get_type_hints(record).items():
        bare, nullable = _without_none(hint)
        kind = _arrow_type(bare)
        if nullable and pa.types.is_nested(kind):
            raise TypeError(f"a list or a record is empty, not None: {name}")
        yield pa.field(name, kind, nullable=nullable)


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


def _columns(record: Any, rows: list[Any]) -> list[pa.Array]:
    return [_writer(hint)([getattr(row, name) for row in rows]) for name, hint in _hints(record).items()]


@cache
def _hints(record: Any) -> dict[str, Any]:
    return get_type_hints(record)


@cache
def _writer(hint: Any) -> Writer:
    """Return how the values of a type are written."""
    bare, _ = _without_none(hint)
    kind = _arrow_type(bare)
    if bare is Decimal:
        return _write_decimals
    if get_origin(bare) is tuple:
        return _list_writer(kind, _writer(get_args(bare)[0]))
    if _is_record(bare):
        return lambda rows: pa.StructArray.from_arrays(_columns(bare, rows), fields=list(kind))
    return lambda values: pa.array(values, kind)


def _write_decimals(values: list[Decimal | None]) -> pa.Array:
    return pa.array([value if value is None else round(value, _DECIMAL.scale) for value in values], _DECIMAL)


def _list_writer(kind: pa.DataType, write: Writer) -> Writer:
    def written(values: list[tuple[Any, ...]]) -> pa.Array:
        ends = pa.array([0, *accumulate(map(len, values))], pa.int32())
        return pa.ListArray.from_arrays(ends, write(list(chain.from_iterable(values))), type=kind)

    return written


def _records(record: Any, names: Sequence[str], columns: Sequence[pa.Array]) -> list[Any]:
    """Return the records of columns of the names."""
    hints = _hints(record)
    values = [_reader(hints[name])(column) for name, column in zip(names, columns, strict=True)]
    rows = zip(*values, strict=True)
    if list(names) == list(hints):
        return list(starmap(record, rows))
    return [record(**dict(zip(names, row, strict=True))) for row in rows]


@cache
def _reader(hint: Any) -> Reader:
    """Return how the values of a type are read."""
    bare, _ = _without_none(hint)
    if bare is int:
        return _read_integers
    if get_origin(bare) is tuple:
        return _list_reader(_reader(get_args(bare)[0]))
    if _is_record(bare):
        return lambda array: _records(bare, array.type.names, array.flatten())
    return lambda array: array.to_pylist()


def _read_integers(array: pa.Array) -> list[Any]:
    """Return the integers, by way of NumPy, which makes them Python's many times faster."""
    integers: list[Any] = array.to_pylist() if array.null_count else array.to_numpy().tolist()
    return integers


def _list_reader(read: Reader) -> Reader:
    def restored(array: pa.ListArray) -> list[tuple[Any, ...]]:
        items, ends = read(array.values), _read_integers(array.offsets)
        return [tuple(items[start:end]) for start, end in pairwise(ends)]

    return restored
