"""One source in a run: it asks for addresses in the source's name, as often as is worth it, as robots.txt allows."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import aiohttp
from yarl import URL

from schemas.source import Source
from schemas.visit import Role, Standing, Visit, header_of
from tasks.fetch.address import host_of
from tasks.fetch.web.client import ask
from tasks.fetch.web.guard import is_allowed
from tasks.fetch.web.pacing import NotNowError
from tasks.fetch.web.redirects import leading_somewhere
from tasks.fetch.web.request import Request, origin, user_agent
from tasks.fetch.web.retry import BUSY, is_in_vain, next_try, rest, wait_before
from tasks.fetch.web.run import Run


@dataclass(slots=True)
class Asker:
    """A source that asks.

    Attributes:
        run: the run.
        source: the source.
        session: what its requests are sent with.
        until: the time of the event loop at which it begins nothing new any more.
        secrets: the source's own headers.
        shown_to: scheme, host and port of those who may see them.
        seconds: for each host how long each answer took.
    """

    run: Run
    source: Source
    session: aiohttp.ClientSession
    until: float
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    shown_to: frozenset[str] = frozenset()
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def visit(self, url: str, role: Role, before: Standing | None, way: Sequence[str] = ()) -> Visit:
        """Return what came of asking for an address, or why it was not asked for.

        Args:
            url: the address, in normal form.
            role: what is asked for.
            before: what is known of it.
            way: the addresses that were redirected to it, the first one first.

        Raises:
            NotNowError: its turn does not come in this run, so that nothing can be said of it.
        """
        refused = await self._refused(url, role)
        visit = refused or leading_somewhere(await self._answer(url, role, before), way, self.run.store)
        then = next_try(visit, before, self.source.politeness.revisit_days)
        if refused:  # it was robots.txt that was asked for
            return replace(visit, next_try=then, status=None, request_headers=(), response_headers=())
        return replace(visit, next_try=then)

    async def _refused(self, url: str, role: Role) -> Visit | None:
        """Return the failed visit of an address that may not be asked for."""
        source = self.source
        may_be_private = is_allowed(URL(url).raw_host or "", source.allow_private)
        rules = await self.run.robots.rules(url, source.name, may_be_private, self._robots_answer)
        if isinstance(rules, Visit):
            detail = rules.detail if rules.reason == "private_address" else f"robots.txt: {rules.detail}"
            return replace(rules, url=url, at=self.run.at(), role=role, detail=detail)
        self.run.pacing.slow_down(host_of(url), rules.interval())
        if rules.allow(url):
            return None
        return Visit(url, self.run.at(), role, "failed", reason="robots", detail="robots.txt does not allow it")

    async def _robots_answer(self, url: str, before: Standing | None) -> Visit:
        return await self._answer(url, "robots", before)

    async def _answer(self, url: str, role: Role, before: Standing | None) -> Visit:
        """Return what came of the last of the attempts."""
        politeness = self.source.politeness
        visit, n_attempts = await self._attempt(url, role, before), 1
        while (delay := wait_before(n_attempts, visit, politeness)) is not None and _time() + delay < self.until:
            await asyncio.sleep(delay)
            try:
                visit = await self._attempt(url, role, before)
            except NotNowError:
                break
            n_attempts += 1
        if visit.outcome == "failed" and n_attempts > 1:
            return replace(visit, detail=f"{visit.detail}, at the last of {n_attempts} attempts")
        return visit

    async def _attempt(self, url: str, role: Role, before: Standing | None) -> Visit:
        host = host_of(url)
        async with self.run.pacing.turn(host, self.source.politeness, self.until):
            began = _time()
            visit = await ask(self.session, self._request(url, role, before), self.run.at)
            self._learn(host, visit, _time() - began)
        return visit

    def _learn(self, host: str, visit: Visit, seconds: float) -> None:
        """Take from an answer what matters for the next requests at the host."""
        n_in_vain = self.run.pacing.note(host, is_in_vain(visit))
        if visit.status is not None or visit.reason == "timeout":
            self.seconds[host].append(seconds)
        if visit.status in BUSY:
            self.run.pacing.leave_alone(host, rest(n_in_vain, visit, self.source.politeness))

    def _request(self, url: str, role: Role, before: Standing | None) -> Request:
        secrets = self.secrets if role != "robots" and origin(url) in self.shown_to else {}
        agent = user_agent(self.source.user_agent_contact)
        dated = header_of(self.run.store.answer(before.url), "Date") if before and before.last_fetched else None
        return Request(url, role, before, agent, self.source.politeness, self.source.allow_private, secrets, dated)


def _time() -> float:
    return asyncio.get_running_loop().time()
