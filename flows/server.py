"""A Prefect server as a process of its own that ends with whoever started it: ``python server.py PORT``.

It is Prefect's own server with two differences: at port 0 it listens where the operating system says instead of trying
ports, and it ends when its standard input does, so that a run that was killed leaves no server behind. What it serves
is up to the settings in its environment.
"""

import gc
import os
import socket
import sys
import threading


def main() -> None:
    """Print the address, then serve until standard input ends."""
    gc.set_threshold(50_000)  # a new database is a hundred migrations, a fifth of it spent looking for garbage
    listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    print(listening.getsockname()[1], flush=True)
    import uvicorn  # noqa: PLC0415 - the address is known before a second of imports
    from prefect.server.api.server import create_app  # noqa: PLC0415

    server = uvicorn.Server(uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on"))
    threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    server.run(sockets=[listening])


def _end_with_input(server: "uvicorn.Server") -> None:  # type: ignore[name-defined]  # noqa: F821
    sys.stdin.buffer.read()
    server.should_exit = True
    threading.Timer(1, os._exit, (0,)).start()  # nobody is left who could wait for more


if __name__ == "__main__":
    main()
