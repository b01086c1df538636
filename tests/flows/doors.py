"""Doors that fail in ways that real ones should not, for the worker processes to import."""

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow

from schemas.records import Findings
from tasks.clean.shard import clean_shard
from tasks.extract.shard import extract_shard
from tasks.storage import read_records, read_table, write_records


def broken(pages, documents):
    """Fail as a full disk would."""
    raise OSError(28, "No space left on device")


def deadly(pages, documents):
    """Die at every page that tells to."""
    if any(b"DEADLY" in content for content in read_table(pages)["content"].to_pylist()):
        os.kill(os.getpid(), signal.SIGKILL)
    return clean_shard(pages, documents)


def deadly_together(pages, documents):
    """Die where more than three pages come at once, as where memory runs out."""
    if read_table(pages).num_rows > 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return clean_shard(pages, documents)


def dying_once(pages, documents):
    """Die at the first call for these pages, as if something else had ended the process."""
    flag = documents.parent.parent / "died.flag"
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return clean_shard(pages, documents)


def killing_once(pages, documents):
    """At the first call of all kill the process that waits for this one, as where a machine goes down."""
    flag = documents.parent.parent / "killed.flag"
    try:
        flag.fs.pipe_file(flag.path, b"killed", mode="create")
    except FileExistsError:
        return clean_shard(pages, documents)
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return clean_shard(pages, documents)


def echo(value):
    """Return the value and the process that did it."""
    return value, os.getpid()


def stuck(started):
    """Note which process it is, then never end, deaf to polite signals, as code in C that loops is."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(started).write_text(str(os.getpid()))
    while True:
        time.sleep(60)


def slow(started, go_on):
    """Note that it was begun, and end when it is let go on."""
    with Path(started).open("a") as file:
        file.write("begun\n")
    while not Path(go_on).exists():
        time.sleep(0.01)
    return os.getpid()


def stuck_at_one(pages, documents):
    """Never end where one of the pages is among them."""
    if any(b"STUCK" in content for content in read_table(pages)["content"].to_pylist()):
        time.sleep(600)
    return clean_shard(pages, documents)


def raising(message):
    """Raise an error that cannot be sent between processes."""

    class LocalError(Exception):
        pass

    raise LocalError(message)


def pool_of_arrow():
    return pyarrow.default_memory_pool().backend_name


def forgetful(documents, segmentations, findings):
    """Find no agreement, as other rules may."""
    counts = extract_shard(documents, segmentations, findings)
    found = read_records(Findings, findings)
    write_records(Findings, [replace(item, agreements=()) for item in found], findings)
    return counts


def modules_after_a_column():
    """Return which of the modules that Arrow would load for a column are loaded."""
    pyarrow.array(["签约"])
    return [name for name in sys.modules if name.partition(".")[0] == "pandas"]


def a_database():
    """Open a database, whose library complains of what it does not see go when the process ends."""
    with duckdb.connect() as connection:
        return connection.execute("select 1").fetchall()
