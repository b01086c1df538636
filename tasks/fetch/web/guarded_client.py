"""What fsspec asks the web with: as guarded as our own requests are, whatever it is redirected to."""

import socket
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult

from schemas.source import Politeness
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
    allowed: tuple[str, ...], user_agent: str, politeness: Politeness
) -> Callable[..., Awaitable[aiohttp.ClientSession]]:
    """Return what makes a session that connects to no private address; a name or an address makes no difference.

    Args:
        allowed: hosts that may be private.
        user_agent: who asks.
        politeness: the deadlines to connect and between two pieces; an archive as a whole may take as long as it takes.
    """
    deadlines = aiohttp.ClientTimeout(total=None, connect=politeness.connect_seconds, sock_read=politeness.read_seconds)

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
            headers={"User-Agent": user_agent},
            timeout=deadlines,
            **options,
        )

    return client
