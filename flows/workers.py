"""The processes that do the work: plain spawned ones, replaced when one of them dies.

Threads of the flow wait for them. This module must not import Prefect: every worker loads it.
"""

import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib import import_module
from multiprocessing import connection, current_process, get_context, parent_process
from multiprocessing.util import Finalize
from types import TracebackType
from typing import Any, Protocol, Self
from weakref import WeakSet

from flows.spare_memory import spare_memory

#: Python's garbage collector looks for cycles after 700 new objects by itself.
_SELDOM = (50_000, 20, 100)


class WorkerDiedError(RuntimeError):
    """The process that did the work died each time it was tried."""


class WorkerStuckError(WorkerDiedError):
    """The process that did the work was ended because it had not finished in time."""


class DoorError(RuntimeError):
    """A stage failed as a whole; the message says how and where."""


class Runs(Protocol):
    """Something that calls doors in worker processes."""

    def run(self, door: str, *arguments: Any, seconds: float | None = None) -> Any:
        """Call the door and return what it returns, as ``Workers.run`` does."""


class Workers:
    """A pool of worker processes.

    Args:
        size: how many processes.
        attempts: how often a call is tried whose worker dies.
    """

    def __init__(self, size: int, attempts: int = 3) -> None:
        self.size = size
        self.attempts = attempts
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(size)  # what is given to the pool begins at once: its time is its own
        self._pool: ProcessPoolExecutor | None = None
        self._ended: WeakSet[ProcessPoolExecutor] = WeakSet()  # by this process: no call of theirs was deadly
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with self._lock:
            pool, self._pool, self._is_over = self._pool, None, True
        if pool is not None:
            if kind is not None:
                _stop(pool)
            pool.shutdown(wait=True, cancel_futures=True)

    def run(self, door: str, *arguments: Any, seconds: float | None = None) -> Any:
        """Call the door in a worker and return what it returns.

        Args:
            door: the function as ``module:name``; the worker imports it, this process does not.
            arguments: what it is called with.
            seconds: how long it may take, from its beginning; as long as it wants where it is None.

        Raises:
            WorkerStuckError: it had not finished in time, and its process was ended.
            WorkerDiedError: the worker died at every attempt.
            DoorError: the door raised.
        """
        deaths = 0
        while deaths < self.attempts:
            with self._free:
                pool, future = self._submit(door, arguments)
                try:
                    return future.result(seconds)
                except BrokenProcessPool:
                    deaths += pool not in self._ended
                    self._discard(pool)
                except TimeoutError:
                    self._end(pool)
                    raise WorkerStuckError(f"{door} had not finished after {seconds:.0f} seconds") from None
        raise WorkerDiedError(f"the process that ran {door} died {self.attempts} times")

    def rest(self) -> None:
        """End the processes, which have nothing to do, and what they have loaded; the next call starts others."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def _submit(self, door: str, arguments: tuple[Any, ...]) -> tuple[ProcessPoolExecutor, "Future[Any]"]:
        with self._lock:
            if self._is_over:
                raise WorkerDiedError(f"the workers were stopped before {door} began")
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.size, get_context("spawn"), initializer=_prepare)
            pool = self._pool
            try:
                return pool, pool.submit(_call, door, arguments)
            except BrokenProcessPool as error:
                failed: Future[Any] = Future()
                failed.set_exception(error)
                return pool, failed

    def _end(self, pool: ProcessPoolExecutor) -> None:
        """End the pool's processes, whatever they do; the calls of others that they were at are begun anew."""
        with self._lock:
            self._ended.add(pool)
        for process in list((pool._processes or {}).values()):
            process.kill()
        self._discard(pool)

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False)


class OwnWorkers:
    """The worker processes of whichever process this is used in; unlike them, it can be sent to another machine.

    They are started when there is something to do, and end with the process that they belong to.
    """

    def run(self, door: str, *arguments: Any, seconds: float | None = None) -> Any:
        """Call the door as ``Workers.run`` does.

        Raises:
            DoorError: this process may not start others.
        """
        if current_process().daemon:
            raise DoorError("a worker of the cluster may not start processes: start it with --no-nanny")
        return _own_workers().run(door, *arguments, seconds=seconds)


@cache
def _own_workers() -> Workers:
    workers = Workers(os.cpu_count() or 1)
    Finalize(None, workers.__exit__, (SystemExit, None, None), exitpriority=1)  # a process waits for its children else
    return workers


def _call(door: str, arguments: tuple[Any, ...]) -> Any:
    module, _, name = door.partition(":")
    try:
        function: Callable[..., Any] = getattr(import_module(module), name)
        return function(*arguments)
    except Exception as error:  # passed on as text: not every exception survives the way between processes
        raise DoorError(f"{type(error).__name__}: {error} ({_place(error)})") from None
    finally:
        _give_back()


def _give_back() -> None:
    """Give the memory of the shard that is done back to the system: the process may wait long for the next one.

    What is left then are words, names and rules, a million objects that stay: they are not looked through again.
    """
    gc.collect()
    gc.freeze()
    arrow = sys.modules.get("pyarrow")
    if arrow is not None:
        arrow.default_memory_pool().release_unused()


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "unknown place" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"


def _prepare() -> None:
    """Leave Ctrl-C to the parent, and end as soon as the parent is gone: killed, it cannot tell its workers to stop.

    Records are made by the ten thousand and none refers to another that refers back, so cycles are looked for seldom.
    """
    gc.set_threshold(*_SELDOM)
    spare_memory()
    atexit.register(gc.unfreeze)  # what libraries hold must be seen to go, or they complain of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_exit, args=(parent.sentinel,), daemon=True).start()


def _wait_and_exit(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.terminate()
