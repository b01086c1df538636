"""Who signs with whom: A与B、C签署 is one agreement, A分别与B、C签署 two, A与B、C与D分别签署 two."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

from schemas.records import OrganizationMention
from schemas.reference.signing import any_of, signing_words
from tasks.extract.agreements.arguments import Argument

Joint = Literal["list", "with", "none"]
Parties = tuple[OrganizationMention, ...]

#: In lists of what was signed a dash parts the sides: 甲—乙，丙—丁.
_DASH = re.compile(r"[—–－-]{1,2}|×")
#: A signing told between two arguments parts them: 与甲签了协议，与乙.
_TOLD_BETWEEN = re.compile(r"签|达成|举行")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_NOT_EACH = re.compile(r"(?:分别|先后|各自)(?=代表|由|在(?!线)|致辞|介绍|讲话|就|围绕|从|上台|出席|发言|为|担任|作)")


#: 与甲、乙等签署过 and 与甲、乙等12家企业签约 are as many agreements as partners.
_AND_OTHERS = re.compile(r"(?:已|曾)[^，。；]*等[^，。；、]{0,6}$|等[\d一二三四五六七八九十百数多]+[多余]?[家个所]")


class Run(NamedTuple):
    """Arguments that connectors hold together, cut at 与 into sides.

    ``each`` says that they sign one by one (分别). ``open_start`` says that 与 stands before the first of them, so
    that whoever signs with them is named elsewhere.
    """

    sides: tuple[tuple[Argument, ...], ...]
    each: bool
    open_start: bool

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All arguments in the order of the text."""
        return tuple(argument for side in self.sides for argument in side)


def last_run(veiled: str, arguments: Sequence[Argument], start: int, stop: int) -> Run | None:
    """Return the last run of arguments of the zone from ``start`` to the trigger at ``stop``; None without any."""
    if not arguments:
        return None
    sides: list[list[Argument]] = [[arguments[-1]]]
    again = False
    for left, right in zip(reversed(arguments[:-1]), reversed(arguments[1:]), strict=False):
        joint = joint_between(veiled, left.end, right.start)
        if joint == "none":
            break
        again = again or (joint == "with" and _with_again(veiled, left.end, right.start))
        if joint == "with" and not _with_again(veiled, left.end, right.start):
            sides.insert(0, [left])
        else:
            sides[0].insert(0, left)
    first = sides[0][0]
    said = _NOT_EACH.sub("", veiled[first.start : stop])
    before = veiled[max(start, first.start - 16) : first.start]
    return Run(
        sides=tuple(tuple(side) for side in sides),
        each=(again and not _hand_in_hand(veiled, sides))
        or _each().search(said) is not None
        or _AND_OTHERS.search(said) is not None
        or _each_before().search(before) is not None,
        open_start=_with().search(before) is not None,
    )


def joint_between(veiled: str, left_end: int, right_start: int) -> Joint:
    """Say what holds two arguments together.

    Example:
        >>> joint_between("甲、乙同丙", 1, 2), joint_between("甲、乙同丙", 3, 4)
        ('list', 'with')
    """
    if right_start <= left_end:
        return "list"
    gap = _BRACKETS.sub("", veiled[left_end:right_start]).strip()
    if _list().fullmatch(gap):
        return "list"
    if _DASH.fullmatch(gap):
        return "with"
    if _with().search(gap) and not _TOLD_BETWEEN.search(gap):
        return "with"
    return "none"


def _with_again(veiled: str, left_end: int, right_start: int) -> bool:
    """Say whether 与 is said anew for one partner more: 甲与乙、与丙签署."""
    return _with_anew().fullmatch(veiled, left_end, right_start) is not None


def _hand_in_hand(veiled: str, sides: Sequence[Sequence[Argument]]) -> bool:
    """Say whether the first two come as one: 甲携手乙，与丙签署 is one agreement of three."""
    return len(sides) > 1 and _together().fullmatch(veiled, sides[0][-1].end, sides[1][0].start) is not None


def signing_groups(run: Run) -> tuple[Parties, ...]:
    """Return the parties of each agreement that the run tells of.

    Example: for 甲与乙、丙与丁 the run has the sides (甲), (乙, 丙), (丁), and the result is two pairs.
    """
    sides = [tuple(argument.party for argument in side) for side in run.sides]
    if len(sides) == 1:
        return (distinct(sides[0]),)
    if len(sides) == 2:
        return _two_sided(sides[0], sides[1], run.each)
    return _pairs_in_a_row(sides)


def _two_sided(left: Parties, right: Parties, each: bool) -> tuple[Parties, ...]:
    if not each or len(left) == len(right) == 1:
        return (distinct((*left, *right)),)
    if len(left) == len(right):
        return tuple(zip(left, right, strict=True))
    return tuple(product(left, right))


def _pairs_in_a_row(sides: list[Parties]) -> tuple[Parties, ...]:
    """Return (甲, 乙), (丙, 丁) for 甲与乙、丙与丁; where 与 only strings parties together, one agreement of all."""
    if any(len(side) < 2 for side in sides[1:-1]):
        return (distinct(tuple(party for side in sides for party in side)),)
    groups, left = [], sides[0]
    for side in sides[1:-1]:
        groups.append(distinct((*left, *side[:-1])))
        left = side[-1:]
    return (*groups, distinct((*left, *sides[-1])))


def distinct(parties: Sequence[OrganizationMention]) -> Parties:
    """Return the parties with each organisation once, at its first place."""
    first: dict[str, OrganizationMention] = {}
    for party in parties:
        first.setdefault(party.organization_id, party)
    return tuple(first.values())


@cache
def _with_anew() -> re.Pattern[str]:
    return re.compile(rf"[、，,]\s*{any_of(signing_words().with_words)}")


@cache
def _list() -> re.Pattern[str]:
    words = f"(?:{any_of(signing_words().list_words)}|以及|还有)"
    others = rf"等(?:[^，。、；与同]{{0,8}}(?=[，,、]|{words}))?"
    return re.compile(rf"[、，,]?\s*(?:{others})?{words}?\s*(?:牵头|主导)?[、，,]?(?:并)?")


@cache
def _together() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().hand_in_hand))


@cache
def _with() -> re.Pattern[str]:
    words = any_of(signing_words().with_words)
    count = r"[一二两三四五六七八九十\d]+[家大所个][^，。；与同]{0,12}?"
    which = r"当时的|新成立的|来自[^，。]{1,8}的|[^，。、]{1,12}(?:旗下|下属|所属|下辖)的?"
    house = r"知名企业|行业龙头|企业|本地企业|民企|央企|国企|运营商|老朋友|合作伙伴|[^，。；、与同和]{1,4}[人方商]"
    kind = rf"(?:{which}|{count}|{house})?"
    return re.compile(rf"(?:{words}|(?<=[就也还已曾又并则天日刚前])和|(?:分别|先后|共同)和){kind}(?:——|—|：|:)?$")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().distributive))


@cache
def _each_before() -> re.Pattern[str]:
    words = signing_words()
    return re.compile(
        rf"{any_of(words.distributive)}(?:还|也|又|已)?(?:{any_of(words.with_words)}|和)[^，。；]{{0,8}}$"
    )
