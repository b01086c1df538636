"""Prefect as the command line uses it: embedded, quiet, and apart from whatever Prefect the user has.

Nothing here imports Prefect before its settings are there: it reads them when it is imported. Settings stand in the
folder that a process works in too (``.env``, ``prefect.toml``, ``pyproject.toml``), and that folder is the user's. So
the server works in a folder of ours, and this process reads its settings there.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
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


class EmbeddedServerError(RuntimeError):
    """The embedded Prefect server did not start; the message says where its log is."""


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
    home.mkdir(parents=True, exist_ok=True)
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(quiet_settings(home))
    os.environ["PYTHONSAFEPATH"] = "1"  # workers look for modules where this process does, not in the user's folder
    for name in ("NO_PROXY", "no_proxy"):  # the server is on this machine, where no proxy looks for it
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1"]))
    try:
        with _server(home) as address:
            os.environ["PREFECT_API_URL"] = address
            with chdir(home):
                import_module("prefect.context")
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _server(home: Path) -> Iterator[str]:
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
            [sys.executable, "-P", str(_SERVER)],
            cwd=home,
            env={**os.environ, **_EMBEDDED, "PYTHONPATH": os.pathsep.join(_module_folders())},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the run, which still has to tell the server how it ended
        )
    try:
        port = process.stdout.readline().strip().decode() if process.stdout else ""
        if not port:
            raise EmbeddedServerError(f"the embedded Prefect server did not start: see {log}")
        yield f"http://127.0.0.1:{port}/api"
    finally:
        process.terminate()
        try:
            process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _module_folders() -> list[str]:
    """Return where this process looks for modules, but for the folder that it works in."""
    here = Path.cwd()
    return [folder for folder in map(os.path.abspath, sys.path) if folder != str(here)]
