"""Persons with the posts that a text gives beside their names: 副市长某某, 某公司某某副总经理."""

import re
from collections.abc import Iterator
from functools import cache

from schemas.records import Document, OrganizationMention, PersonMention
from schemas.reference.persons import person_words
from tasks.extract.anchored import Anchored
from tasks.extract.organizations.word_class import word_class
from tasks.extract.words import Words

_LEVEL_POST = re.compile(r"^(?:(?:市|省|区|县|州)委)?.{0,12}?(?P<level>[市省区县州])长")
_OFFICE = re.compile(r"(?:常务)?副?[市省区县州]长.*")
_PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}[省市区县州盟旗]")
_DOTTED = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:[·•][\u4e00-\u9fff]{2,8}){1,2}?(?=[、，。；：,）（\s出代分与和同及等在说表介主致见会将也签并])"
)
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_WORD_CLASSES = ("v", "n", "d", "p", "c", "r", "vn", "a", "ad", "t", "m", "s", "f", "l", "i", "b")
_OPENS = "，。、；：\n “市省区县州与和的"


def find_persons(
    document: Document, words: Words, organizations: tuple[OrganizationMention, ...]
) -> tuple[PersonMention, ...]:
    """Return the persons whose post the text gives, in order; the span is that of the name.

    The post holds the organisation or place where the text names it right before: 山东移动副总经理. A bare 副市长 gets
    the place of the only city government that the text names.
    """
    return tuple(_Reading(document.text, words, organizations).persons())


class _Reading:
    """One pass over one text."""

    def __init__(self, text: str, words: Words, organizations: tuple[OrganizationMention, ...]) -> None:
        self._text = text
        self._words = words
        self._owners = {each.end: each for each in organizations}
        self._governments = {each.canonical_name for each in organizations if each.canonical_name.endswith("人民政府")}

    def persons(self) -> Iterator[PersonMention]:
        found: dict[int, PersonMention] = {}
        for post in _POSTS.finditer(self._text):
            for person in (*self._after(post), *self._before(post)):
                found.setdefault(person.start, person)
        yield from (found[start] for start in sorted(found))

    def _after(self, post: re.Match[str]) -> Iterator[PersonMention]:
        """Yield the person whose name follows the post."""
        name = _name_at(self._text, post.end())
        if name is None and self._is_owned(post.start()):
            name = _uncommon_name_at(self._text, post.end())
        if name:
            title = self._title(post.group(), post.start())
            yield PersonMention(post.end(), post.end() + len(name), name, title)

    def _is_owned(self, start: int) -> bool:
        """Say whether a house or place stands right before the post, so that a person must follow."""
        place = self._words.ending_at(start)
        return start in self._owners or (
            place is not None and _PLACE_NAME.fullmatch(self._text, place.start, place.end) is not None
        )

    def _before(self, post: re.Match[str]) -> Iterator[PersonMention]:
        """Yield the person whose name stands before the post, after an organisation, a place or a mark."""
        for length in (3, 2):
            start = post.start() - length
            name = self._text[max(start, 0) : post.start()]
            if len(name) == length and _is_name(name) and self._words.begins(start) and self._opens(start):
                yield PersonMention(start, post.start(), name, self._title(post.group(), start))
                return

    def _opens(self, start: int) -> bool:
        return start == 0 or start in self._owners or self._text[start - 1] in _OPENS

    def _title(self, post: str, start: int) -> str:
        """Return the post with the house or place that stands right before it, else that of the page's government."""
        owner = self._owners.get(start)
        if owner is not None:
            return owner.name + post
        place = self._words.ending_at(start)
        if place is not None and _PLACE_NAME.fullmatch(self._text, place.start, place.end):
            return self._text[place.start : place.end] + post
        return self._of_government(post)

    def _of_government(self, post: str) -> str:
        found, office = _LEVEL_POST.match(post), _OFFICE.search(post)
        if found is None or office is None:
            return post
        ending = found.group("level") + "人民政府"
        places = [name.removesuffix("人民政府") for name in self._governments if name.endswith(ending)]
        return places[0] + office.group() if len(places) == 1 else post


@cache
def post_pattern() -> re.Pattern[str]:
    """Return the pattern of a post or a chain of posts: 党委书记、总经理."""
    words = person_words()
    one = f"(?:{'|'.join(words.before)})*(?:{'|'.join(words.posts)})"
    return re.compile(f"{one}(?:[、兼暨]+(?:任)?{one})*")


_POSTS = Anchored(post_pattern, lambda: (*person_words().before, *person_words().posts))


@cache
def office_pattern() -> re.Pattern[str]:
    """Return the pattern of a post with the department before it, if any: 政企客户部总经理."""
    return re.compile(
        rf"(?:[\u4e00-\u9fff]{{2,10}}?(?:部|处|科|室|中心|事业群|军团|营业厅))?(?:{post_pattern().pattern})"
    )


def _name_at(text: str, position: int) -> str | None:
    """Return the name that starts at the position; of three or two characters the one that a border follows."""
    dotted = _DOTTED.match(text, position)
    if dotted is not None:
        return dotted.group()
    double = text[position : position + 2] in person_words().double_surnames
    lengths: tuple[int, ...] = (4, 3) if double else (3, 2)
    if not double and _long_border().match(text, position + 2):  # 杭震|共同, not 杭震共|同
        lengths = (2,)
    for length in lengths:
        name = text[position : position + length]
        if len(name) == length and _is_name(name) and _border().match(text, position + length):
            return name
    return None


def _uncommon_name_at(text: str, position: int) -> str | None:
    """Return the two to four characters that a border follows and no word is: names of peoples without surnames."""
    for length in (2, 3, 4):
        name = text[position : position + length]
        if _HAN.fullmatch(name) and len(name) == length and _border().match(text, position + length):
            return None if _holds_word(name) or word_class(name) in _WORD_CLASSES else name
    return None


def _is_name(name: str) -> bool:
    words = person_words()
    surnamed = name[0] in words.surnames or name[:2] in words.double_surnames
    return surnamed and _HAN.fullmatch(name) is not None and not _holds_word(name)


def _holds_word(name: str) -> bool:
    words = person_words()
    return (
        name[1:] in words.after_name
        or name in words.posts
        or name.endswith(("代表", "出席", "区", "县", "市", "州", "省"))
    )


@cache
def _border() -> re.Pattern[str]:
    return re.compile(f"$|{'|'.join(map(re.escape, person_words().after_name))}")


@cache
def _long_border() -> re.Pattern[str]:
    words = [word for word in person_words().after_name if len(word) > 1]
    return re.compile("|".join(map(re.escape, words)))
