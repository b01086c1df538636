"""Redirects that lead somewhere, and those that do not."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.visit import Visit
from tasks.storage.raw_store import RawStore

#: As many as browsers of old followed; a site needs one or two.
MOST_REDIRECTS = 10


def leading_somewhere(visit: Visit, way: Sequence[str], store: RawStore) -> Visit:
    """Return the visit, failed where it is a redirect that leads back or too far.

    Args:
        visit: what came of asking for an address.
        way: the addresses that were redirected one to the next and at last to it, the first one first.
        store: knows where addresses that were asked for before lead: those of a circle may have come by other ways.
    """
    if visit.outcome != "redirected" or visit.target is None:
        return visit
    if visit.url in onwards(visit.target, store):
        return _failed(visit, f"the redirects lead in a circle, back from {visit.target}")
    if len(way) >= MOST_REDIRECTS:
        return _failed(visit, f"more than {MOST_REDIRECTS} redirects, the last to {visit.target}")
    return visit


def onwards(url: str, store: RawStore) -> list[str]:
    """Return the address and those that it was redirected to when they were last asked for."""
    seen = [url]
    while (standing := store.standing(seen[-1])) and standing.last_outcome == "redirected" and standing.target:
        if standing.target in seen:
            break
        seen.append(standing.target)
    return seen


def _failed(visit: Visit, detail: str) -> Visit:
    return replace(visit, outcome="failed", reason="redirects", detail=detail, target=None)
