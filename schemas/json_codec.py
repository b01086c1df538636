"""Records as JSON and back: the form in which a record travels in one column of a table.

A record is a list of its values, for the names of its fields are known from its class.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from schemas.codec import is_record, without_none

Record = TypeVar("Record")


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
def _lister(hint: Any) -> Callable[[Any], Any]:
    """Return how a value of the type is put in lists: the names of a record's fields are known from its class."""
    bare, nullable = without_none(hint)
    listed: Callable[[Any], Any] = str if bare in _WRITTEN_AS_TEXT else _as_it_is
    if get_origin(bare) is tuple:
        listed = _tuple_lister(get_args(bare)[0])
    elif is_record(bare):
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
    bare, nullable = without_none(hint)
    restore: Callable[[Any], Any] = _WRITTEN_AS_TEXT.get(bare, _as_it_is)
    if get_origin(bare) is tuple:
        restore = _tuple_from_list(get_args(bare)[0])
    elif is_record(bare):
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


def _as_it_is(value: Any) -> Any:
    return value
