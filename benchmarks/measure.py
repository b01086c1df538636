"""What a command costs: seconds, processor seconds and the peak of the memory of all its processes together."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

#: How often the memory is looked at; a peak shorter than this may be missed.
_EVERY_SECONDS = 0.1


@dataclass(frozen=True)
class Cost:
    """What a command cost.

    Attributes:
        seconds: from its start to its end.
        cpu_seconds: of all its processes that it waited for.
        peak_bytes: the most that all its processes held at one time; what they share is counted once (PSS).
        output: what it printed.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: str


class CommandFailedError(RuntimeError):
    """A command of the benchmark ended with an error, which the message quotes."""


def cost_of(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run the command and return what it cost.

    Raises:
        CommandFailedError: it ended with an error.
    """
    before = os.times()
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with _Peak(process.pid) as peak:
        output, problem = process.communicate()
    seconds = time.perf_counter() - begun
    after = os.times()
    if process.returncode:
        raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}: {problem[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(seconds, cpu, peak.held, output)


class _Peak:
    """Watches a process and all below it from a thread of its own."""

    def __init__(self, pid: int) -> None:
        self.held = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "_Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            self.held = max(self.held, _held_by_tree(self._pid))


def _held_by_tree(pid: int) -> int:
    try:
        root = psutil.Process(pid)
        return sum(_held_by(process) for process in (root, *root.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def _held_by(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0
