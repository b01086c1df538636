"""Prefect as the command line uses it: a server of its own, quiet, and apart from whatever Prefect the user has.

``qianyue run`` embeds a server for as long as it takes; ``qianyue serve`` has a standing one, with pages to look at.

Nothing here imports Prefect before its settings are there: it reads them when it is imported. Settings stand in the
folder that a process works in too (``.env``, ``prefect.toml``, ``pyproject.toml``), and that folder is the user's. So
the server works in a folder of ours, and this process reads its settings there.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

#: The server's own switches for the embedded mode, as Prefect sets them when it starts one, and its database. That is
#: named from the folder that the server works in, because in an address of a database ``?`` and ``%`` mean something.
_EMBEDDED = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:///prefect.db",
}
#: The same for a server with pages and a schedule.
_STANDING = {
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL": _EMBEDDED["PREFECT_SERVER_DATABASE_CONNECTION_URL"],
}
_SERVER = Path(__file__).resolve().with_name("server.py")


def quiet_settings(home: Path) -> dict[str, str]:
    """Return the settings of a Prefect that keeps to its folder, sends nothing anywhere and does not chatter.

    Args:
        home: the folder of its database.
    """
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # blocks are not used, and registering them takes a second
        "PREFECT_LOGGING_LEVEL": "CRITICAL",  # what fails is told once, by the command
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    }


def standing_settings(home: Path, port: int) -> dict[str, str]:
    """Return the settings of a Prefect with pages to look at, which otherwise is as quiet.

    Args:
        home: the folder of its database.
        port: where on this machine it listens.
    """
    return quiet_settings(home) | {
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "true",  # alerts go to a Webhook block
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",  # a line for each shard says nothing
        "PREFECT_LOGGING_LOGGERS_PREFECT_RUNNER_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_ENABLED": "true",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",  # the first edition of the pages asks nobody else for anything
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"),  # it writes there; by default beside its own code
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # runs older than 90 days are forgotten
    }


class EmbeddedServerError(RuntimeError):
    """The Prefect server did not start, or it ended; the message says where its log is."""


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        pages: the address of its pages; its interface is below it at ``/api``.
        process: what it runs in.
        log: what it has to say.
    """

    pages: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raise EmbeddedServerError where it has ended."""
        if self.process.poll() is not None:
            raise EmbeddedServerError(f"the Prefect server ended: {_last_line(self.log)} (see {self.log})")


@contextmanager
def embedded_prefect(home: Path) -> Iterator[None]:
    """Run a Prefect server for as long as the block lasts, and point this process to it.

    Must be entered before Prefect is imported. Settings of the user's own Prefect are put aside meanwhile.

    Args:
        home: the folder of its database and its log, made where it is missing.

    Raises:
        EmbeddedServerError: the server did not start.
    """
    home = home.absolute()
    with _apart(home, quiet_settings(home)), _server(home, _EMBEDDED) as server:
        _point_to(server, home)
        yield


@contextmanager
def standing_prefect(home: Path, port: int) -> Iterator[Server]:
    """Run a Prefect server with pages to look at for as long as the block lasts, and point this process to it.

    Must be entered before Prefect is imported. Settings of the user's own Prefect are put aside meanwhile. This process
    and those that it starts work in the folder ``home``, where no settings of the user's lie.

    Args:
        home: the folder of its database and its log, made where it is missing.
        port: where on this machine it listens.

    Raises:
        EmbeddedServerError: the server did not start.
    """
    home = home.absolute()
    folders = os.pathsep.join(_module_folders())
    settings = standing_settings(home, port) | {"PYTHONPATH": folders}
    with _apart(home, settings), _server(home, _STANDING, port) as server, chdir(home):
        _point_to(server, home)
        yield server


@contextmanager
def _apart(home: Path, settings: Mapping[str, str]) -> Iterator[None]:
    """Have these settings in the environment instead of the user's."""
    home.mkdir(parents=True, exist_ok=True)
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(settings)
    os.environ["PYTHONSAFEPATH"] = "1"  # workers look for modules where this process does, not in the user's folder
    for name in ("NO_PROXY", "no_proxy"):  # the server is on this machine, where no proxy looks for it
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1"]))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _point_to(server: Server, home: Path) -> None:
    os.environ["PREFECT_API_URL"] = f"{server.pages}/api"
    with chdir(home):
        import_module("prefect.context")


@contextmanager
def _server(home: Path, switches: Mapping[str, str], port: int = 0) -> Iterator[Server]:
    log = home / ("server.log" if port else "embedded.log")  # a run by hand may come while another server stands
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
            [sys.executable, "-P", str(_SERVER), str(port)],
            cwd=home,
            env={**os.environ, **switches, "PYTHONPATH": os.pathsep.join(_module_folders())},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the run, which still has to tell the server how it ended
        )
    try:
        listens = process.stdout.readline().strip().decode() if process.stdout else ""
        if not listens:
            raise EmbeddedServerError(f"the Prefect server did not start: {_last_line(log)} (see {log})")
        yield Server(f"http://127.0.0.1:{listens}", process, log)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[-1].strip() if lines else "no reason given"


def _module_folders() -> list[str]:
    """Return where this process looks for modules, but for the folder that it works in."""
    here = Path.cwd()
    return [folder for folder in map(os.path.abspath, sys.path) if folder != str(here)]
