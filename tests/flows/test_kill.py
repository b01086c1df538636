"""A run that is killed anywhere and started again ends with the tables of one that never was."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from tasks.storage.snapshots import Snapshots

ROOT = Path(__file__).parents[2]
POINTS = (
    "made:fetch",
    "begun:clean",
    "made:clean",
    "made:segment",
    "begun:extract",
    "made:extract",
    "begun:aggregate",
    "begun:changes",
    "snapshot",
    "link",
)


def living(mark):
    """Return the processes that carry the mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def gone_within(mark, seconds):
    """Return whether all processes that carry the mark end in time."""
    ends = time.monotonic() + seconds
    while living(mark):
        if time.monotonic() > ends:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_killed_at_every_point_it_ends_as_if_it_never_was(run, news, tmp_path, published, undisturbed):
    data, mark = tmp_path / "data", f"mark-{uuid.uuid4()}"
    page = (news / "figures.txt").rename(tmp_path / "figures.txt")
    first = run([news], data, 1, 500).snapshot
    shutil.copytree(data, tmp_path / "spared", symlinks=True)
    old, new = published(data), published(undisturbed[0])
    page.rename(news / "figures.txt")
    for point in POINTS:
        command = [sys.executable, "-m", "tests.flows.killed", point, "run", str(news), "--data", str(data)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "MARK": mark},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, (point, done.stderr)
        assert published(data) == (new if point == "link" else old), point
        assert gone_within(mark, 20), f"processes were left behind by a run killed at {point}"
    command = [sys.executable, "-m", "flows.cli", "run", str(news), "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines()[0] == f"pages       {undisturbed[1].pages}"
    assert published(data) == new
    spared = run([news], tmp_path / "spared", 1, 500).snapshot
    assert [snapshot.name for snapshot in Snapshots(data).all()] == [spared, first], "the changes are those of no kill"
    with sqlite3.connect(data / "prefect" / "prefect.db") as history:
        states = [state for (state,) in history.execute("select state_type from flow_run order by expected_start_time")]
    assert states == ["CRASHED"] * len(POINTS) + ["COMPLETED"]
    left = [path.name for folder in ("work", "snapshots") for path in (data / folder).rglob(".*")]
    assert left == []
