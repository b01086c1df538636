"""What is worth another attempt in the same run, and when an address is asked for again in a later one.

All of it is computed from the visit itself: the same visit gives the same answer. A run that comes daily does not come
to the second, so what is to be asked for again after so many days is due four hours before.
"""

import hashlib
import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from schemas.source import Politeness
from schemas.visit import Standing, Visit
from schemas.vocabulary import RejectionReason
from tasks.fetch.web.http_date import time_of

#: Answers by which a whole host asks to be left alone, not one address.
BUSY = frozenset({429, 503})
#: Answers that another attempt a moment later may change.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Failures that another attempt a moment later may change.
_INTERRUPTED: frozenset[RejectionReason] = frozenset({"unreachable", "timeout", "incomplete"})
#: Failures that stay until somebody changes something.
_LASTING: frozenset[RejectionReason] = frozenset({"unsupported", "too_large", "redirects"})
#: Addresses that were not asked for at all, as a rule wants it; rules change.
_FORBIDDEN: frozenset[RejectionReason] = frozenset({"robots", "private_address"})
_PASSING_DAYS = (1, 2, 4, 8, 16)
_LASTING_DAYS = (7, 7)
_FORBIDDEN_DAYS = 7
_SLACK = timedelta(hours=4)
#: No server's word puts an address off for longer.
_LONGEST_DELAY = timedelta(days=31)
_MOVED_FOR_GOOD = (301, 308)


def is_worth_another_attempt(visit: Visit) -> bool:
    """Return whether the same request may bring the page a moment later.

    Example:
        >>> from datetime import UTC
        >>> at = datetime(2024, 5, 1, tzinfo=UTC)
        >>> visits = [Visit("u", at, "page", "failed", status, reason="http_error") for status in (503, 404)]
        >>> [is_worth_another_attempt(visit) for visit in visits]
        [True, False]
    """
    return visit.outcome == "failed" and (
        visit.reason in _INTERRUPTED or (visit.reason == "http_error" and visit.status in _PASSING)
    )


def requested_delay(visit: Visit) -> float | None:
    """Return for how many seconds the server asks to be left alone (Retry-After), None where it does not.

    A date is read against the server's own clock, which ``Date`` tells, since it may be wrong by hours.

    Example:
        >>> from datetime import UTC
        >>> headers = (("Retry-After", "Wed, 01 May 2024 06:02:00 GMT"), ("Date", "Wed, 01 May 2024 06:00:00 GMT"))
        >>> requested_delay(Visit("u", datetime(2024, 5, 1, tzinfo=UTC), "page", "failed", 503, (), headers))
        120.0
    """
    written = (visit.header("Retry-After") or "").strip()
    if visit.outcome != "failed" or not written:
        return None
    if written.isascii() and written.isdigit():
        return min(float(written[:12]), _LONGEST_DELAY.total_seconds())
    then = time_of(written)
    if then is None:
        return None
    seconds = (then - (time_of(visit.header("Date")) or visit.at)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_DELAY.total_seconds())


def wait_before(attempt: int, visit: Visit, politeness: Politeness) -> float | None:
    """Return how many seconds to wait before the next attempt, None where there is to be none in this run.

    Without a word from the server it is twice the source's interval between requests, then four times and so on, less
    up to a half of it that depends on the address, so that many addresses do not come back at once.

    Args:
        attempt: how many attempts were made.
        visit: what came of the last of them.
        politeness: how many there may be, and how long a run waits.
    """
    if attempt >= politeness.attempts or not is_worth_another_attempt(visit):
        return None
    delay = rest(attempt, visit, politeness)
    return delay if delay <= politeness.longest_wait_seconds else None


def rest(n_in_vain: int, visit: Visit, politeness: Politeness) -> float:
    """Return how many seconds there should be nothing after so many requests in vain: what the server says, if it does.

    Example:
        >>> from datetime import UTC
        >>> visit = Visit("u", datetime(2024, 5, 1, tzinfo=UTC), "page", "failed", 429, reason="http_error")
        >>> [round(rest(number, visit, Politeness())) for number in (1, 2, 3, 12)]
        [3, 6, 15, 120]
    """
    delay = requested_delay(visit)
    if delay is not None:
        return delay
    return min(_backoff(n_in_vain, visit.url, politeness.requests_per_second), politeness.longest_wait_seconds)


def is_in_vain(visit: Visit) -> bool:
    """Return whether the host as a whole may be the reason that a request came to nothing: it is down or overloaded.

    Example:
        >>> from datetime import UTC
        >>> at = datetime(2024, 5, 1, tzinfo=UTC)
        >>> visits = [Visit("u", at, "page", "failed", status, reason="http_error") for status in (500, 429, 404)]
        >>> [is_in_vain(visit) for visit in visits]
        [True, True, False]
    """
    status = visit.status or 0
    return visit.outcome == "failed" and (
        visit.reason in ("unreachable", "timeout") or status in BUSY or (visit.reason == "http_error" and status >= 500)
    )


def _backoff(attempt: int, url: str, requests_per_second: float) -> float:
    return math.ldexp(1 / requests_per_second, min(attempt, 60)) * (1 - jitter(url, attempt) / 2)


def jitter(url: str, attempt: int) -> float:
    """Return a number from 0 to 1 that differs between addresses and attempts, and is always the same for the same.

    Example:
        >>> round(jitter("https://news.example/", 1), 3), round(jitter("https://news.example/", 2), 3)
        (0.739, 0.963)
    """
    digest = hashlib.sha256(f"{attempt} {url}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def next_try(visit: Visit, before: Standing | None, revisit_days: Iterable[int]) -> datetime | None:
    """Return when an address is to be asked for again after this visit, None for never.

    ======================================================  =======================================================
    the page                                                after each of the days in ``revisit_days`` since it was
                                                            first fetched
    moved for good (301, 308)                               never: where it moved to is an address of its own
    moved for now (302, 303, 307)                           as the page, by the time since the last visit
    may be there tomorrow: no connection, broken off, 5xx,  after 1, 2, 4, 8, 16 days, each time it fails again
    429 and the like                                        in a row, then never; or when the server says
                                                            (``Retry-After``), however often
    not there, or no page: 404, 410, 403, 401, 451, too     after 7 days, twice, then never: an address is often
    large, another content, redirects without end           announced before its page is there, and a site that was
                                                            set up wrongly is mended
    not asked for: robots.txt, a private address            after 7 days, for ever: it costs no request
    ======================================================  =======================================================

    Args:
        visit: what came of the last attempt.
        before: what was known of the address before it.
        revisit_days: the source's.
    """
    if visit.outcome == "redirected":
        return None if visit.status in _MOVED_FOR_GOOD else _after_move(visit, before, revisit_days)
    if visit.outcome != "failed":
        first = (before and before.first_fetched) or visit.at
        return _following(visit.at, first, revisit_days)
    if visit.reason in _FORBIDDEN:
        return _in_days(visit.at, _FORBIDDEN_DAYS)
    delay = requested_delay(visit) if is_worth_another_attempt(visit) else None
    if delay is not None:
        return visit.at + timedelta(seconds=delay)
    days = _LASTING_DAYS if _lasts(visit) else _PASSING_DAYS
    n_before = before.n_failures if before else 0
    return _in_days(visit.at, days[n_before]) if n_before < len(days) else None


def _lasts(visit: Visit) -> bool:
    answered_so = visit.reason == "http_error" and visit.status not in _PASSING and (visit.status or 0) < 500
    return visit.reason in _LASTING or answered_so


def _after_move(visit: Visit, before: Standing | None, revisit_days: Iterable[int]) -> datetime | None:
    """Return the next of the days that is further off than the last visit was: 1, 7, then never."""
    gap = visit.at - before.last_visit if before and before.last_outcome == "redirected" else timedelta(0)
    days = next((day for day in sorted(revisit_days) if timedelta(days=day) - _SLACK > gap), None)
    return None if days is None else _in_days(visit.at, days)


def _following(at: datetime, first: datetime, revisit_days: Iterable[int]) -> datetime | None:
    times = (_in_days(first, day) for day in sorted(revisit_days))
    return next((time for time in times if time > at), None)


def _in_days(at: datetime, days: int) -> datetime:
    return at + timedelta(days=days) - _SLACK
