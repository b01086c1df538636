"""What a site's log says about how it was asked: how fast, and how many at once."""

from collections.abc import Iterable

from tests.site.answer import Request


def hurry(log: Iterable[Request], interval: float) -> float:
    """Return by how many seconds the requests came too early, at worst, where each may begin so long after the last.

    The n-th request after any other may not come sooner than n intervals after it. The figure covers pairs as well as
    long stretches; a few hundredths of a second are the scheduling of client and server.

    Example:
        >>> asked = [Request(at, 0, 1, "GET", "/") for at in (0.0, 1.0, 1.5, 2.0, 4.0)]
        >>> hurry(asked, 0.5), hurry(asked, 1.0)
        (0.0, 1.0)
    """
    worst, ahead = 0.0, float("-inf")
    for n, at in enumerate(sorted(request.at for request in log)):
        lead = at - n * interval
        worst, ahead = max(worst, ahead - lead), max(ahead, lead)
    return worst


def most_at_once(log: Iterable[Request], slack: float = 0.005) -> int:
    """Return how many requests were under way at once, at most.

    Args:
        log: the requests.
        slack: by how many seconds the server may be late in noticing that a client has given up a request.

    Example:
        >>> spans = [(0.0, 2.0), (1.0, 3.0), (2.5, 4.0), (3.5, None)]
        >>> most_at_once(Request(at, 0, 1, "GET", "/", ended=ended) for at, ended in spans)
        2
    """
    edges = []
    for request in log:
        end = float("inf") if request.ended is None else request.ended - slack
        edges.extend([(request.at, 1), (end, -1)] if end > request.at else [])
    most = under_way = 0
    for _, step in sorted(edges):
        under_way += step
        most = max(most, under_way)
    return most
