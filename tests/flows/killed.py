"""The command line in a process that kills itself at a chosen point: ``python -m tests.flows.killed POINT WORDS…``.

A point is ``begun:STAGE`` (its work has just been given to a worker), ``asked:N`` (sources are being asked and so many
answers are kept), ``made:STAGE`` (its shard is written, its marker is not), ``snapshot`` (the tables are written, the
link still shows the old ones) or ``link`` (it was flipped, nothing else was noted).
"""

import os
import signal
import sys
import time
from pathlib import Path

from flows.cli import main
from flows.workers import Workers
from tasks.storage import Work
from tasks.storage.raw_store import raw_store
from tasks.storage.snapshots import Snapshots


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def wait_for_answers(raw: Path, n: int):
    with raw_store(raw) as store:
        while store.n_visits() < n:
            time.sleep(0.01)


def plant(point):
    """Replace the function at the point with one that dies there."""
    what, _, stage = point.partition(":")
    run, finish, point_to = Workers.run, Work.finish, Snapshots.point_to

    def dying_run(self, door, *arguments, **options):
        if what == "begun" and f".{stage}." in door:
            self._submit(door, arguments)
            time.sleep(0.05)
            die()
        if what == "asked" and door.endswith(":harvest"):
            self._submit(door, arguments)
            wait_for_answers(arguments[1], int(stage))
            die()
        return run(self, door, *arguments, **options)

    def dying_finish(self, name, *rest):
        if what == "made" and name == stage:
            die()
        finish(self, name, *rest)

    def dying_point_to(self, name):
        if what == "snapshot":
            die()
        point_to(self, name)
        if what == "link":
            die()

    Workers.run, Work.finish, Snapshots.point_to = dying_run, dying_finish, dying_point_to


if __name__ == "__main__":
    plant(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
