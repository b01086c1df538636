"""Rows of a published table, for a terminal or for another program."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid

from tasks.storage import read_table

_WIDEST = 30


def show_table(path: Path, columns: Sequence[str], limit: int, console: Console) -> None:
    """Print the first rows: as a grid that fits in a terminal, as lines with tabs elsewhere.

    Args:
        path: the table's file.
        columns: the columns to show; all (or as many as fit) where there is none.
        limit: how many rows.
        console: where to print.

    Raises:
        KeyError: the table has no such column.
    """
    table = read_table(path)
    unknown = [name for name in columns if name not in table.column_names]
    if unknown:
        raise KeyError(f"no column {unknown[0]}; the columns are {', '.join(table.column_names)}")
    rows = table.select(list(columns or table.column_names)).slice(0, limit)
    if console.is_terminal:
        _print_grid(rows, table.num_rows, console)
    else:
        _print_lines(rows, console)


def as_text(value: Any) -> str:
    r"""Return a value on one line: a blank as nothing, a list as JSON.

    Example:
        >>> as_text(["a", "b"]), as_text(None), as_text("one\ntwo")
        ('["a", "b"]', '', 'one two')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(str(value).split())


def _print_lines(rows: pa.Table, console: Console) -> None:
    lines = [rows.column_names, *([as_text(value) for value in row.values()] for row in rows.to_pylist())]
    for line in lines:
        console.file.write("\t".join(line) + "\n")


def _print_grid(rows: pa.Table, total: int, console: Console) -> None:
    values = {name: [as_text(value) for value in rows[name].to_pylist()] for name in rows.column_names}
    shown = _fitting(values, console.width)
    grid = Grid()
    for name in shown:
        grid.add_column(name, no_wrap=True, overflow="ellipsis", max_width=_WIDEST)
    for row in zip(*(values[name] for name in shown), strict=True):
        grid.add_row(*row)
    console.print(grid, markup=False)
    console.print(f"{rows.num_rows} of {total} rows", highlight=False)
    hidden = rows.column_names[len(shown) :]
    if hidden:
        console.print(f"more columns, with --columns: {', '.join(hidden)}", highlight=False)


def _fitting(values: dict[str, list[str]], width: int) -> list[str]:
    """Return the first columns that fit beside each other, at least one."""
    shown: list[str] = []
    used = 1
    for name, cells in values.items():
        used += min(_WIDEST, max(cell_len(cell) for cell in (name, *cells))) + 3
        if shown and used > width:
            break
        shown.append(name)
    return shown
