"""Persons with the posts that a text gives beside their names: 副市长某某, 某公司某某副总经理."""

import re
from collections.abc import Iterator
from functools import cache

from schemas.records import Document, OrganizationMention, PersonMention, Span
from schemas.reference.persons import person_words

_LEVEL_POST = re.compile(r"^(?:(?:市|省|区|县|州)委)?.{0,12}?(?P<level>[市省区县州])长")

_OFFICE = re.compile(r"(?:常务)?副?[市省区县州]长.*")


def find_persons(
    document: Document, tokens: tuple[Span, ...], organizations: tuple[OrganizationMention, ...]
) -> tuple[PersonMention, ...]:
    """Return the persons whose post the text gives, in order; the span is that of the name.

    The post holds the organisation where the text names it right before: 山东移动副总经理. A bare 副市长 gets the place
    of the only city government that the text names.
    """
    text = document.text
    ends = {each.end: each for each in organizations}
    starts = {token.start for token in tokens}
    found: dict[int, PersonMention] = {}
    for post in post_pattern().finditer(text):
        for person in (*_after(text, post, ends, organizations), *_before(text, post, ends, starts, organizations)):
            found.setdefault(person.start, person)
    return tuple(found[start] for start in sorted(found))


@cache
def post_pattern() -> re.Pattern[str]:
    """Return the pattern of a post or a chain of posts: 党委书记、总经理."""
    words = person_words()
    one = f"(?:{'|'.join(words.before)})*(?:{'|'.join(words.posts)})"
    return re.compile(f"{one}(?:[、兼暨]+(?:任)?{one})*")


def _after(
    text: str,
    post: re.Match[str],
    ends: dict[int, OrganizationMention],
    organizations: tuple[OrganizationMention, ...],
) -> Iterator[PersonMention]:
    """Yield the person whose name follows the post."""
    name = _name_at(text, post.end())
    if name:
        owner = ends.get(post.start())
        title = (owner.name if owner else "") + post.group()
        yield PersonMention(post.end(), post.end() + len(name), name, _standing(title, owner, organizations))


def _before(
    text: str,
    post: re.Match[str],
    ends: dict[int, OrganizationMention],
    starts: set[int],
    organizations: tuple[OrganizationMention, ...],
) -> Iterator[PersonMention]:
    """Yield the person whose name stands before the post, after an organisation, a place or a mark."""
    for length in (3, 2):
        start = post.start() - length
        name = text[max(start, 0) : post.start()]
        if len(name) == length and _is_name(name) and start in starts and _begins(text, start, ends):
            owner = ends.get(start)
            title = (owner.name if owner else "") + post.group()
            yield PersonMention(start, post.start(), name, _standing(title, owner, organizations))
            return


def _begins(text: str, start: int, ends: dict[int, OrganizationMention]) -> bool:
    return start == 0 or start in ends or text[start - 1] in "，。、；：\n “市省区县州与和"


def _name_at(text: str, position: int) -> str | None:
    """Return the name that starts at the position; of three or two characters the one that a border follows."""
    double = text[position : position + 2] in person_words().double_surnames
    lengths = (4, 3) if double else (3, 2)
    for length in lengths:
        name = text[position : position + length]
        if len(name) == length and _is_name(name) and _border().match(text, position + length):
            return name
    return None


def _is_name(name: str) -> bool:
    words = person_words()
    surnamed = name[0] in words.surnames or name[:2] in words.double_surnames
    return surnamed and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) is not None and not _holds_word(name)


def _holds_word(name: str) -> bool:
    return name[1:] in person_words().after_name or name in person_words().posts or name[1:].endswith(("代表", "出席"))


def _standing(title: str, owner: OrganizationMention | None, organizations: tuple[OrganizationMention, ...]) -> str:
    """Return the post with the place that a bare 副市长 or 区长 leaves out, where the text names one government."""
    found = _LEVEL_POST.match(title)
    if owner is not None or found is None:
        return title
    ending = found.group("level") + "人民政府"
    places = {
        each.canonical_name.removesuffix("人民政府") for each in organizations if each.canonical_name.endswith(ending)
    }
    office = _OFFICE.search(title)
    return places.pop() + office.group() if len(places) == 1 and office else title


@cache
def _border() -> re.Pattern[str]:
    return re.compile(f"$|{'|'.join(map(re.escape, person_words().after_name))}")
