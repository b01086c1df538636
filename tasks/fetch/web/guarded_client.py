"""What fsspec asks the web with: as guarded as our own requests are, whatever it is redirected to."""

import socket
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult

from tasks.fetch.web.guard import GuardedResolver, check_host


class _Noted(GuardedResolver):
    """Remembers what it let through, so that a host that is allowed by its name may be connected to by its address."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(allowed)
        self.passed: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        answers = await super().resolve(host, port, family)
        self.passed.update(answer["host"] for answer in answers)
        return answers


@cache
def guarded_client(
    allowed: tuple[str, ...], agent: str, connect_seconds: float, read_seconds: float
) -> Callable[..., Awaitable[aiohttp.ClientSession]]:
    """Return what makes a session that connects to no private address; a name or an address makes no difference.

    An answer as a whole has no deadline: an archive takes as long as it is large.

    Args:
        allowed: hosts that may be private.
        agent: who asks.
        connect_seconds: until a connection is made.
        read_seconds: between two pieces of an answer.
    """
    deadlines = aiohttp.ClientTimeout(total=None, connect=connect_seconds, sock_read=read_seconds)

    async def client(**options: Any) -> aiohttp.ClientSession:
        resolver = _Noted(allowed)

        def connected(address: tuple[Any, ...]) -> socket.socket:
            family, kind, protocol, _, (host, *_) = address
            if host not in resolver.passed:
                check_host(host, allowed)
            return socket.socket(family, kind, protocol)

        options.pop("loop", None)  # the one that is running
        connector = aiohttp.TCPConnector(resolver=resolver, socket_factory=connected)
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            headers={"User-Agent": agent},
            timeout=deadlines,
            **options,
        )

    return client
