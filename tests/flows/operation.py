"""What the tests of operation start: PostgreSQL, a Prefect server and whatever else, each ended with its block."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: How long anything may take on a busy machine before a test calls it stuck, in seconds.
PATIENCE = 60


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def until(happens: Callable[[], object], what: str, seconds: float = PATIENCE, pause: float = 0.2):
    """Return what the call returns as soon as it is true; fail where it never is."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        value = happens()
        if value:
            return value
        time.sleep(pause)
    return pytest.fail(f"not within {seconds} seconds: {what}")


def program(name: str) -> str:
    """Return where the program is; skip the test where it is missing, but not on a machine that checks everything."""
    return shutil.which(name) or _missing(name)


def postgres_programs() -> Path:
    """Return the folder of PostgreSQL's programs, the latest where there are several; else as ``program`` does."""
    kept = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    named = shutil.which("initdb")
    folders = [*sorted(kept, key=lambda folder: int(folder.parent.name)), *([Path(named).parent] if named else [])]
    whole = [folder for folder in folders if all((folder / name).exists() for name in ("postgres", "psql", "pg_dump"))]
    return whole[-1] if whole else Path(_missing("PostgreSQL"))


def _missing(name: str) -> str:
    message = f"{name} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    return pytest.skip(message)


def environment(**more: str) -> dict[str, str]:
    """Return the variables of a process that finds this project, and no setting of Prefect's but the given ones."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    programs = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "PATH": programs, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **more}


@contextmanager
def process(command: list[str], log: Path, cwd: Path, env: dict[str, str], **how) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process with its output in the log for as long as the block lasts; it is ended politely, then for good."""
    with log.open("ab") as output:
        started = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=output, **how)
    try:
        yield started
    finally:
        started.send_signal(signal.SIGINT)
        try:
            started.wait(30)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


@contextmanager
def postgres() -> Iterator[int]:
    """Run a new PostgreSQL on this machine; its superuser is ``postgres`` with the password ``admin``.

    Yields:
        Its port.
    """
    programs, port = postgres_programs(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="qianyue-postgres-"))
    how = _as_somebody_else(folder)
    (folder / "password").write_text("admin\n")
    shutil.chown(folder / "password", how.get("user"), how.get("group")) if how else None
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    try:
        make = [programs / "initdb", "-D", folder / "db", "-U", "postgres", "-A", "scram-sha-256"]
        make += ["--no-sync", "--pwfile", folder / "password"]
        subprocess.run(list(map(str, make)), cwd=folder, env=env, check=True, capture_output=True, **how)
        start = [programs / "postgres", "-D", folder / "db", "-p", port, "-c", "listen_addresses=127.0.0.1"]
        start += ["-c", f"unix_socket_directories={folder}", "-c", "fsync=off", "-c", "max_connections=50"]
        with process(list(map(str, start)), folder.with_suffix(".log"), folder, env, **how):
            ready = [str(programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-q"]
            until(lambda: subprocess.run(ready, check=False).returncode == 0, "PostgreSQL accepts connections")
            yield port
    finally:
        shutil.rmtree(folder)
        folder.with_suffix(".log").unlink(missing_ok=True)


def _as_somebody_else(folder: Path) -> dict[str, object]:
    """Return how to run a process as a user that PostgreSQL accepts, and give that user the folder."""
    if os.geteuid() != 0:
        return {}
    user = next(one for one in pwd.getpwall() if one.pw_name in {"nobody", "postgres"})
    shutil.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@dataclass(frozen=True)
class Api:
    """The interface of a Prefect server, as much of it as the tests ask for."""

    pages: str

    def post(self, path: str, body: object = None):
        request = urllib.request.Request(  # noqa: S310 - this machine
            f"{self.pages}/api/{path}", json.dumps(body or {}).encode(), {"content-type": "application/json"}
        )
        for _ in range(20):
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError as error:
                if error.code != 503:  # its database is busy: every client of Prefect asks again
                    raise
                time.sleep(0.5)
        return pytest.fail(f"the server is busy all the time: {path}")

    def get(self, path: str):
        with urllib.request.urlopen(f"{self.pages}/api/{path}", timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read())

    def is_up(self) -> bool:
        try:
            return self.get("health") is True
        except OSError:
            return False

    def runs(self, *states: str):
        """Return the runs that are in one of the states, or in any, the latest first."""
        runs = self.post("flow_runs/filter", {"sort": "EXPECTED_START_TIME_DESC"})
        return [run for run in runs if not states or run["state_name"] in states]

    def begin(self, deployment: str) -> str:
        """Begin a run of the deployment and return its id."""
        return self.post(f"deployments/{deployment}/create_flow_run", {"state": {"type": "SCHEDULED"}})["id"]

    def state(self, run: str) -> str:
        return self.get(f"flow_runs/{run}")["state_name"]

    def ends(self, run: str, state: str, seconds: float = PATIENCE):
        """Wait until the run is in the state; fail as soon as it ends otherwise."""

        def is_there():
            now = self.get(f"flow_runs/{run}")
            if now["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} and now["state_name"] != state:
                pytest.fail(f"the run is {now['state_name']}: {now['state']['message']}")
            return now if now["state_name"] == state else None

        return until(is_there, f"run {run} is {state}", seconds)

    def artifacts(self, run: str):
        """Return the artifacts of a run by key."""
        asked = {"artifacts": {"flow_run_id": {"any_": [run]}}}
        return {one["key"]: one for one in self.post("artifacts/filter", asked)}
