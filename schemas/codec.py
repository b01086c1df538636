"""Records to Arrow tables and back: the form in which one stage hands its records to the next.

The Arrow schema is read off the record's own annotations, so a record is declared once. Tables are made and read a
column at a time, however deep the column lies in the records: there are millions of values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, pairwise
from types import NoneType, UnionType
from typing import Any, Literal, Optional, TypeVar, Union, get_args, get_origin, get_type_hints

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
#: Types whose values NumPy gives as Python has them, and much faster than Arrow does.
_AS_IN_NUMPY = (pa.string(), pa.binary(), pa.int64())


@dataclass(frozen=True, slots=True)
class _Form:
    """How the values of a type stand in Arrow.

    Attributes:
        type: their type there.
        nullable: whether a value may be None.
        item: the form of the items, where the values are tuples of any length.
        record: the class, where the values are records.
        fields: the forms of its fields.
    """

    type: pa.DataType
    nullable: bool
    item: Optional["_Form"] = None
    record: Any = None
    fields: Mapping[str, "_Form"] = field(default_factory=dict)


#: The forms of the fields of each class that was asked for.
_KNOWN: dict[Any, Mapping[str, _Form]] = {}


def arrow_schema(record: type) -> pa.Schema:
    """Return the Arrow schema of a record class.

    Example:
        >>> from schemas.records import FieldSpan
        >>> arrow_schema(FieldSpan).names
        ['field', 'start', 'end']
    """
    return pa.schema(_arrow_fields(_fields(record)))


def to_arrow(record: type[Record], records: Iterable[Record]) -> pa.Table:
    """Return one row for each record; a decimal is rounded to nine places.

    Raises:
        ArrowInvalid, OverflowError: a number is too large for its column.
    """
    columns = _columns(_fields(record), list(records))
    return pa.Table.from_arrays(columns, schema=arrow_schema(record))


def from_arrow(record: type[Record], table: pa.Table) -> list[Record]:
    """Return one record for each row of a table that ``to_arrow`` made; a column left out keeps its field's default."""
    fields = _fields(record)
    columns = {name: _values(fields[name], table[name].combine_chunks()) for name in table.column_names}
    return _records(record, columns, is_whole=list(columns) == list(fields))


def _fields(record: Any) -> Mapping[str, _Form]:
    """Return the forms of a record's fields, worked out once a class."""
    if record not in _KNOWN:
        _KNOWN[record] = {name: _form(hint) for name, hint in get_type_hints(record).items()}
    return _KNOWN[record]


def _arrow_fields(fields: Mapping[str, _Form]) -> list[pa.Field]:
    return [pa.field(name, form.type, nullable=form.nullable) for name, form in fields.items()]


def _form(hint: Any) -> _Form:
    bare, nullable = without_none(hint)
    if bare in _SCALARS:
        return _Form(_SCALARS[bare], nullable)
    if get_origin(bare) is Literal:
        return _Form(pa.string(), nullable)
    if get_origin(bare) is tuple:
        item = _form(get_args(bare)[0])
        return _Form(pa.list_(pa.field("item", item.type, nullable=False)), nullable, item=item)
    if is_record(bare):
        fields = _fields(bare)
        return _Form(pa.struct(_arrow_fields(fields)), nullable, record=bare, fields=fields)
    raise TypeError(f"no Arrow type for {bare!r}: add it to schemas.codec")


def is_record(hint: Any) -> bool:
    """Return whether a type is a dataclass or a named tuple."""
    return is_dataclass(hint) or (isinstance(hint, type) and hasattr(hint, "_fields"))


def without_none(hint: Any) -> tuple[Any, bool]:
    """Return a type without None, and whether None was among it.

    Raises:
        TypeError: it is a choice of several types.
    """
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    kept = [part for part in get_args(hint) if part is not NoneType]
    if len(kept) != 1:
        raise TypeError(f"a record field is one type or None, not {hint!r}")
    return kept[0], True


def _columns(fields: Mapping[str, _Form], records: Sequence[Any]) -> list[pa.Array]:
    """Return the columns of records, any of which may be None."""
    return [
        _array(form, [None if item is None else getattr(item, name) for item in records])
        for name, form in fields.items()
    ]


def _array(form: _Form, values: list[Any]) -> pa.Array:
    if not values:
        return pa.array(values, form.type)
    if form.item is not None:
        ends = pa.array(accumulate((len(value or ()) for value in values), initial=0), pa.int32())
        items = _array(form.item, [item for value in values for item in value or ()])
        return pa.ListArray.from_arrays(ends, items, type=form.type, mask=_mask(values))
    if form.record is not None:
        columns = _columns(form.fields, values)
        return pa.StructArray.from_arrays(columns, fields=list(form.type), mask=_mask(values))
    if form.type is _DECIMAL:
        values = [None if value is None else round(value, _DECIMAL.scale) for value in values]
    return pa.array(values, form.type)


def _mask(values: list[Any]) -> pa.Array | None:
    missing = [value is None for value in values]
    return pa.array(missing) if any(missing) else None


def _values(form: _Form, array: pa.Array) -> list[Any]:
    values: list[Any]
    if form.item is not None:
        items = _values(form.item, array.flatten())
        ends = accumulate(array.value_lengths().fill_null(0).to_pylist(), initial=0)
        return _with_none([tuple(items[start:end]) for start, end in pairwise(ends)], array)
    if form.record is not None:
        columns = {name: _values(inner, array.field(name)) for name, inner in form.fields.items()}
        return _with_none(_records(form.record, columns, is_whole=True), array)
    if form.type in _AS_IN_NUMPY and not array.null_count:
        values = array.to_numpy(zero_copy_only=False).tolist()
    else:
        values = array.to_pylist()
    return values


def _with_none(values: list[Any], array: pa.Array) -> list[Any]:
    if not array.null_count:
        return values
    return [value if is_there else None for value, is_there in zip(values, array.is_valid().to_pylist(), strict=True)]


def _records(record: Any, columns: Mapping[str, list[Any]], *, is_whole: bool) -> list[Any]:
    if is_whole:
        return list(map(record, *columns.values()))
    return [record(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]
