"""Where two tellings of one agreement meet: keys by which they are found without comparing everything with everything.

A telling stands at some keys and looks at some. Any two that may be of one agreement, as ``same_agreement`` says, meet:
one of them looks where the other stands. Most that meet are of two agreements all the same; that is asked afterwards.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from tasks.aggregate.same_agreement import NEWS_LASTS, SLIP
from tasks.aggregate.same_party import blocks
from tasks.aggregate.telling import AgreementTelling
from tasks.edtf import day_of, month_and_day

#: What sort of key it is, the parties, and what of the telling they are tied by.
Key = tuple[object, ...]
#: Titles meet by this many characters, with which the shorter one begins and which the longer one holds somewhere.
_BEGINNING = 4
#: Stands for any sum of money.
_ANY = "any"


def stands_at(telling: AgreementTelling) -> set[Key]:
    """Return the keys at which others find the telling."""
    ties = {*_own_ties(telling), *_standing_ties(telling)}
    return {_original(telling), *_with_parties(telling, ties)}


def looks_at(telling: AgreementTelling) -> set[Key]:
    """Return the keys at which the telling finds others."""
    ties = {*_own_ties(telling), *_looking_ties(telling)}
    return {_original(telling), *_with_parties(telling, ties)}


def _original(telling: AgreementTelling) -> Key:
    return ("original", telling.original)


def _with_parties(telling: AgreementTelling, ties: set[Key]) -> Iterator[Key]:
    """Yield each tie with every two of the parties; a single party stands by itself."""
    keys = sorted({key for party in telling.finding.parties for key in blocks(party)})
    pairs = list(combinations(keys, 2)) if len(keys) > 1 else [tuple(keys)]
    return ((*pair, *tie) for pair in pairs for tie in ties)


def _own_ties(telling: AgreementTelling) -> Iterator[Key]:
    """Yield what two tellings are tied by where they have the very same."""
    day = month_and_day(telling.finding.signed_edtf)
    if day is not None:
        yield ("day", day)


def _standing_ties(telling: AgreementTelling) -> Iterator[Key]:
    finding, published = telling.finding, telling.published_on
    if finding.title is not None:
        yield ("title", finding.title[:_BEGINNING])
    if _has_year(telling):
        yield ("year", str(finding.signed_edtf)[:4])
    if published is not None and finding.status != "earlier":
        yield ("news", published)
        day = day_of(finding.signed_edtf)
        if day is not None:
            yield from (_slip(telling, day, amount) for amount in (finding.amount_cny, _ANY))


def _looking_ties(telling: AgreementTelling) -> Iterator[Key]:
    finding, published = telling.finding, telling.published_on
    if finding.title is not None:
        yield from (("title", part) for part in _parts(finding.title))
    if _has_year(telling) and finding.status == "earlier":
        yield ("year", str(finding.signed_edtf)[:4])
    if published is not None and finding.status != "earlier":
        if month_and_day(finding.signed_edtf) is None:
            yield from (("news", day) for day in _around(published, NEWS_LASTS))
        day = day_of(finding.signed_edtf)
        if day is not None:
            yield from (_slip(telling, near, amount) for near in _around(day, SLIP) for amount in _like_sums(telling))


def _has_year(telling: AgreementTelling) -> bool:
    signed = telling.finding.signed_edtf
    return signed is not None and "XXXX" not in signed


def _slip(telling: AgreementTelling, day: date, amount: object) -> Key:
    return ("slip", day, telling.finding.kind, len(telling.finding.parties), amount)


def _like_sums(telling: AgreementTelling) -> tuple[object, ...]:
    """Return the sums that do not contradict the telling's; under one title any may stand."""
    finding = telling.finding
    return (_ANY,) if finding.amount_cny is None or finding.title is not None else (finding.amount_cny, None)


def _around(day: date, reach: timedelta) -> Iterator[date]:
    return (day + timedelta(days) for days in range(-reach.days, reach.days + 1))


def _parts(title: str) -> set[str]:
    """Return all that a title held in this one may begin with.

    Example:
        >>> sorted(_parts("5G协议"))
        ['5', '5G', '5G协', '5G协议', 'G', 'G协', 'G协议', '协', '协议', '议']
    """
    return {title[start : start + length] for start in range(len(title)) for length in range(1, _BEGINNING + 1)}
