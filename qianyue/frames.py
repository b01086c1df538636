"""Published tables as pandas frames, all of one snapshot."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, overload

import pandas as pd
import pyarrow as pa

from tasks.storage.place import place
from tasks.storage.tables import OpenSnapshot, kept_snapshots, open_snapshot


class KeptSnapshot(NamedTuple):
    """A snapshot that can be loaded.

    Attributes:
        id: what ``load`` takes as ``snapshot``.
        published_at: the time of the run that published it, in UTC; None where that was not noted yet.
        rows: how many rows each of its tables has, by name.
    """

    id: str
    published_at: datetime | None
    rows: dict[str, int]


@overload
def load(tables: str, data: str | Path = "data", snapshot: str | None = None) -> pd.DataFrame: ...
@overload
def load(
    tables: list[str] | tuple[str, ...], data: str | Path = "data", snapshot: str | None = None
) -> list[pd.DataFrame]: ...
def load(
    tables: str | list[str] | tuple[str, ...], data: str | Path = "data", snapshot: str | None = None
) -> pd.DataFrame | list[pd.DataFrame]:
    """Return a published table as a frame, or several of one snapshot as a list in the order asked for.

    The frames hold what ``pandas.read_parquet`` gives, made ready to work with: the key is the index where it is one
    column, days are ``datetime64`` and not Arrow's dates, and lists are tuples, which can be grouped and counted.
    ``attrs`` holds the description of the table and its columns, and the ``snapshot``.

    Args:
        tables: the name of a table such as ``agreements``, or several names.
        data: the data folder, or the address of one in a store such as ``s3://bucket/data``.
        snapshot: the id of a snapshot that is kept; the current one where it is None. Where runs go on, two calls may
            meet two snapshots: load what belongs together with one call, or name the snapshot.

    Raises:
        NoTablesError: nothing was published there.
        UnknownTableError, UnknownSnapshotError: there is none of that name; the message lists those that there are.
        PlaceError: the store cannot be reached.
    """
    opened = open_snapshot(_folder(data), snapshot)
    if isinstance(tables, str):
        return _frame(tables, opened)
    return [_frame(name, opened) for name in tables]


def snapshots(data: str | Path = "data") -> list[KeptSnapshot]:
    """Return the snapshots that are kept: the current one, then the others, the latest first; none where no run was.

    Args:
        data: the data folder, or its address in a store.
    """
    return [
        KeptSnapshot(one.id, _in_utc(one.facts.published_at), dict(one.rows)) for one in kept_snapshots(_folder(data))
    ]


def _folder(data: str | Path) -> Path:
    return place(data)


def _in_utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


def _frame(name: str, snapshot: OpenSnapshot) -> pd.DataFrame:
    table = snapshot.read(name)
    frame = table.to_pandas()
    for field in table.schema:
        if pa.types.is_date(field.type):
            frame[field.name] = frame[field.name].astype("datetime64[us]")
        elif pa.types.is_list(field.type):
            lists = [None if values is None else tuple(values) for values in frame[field.name]]
            frame[field.name] = pd.Series(lists, frame.index, dtype=object)
    attrs = json.loads(table.schema.metadata[b"PANDAS_ATTRS"])
    key = attrs["key"]
    if len(key) == 1:
        frame = frame.set_index(key[0])
    frame.attrs = {**attrs, "snapshot": snapshot.id}
    return frame
