"""What a host lets robots do (RFC 9309), kept for a day.

Where there is no robots.txt everything is allowed. Where it cannot be had, because nobody answers or the server fails,
nothing is: the host is left alone for the run, and its pages fail for the same reason.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from protego import Protego

from schemas.visit import Standing, Visit
from tasks.fetch.web.request import ROBOT, origin
from tasks.fetch.web.retry import requested_delay
from tasks.storage.raw_store import RawStore

#: Asks for an address with what is known of it, and returns what came of it.
Ask = Callable[[str, Standing | None], Awaitable[Visit]]

_GOOD_FOR = timedelta(hours=24)
_MOST_REDIRECTS = 5
#: Says a server that is there and does not want to be asked now, though the number is among those of "no such file".
_TOO_MANY_REQUESTS = 429


class Rules:
    """The rules of one robots.txt for this robot.

    Args:
        content: the file, None where there is none.
    """

    def __init__(self, content: bytes | None) -> None:
        self._parsed = Protego.parse("" if content is None else content.decode("utf-8-sig", "replace"))

    def allow(self, url: str) -> bool:
        r"""Return whether the address may be asked for.

        Example:
            >>> rules = Rules(b"User-agent: *\nDisallow: /search")
            >>> rules.allow("https://news.example/5g/1.html"), rules.allow("https://news.example/search?q=5g")
            (True, False)
        """
        return bool(self._parsed.can_fetch(url, ROBOT))

    def interval(self) -> float:
        r"""Return how many seconds it wants between two requests, 0 where it says nothing.

        Example:
            >>> Rules(b"User-agent: *\nCrawl-delay: 10").interval(), Rules(None).interval()
            (10.0, 0.0)
        """
        rate = self._parsed.request_rate(ROBOT)
        wanted = (self._parsed.crawl_delay(ROBOT), rate.seconds / rate.requests if rate and rate.requests else None)
        return max((float(delay) for delay in wanted if delay and math.isfinite(delay)), default=0.0)


class Robots:
    """The rules of the hosts that one run asks, each had once.

    Args:
        store: where robots.txt is kept.
        now: the time of the run.
    """

    def __init__(self, store: RawStore, now: datetime) -> None:
        self._store = store
        self._now = now
        self._known: dict[tuple[str, bool], Rules | Visit] = {}
        self._queues: defaultdict[tuple[str, bool], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, url: str, source: str, may_be_private: bool, ask: Ask) -> Rules | Visit:
        """Return the rules that hold for an address, or the failed visit for which there are none.

        Args:
            url: the address of a page.
            source: the name of the source that asks.
            may_be_private: whether it may ask the host in a private range: who may not learns nothing from who may.
            ask: asks for it where the one that is kept is too old.
        """
        key = origin(url), may_be_private
        async with self._queues[key]:
            if key not in self._known:
                self._known[key] = await self._had(f"{key[0]}/robots.txt", source, ask)
        return self._known[key]

    async def _had(self, url: str, source: str, ask: Ask) -> Rules | Visit:
        visit = self._store.last_visit(url, "robots")
        if visit is None or not self._still_holds(visit):
            visit = await _followed(url, self._store.standing(url), ask)
            visit = replace(visit, next_try=_next_try(visit))
            if visit.reason != "private_address":  # that is said of who asked, not of the host
                self._store.record(visit, source)
        if visit.outcome == "failed":
            return visit if _is_unreachable(visit) else Rules(None)
        kept = self._store.content(url)
        return Rules(kept[0] if kept else None)

    def _still_holds(self, visit: Visit) -> bool:
        """Return whether an answer that is kept says what is allowed; a failure never does, however recent it is."""
        return not _is_unreachable(visit) and visit.next_try is not None and visit.next_try > self._now


def _next_try(visit: Visit) -> datetime:
    """Return when robots.txt is to be asked for again: in the next run where it could not be had, else in a day."""
    if _is_unreachable(visit):
        return visit.at + timedelta(seconds=requested_delay(visit) or 0.0)
    return visit.at + _GOOD_FOR


async def _followed(url: str, before: Standing | None, ask: Ask) -> Visit:
    """Return the visit of a robots.txt with what the redirects lead to, as if it stood at its own address."""
    visit = await ask(url, before)
    for _ in range(_MOST_REDIRECTS):
        if visit.outcome != "redirected" or visit.target is None:
            break
        visit = await ask(visit.target, before)
    if visit.outcome == "redirected":
        detail = f"more than {_MOST_REDIRECTS} redirects, the last to {visit.target}"
        visit = replace(visit, outcome="failed", reason="redirects", detail=detail, target=None)
    return visit if visit.url == url else replace(visit, url=url, detail=visit.detail or f"stands at {visit.url}")


def _is_unreachable(visit: Visit) -> bool:
    """Return whether nobody can say what is allowed; a server that says it has no such file allows everything."""
    if visit.outcome != "failed" or visit.reason == "redirects":
        return False
    status = visit.status or 0
    return visit.reason != "http_error" or status == _TOO_MANY_REQUESTS or status >= 500
