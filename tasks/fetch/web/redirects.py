"""Redirects that lead somewhere, and those that do not."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

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


def leading_to_a_page(visit: Visit, follow: str, indexes: Collection[str]) -> Visit:
    """Return the visit of a page, failed where it is a redirect to what is no page of the source.

    What is kept of a robots.txt or an index must not become that of a page, wherever a site leads; and sites often lead
    from a page that they have removed to their front page.

    Args:
        visit: what came of asking for the page.
        follow: the pattern that the pages of the source match, empty for any.
        indexes: the indexes of this run.
    """
    target = visit.target
    if target is None:
        return visit
    if is_robots_txt(target):
        return _failed(visit, f"leads to {target}, which is no page")
    if target in indexes:
        return _failed(visit, f"leads to {target}, which is an index of this run and no page")
    if follow and not re.search(follow, target):
        return _failed(visit, f"leads to {target}, which the source does not follow")
    return visit


def leading_to_an_index(visit: Visit) -> Visit:
    """Return the visit of an index, failed where it is a redirect to a robots.txt."""
    if visit.target is None or not is_robots_txt(visit.target):
        return visit
    return _failed(visit, f"leads to {visit.target}, which is no index")


def is_robots_txt(url: str) -> bool:
    """Return whether a host says at the address what robots may do.

    Example:
        >>> is_robots_txt("https://a.example/robots.txt"), is_robots_txt("https://a.example/robots.txt.html")
        (True, False)
    """
    return urlsplit(url).path == "/robots.txt"


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
