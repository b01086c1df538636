"""The records of a shard, found by a field of theirs."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

import pyarrow as pa

from schemas.codec import arrow_schema, from_arrow
from tasks.storage.parquet import read_parquet

Record = TypeVar("Record")


class KeyedRecords(Generic[Record]):
    """The records of a shard by a field of theirs, whose values it yields; they stay columns until they are asked for.

    Args:
        record: their class.
        path: the shard.
        key: the field, a text that no two of them share.
        without: fields that are not read and keep their default.
    """

    def __init__(self, record: type[Record], path: Path, key: str, without: Collection[str] = ()) -> None:
        schema = arrow_schema(record)
        self._table = read_parquet(path, [name for name in schema.names if name not in without], schema)
        self._record = record
        self._rows = {value: row for row, value in enumerate(self._table[key].to_pylist())}

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def some(self, values: Iterable[str]) -> dict[str, Record]:
        """Return those of the records that are there, in the order of the values."""
        rows = {value: self._rows[value] for value in values if value in self._rows}
        chosen = self._table.take(pa.array(rows.values(), pa.int64()))
        return dict(zip(rows, from_arrow(self._record, chosen), strict=True))
