"""The published figures held against the world and against each other, for people and for programs."""

import json
from collections import Counter
from pathlib import Path

from schemas.reference.figures import published_figures
from schemas.tables import METRICS
from tasks.check.doubt import CHECKS
from tasks.check.figures import Report, check_figures
from tasks.storage import read_table

#: What each check holds a figure against, in the order of the checks.
_TITLES = {
    "range": "outside the plausible range of their kind",
    "reference": "against published figures",
    "series": "against the others of their series",
    "whole": "above the division that they lie in",
}


class TableError(Exception):
    """The table of figures is there but cannot be checked; the message says why."""


def check(tables: Path) -> Report:
    """Return what is doubtful in the table ``metrics``; nothing is changed.

    Args:
        tables: the folder of the published tables.

    Raises:
        FileNotFoundError: there is no such table.
        TableError: it is no table, or one of another version.
    """
    path = tables / "metrics.parquet"
    try:
        table = read_table(path)
    except ValueError as error:  # what Arrow raises
        raise TableError(f"{path} cannot be read: {error}") from error
    missing = [column.name for column in METRICS.columns if column.name not in table.column_names]
    if missing:
        raise TableError(f"{path} was made by another version, it has no column {', '.join(missing)}")
    return check_figures(table.to_pylist(), published_figures())


def report_lines(report: Report) -> list[str]:
    """Return the report for people: the doubts under the check that they failed, and the counts."""
    lines: list[str] = []
    for name in CHECKS:
        doubts = [doubt for doubt in report.doubts if doubt.check == name]
        lines += [f"{_TITLES[name]}:"] if doubts else []
        for doubt in doubts:
            lines += [f"  {doubt.metric_id}  {doubt.what}", f"      {doubt.why}"]
            lines += [f"      {doubt.against}"] if doubt.against else []
    counts = Counter(doubt.check for doubt in report.doubts)
    by_check = ", ".join(f"{name} {counts[name]}" for name in CHECKS if counts[name])
    return [
        *lines,
        f"figures     {report.n_figures}",
        f"published   {report.n_published}",
        f"doubts      {len(report.doubts)}" + (f" ({by_check})" if by_check else ""),
    ]


def report_json(report: Report) -> str:
    """Return the doubts as lines of JSON, one object a doubt."""
    return "".join(json.dumps(doubt.as_row(), ensure_ascii=False) + "\n" for doubt in report.doubts)
