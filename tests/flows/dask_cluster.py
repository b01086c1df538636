"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.flows.operation import environment, free_port, process, until

DASK = str(Path(sys.executable).with_name("dask"))
#: The credentials that the store of the tests takes.
KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
#: A cluster that lost all its workers says so instead of waiting for others.
IMPATIENT = {"DASK_DISTRIBUTED__SCHEDULER__NO_WORKERS_TIMEOUT": "60s"}


@dataclass
class Cluster:
    """A running cluster.

    Attributes:
        address: of its scheduler.
        folder: where its processes work and write their logs.
        env: their environment.
        workers: the processes of its workers.
    """

    address: str
    folder: Path
    env: dict[str, str]
    stack: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> None:
        command = [DASK, "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        command += ["--local-directory", str(self.folder)]
        log = self.folder / f"worker-{len(self.workers)}.log"
        self.workers.append(self.stack.enter_context(process(command, log, self.folder, self.env)))

    def killed(self) -> list[subprocess.Popen[bytes]]:
        """Return the workers that were killed."""
        return [one for one in self.workers if one.poll() == -signal.SIGKILL]


@contextmanager
def cluster_of(n_workers: int, folder: Path, **variables: str) -> Iterator[Cluster]:
    """Run a cluster in the folder for as long as the block lasts, with these variables in its environment."""
    address, env = f"tcp://127.0.0.1:{free_port()}", environment(**KEYS, **IMPATIENT, **variables)
    command = [DASK, "scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    log = folder / "scheduler.log"
    with process(command, log, folder, env), ExitStack() as stack:
        until(lambda: "Scheduler at" in log.read_text(), "the scheduler listens")
        cluster = Cluster(address, folder, env, stack)
        for _ in range(n_workers):
            cluster.start_worker()
        yield cluster
