"""Run the notebook of docs/ on the sample pages.

usage: python -m tests.questions

Writes what the cells print into the notebook, where the tables or the questions have changed.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

from tests.published import publish, sample_tables

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "questions.ipynb"


def notebook():
    """Return the notebook as it is."""
    return nbformat.read(NOTEBOOK, as_version=4)


def answered(folder):
    """Return the notebook with what its cells print in a folder whose ``data`` holds the tables of the sample pages."""
    publish(folder / "data", sample_tables())
    fresh = notebook()
    for cell in cells(fresh):
        cell.outputs = []
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    client = NotebookClient(fresh, timeout=120, resources={"metadata": {"path": str(folder)}})
    return client.execute(env={**os.environ, "PYTHONPATH": path})


def cells(book):
    """Return the cells that are run."""
    return [cell for cell in book.cells if cell.cell_type == "code"]


def printed(cell):
    """Return what the cell shows as text."""
    return "".join(output.get("text") or output["data"]["text/plain"] for output in cell.outputs)


def write():
    """Bring the notebook's outputs up to date."""
    with TemporaryDirectory() as folder:
        book = answered(Path(folder))
    for cell in cells(book):
        cell.metadata.clear()
    nbformat.write(book, NOTEBOOK)


if __name__ == "__main__":
    write()
