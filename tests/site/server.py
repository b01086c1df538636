"""The server behind a scripted site: HTTP/1.1 by hand, so that it can also be spoken wrongly."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable

from tests.site.answer import Answer, Request, Script, answer

_LONGEST_HEAD = 1 << 20
#: How often a port is looked for that is free at every address.
_ATTEMPTS = 20


class _Reader(asyncio.StreamReader):
    """Tells at once when the client has gone."""

    def __init__(self) -> None:
        super().__init__(limit=_LONGEST_HEAD)
        self.has_ended = asyncio.Event()

    def feed_eof(self) -> None:
        super().feed_eof()
        self.has_ended.set()

    def set_exception(self, error: BaseException) -> None:
        super().set_exception(error)
        self.has_ended.set()


def _conversation(begin: Callable[[_Reader, asyncio.StreamWriter], None]) -> asyncio.StreamReaderProtocol:
    return asyncio.StreamReaderProtocol(_Reader(), begin)


class Site:
    """Hosts that answer as scripted, for as long as the block lasts.

    Host 0 is 127.0.0.1, host 1 is 127.0.0.2 and so on, all at the same free port, so that one of them is never met for
    another by its port alone. A script may be replaced while the site runs (``site.scripts[0] = …``): what the next
    requests are answered.

    Attributes:
        scripts: what each host says.
        log: every request in the order in which they came, added as its head has come.
        port: the hosts' port.
        connections: how many connections were made to each host.
        errors: what went wrong in a script itself; the block raises the first of them at its end.
    """

    def __init__(self, *scripts: Script) -> None:
        self.scripts = list(scripts)
        self.log: list[Request] = []
        self.port = 0
        self.connections = [0] * len(scripts)
        self.errors: list[Exception] = []
        self._times: Counter[tuple[int, str]] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="scripted site", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._conversations: set[asyncio.Task[None]] = set()

    def __enter__(self) -> "Site":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *exception: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        if self.errors and exception[0] is None:
            raise self.errors[0]

    @property
    def n_connections(self) -> int:
        """How many connections were made, to any host."""
        return sum(self.connections)

    @property
    def ports(self) -> list[int]:
        """Each host's port."""
        return [self.port] * len(self.scripts)

    def address(self, host: int = 0) -> str:
        """Return the host's address without its port, such as ``127.0.0.1``."""
        return f"127.0.0.{host + 1}"

    def name(self, host: int = 0) -> str:
        """Return the host as it stands in addresses, such as ``127.0.0.1:40123``."""
        return f"{self.address(host)}:{self.port}"

    def url(self, path: str = "/", host: int = 0) -> str:
        """Return the whole address of a path."""
        return f"http://{self.name(host)}{path}"

    def requests(self, path: str | None = None, host: int | None = None) -> list[Request]:
        """Return the requests so far for that path (whatever the query) at that host, None for any."""
        return [
            request
            for request in list(self.log)
            if path in (None, request.target, request.target.partition("?")[0]) and host in (None, request.host)
        ]

    def forget(self) -> list[Request]:
        """Empty the log and return what it held; the times a target was asked for are counted on."""
        held, self.log = self.log, []
        return held

    async def _listen(self) -> None:
        for attempt in range(_ATTEMPTS):
            try:
                for host in range(len(self.scripts)):
                    await self._listen_as(host)
            except OSError:  # a port that is free at one address is taken at another
                await self._stop()
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    async def _listen_as(self, host: int) -> None:
        server = await self._loop.create_server(
            lambda: _conversation(lambda reader, writer: self._begin(host, reader, writer)),
            self.address(host),
            self.port if host else 0,
            backlog=1024,
        )
        self._servers.append(server)
        self.port = server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        while self._servers:
            self._servers.pop().close()
        for task in self._conversations:
            task.cancel()
        await asyncio.gather(*self._conversations, return_exceptions=True)

    def _begin(self, host: int, reader: _Reader, writer: asyncio.StreamWriter) -> None:
        self.connections[host] += 1
        task = self._loop.create_task(self._converse(host, sum(self.connections), reader, writer))
        self._conversations.add(task)
        task.add_done_callback(self._conversations.discard)

    async def _converse(self, host: int, connection: int, reader: _Reader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the other until either side has had enough."""
        try:
            while True:
                request = self._note(host, connection, await reader.readuntil(b"\r\n\r\n"))
                if not await self._reply(request, reader, writer):
                    break
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # the client has gone
        finally:
            writer.close()

    def _note(self, host: int, connection: int, head: bytes) -> Request:
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self._times[host, target] += 1
        request = Request(time.monotonic(), host, connection, method, target, headers, self._times[host, target])
        self.log.append(request)
        return request

    async def _reply(self, request: Request, reader: _Reader, writer: asyncio.StreamWriter) -> bool:
        """Answer the request as scripted and return whether the connection may be used on."""
        try:
            said = self._said(request)
            await _wait(said.delay, reader)
            await _send(said, request, reader, writer)
            request.is_whole = not writer.is_closing()
        finally:
            request.ended = time.monotonic()
        if said.reset:
            writer.transport.abort()
        return said.raw is None and said.cut is None and request.headers.get("connection", "").lower() != "close"

    def _said(self, request: Request) -> Answer:
        try:
            return answer(self.scripts[request.host], request)
        except Exception as error:
            self.errors.append(error)
            return Answer(500, b"the script failed")


async def _wait(seconds: float, reader: _Reader) -> None:
    """Wait so long, or fail as soon as the client has gone."""
    if seconds <= 0:
        return
    try:
        await asyncio.wait_for(reader.has_ended.wait(), seconds)
    except TimeoutError:
        return
    raise ConnectionResetError("the client did not wait")


async def _send(said: Answer, request: Request, reader: _Reader, writer: asyncio.StreamWriter) -> None:
    request.status = said.status if said.raw is None else None
    pieces = [] if request.method == "HEAD" else said.pieces()
    if said.pace is None:
        writer.write(b"".join([said.head(), *pieces]))
    else:
        writer.write(said.head())
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await _wait(said.pace[1], reader)
    await writer.drain()
