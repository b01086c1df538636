"""The words of which every match of a pattern holds at least one: where none stands, the pattern need not be tried."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined] # the parsed pattern has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: A list of more words is no quick question.
_MOST = 128
#: How often a common character of Chinese news stands, once in so many.
_RARITY = 50

Words = frozenset[str]
_NOTHING: Words = frozenset({""})


def required_words(pattern: re.Pattern[str]) -> Words | None:
    """Return words of which every match holds at least one, as rare as can be; None where it need hold none.

    Example:
        >>> sorted(required_words(re.compile(r"(?:新建)?[^，]{0,4}(?:基站|小站)数?")))
        ['基站', '小站']
        >>> required_words(re.compile(r"[^，]+|基站")) is None
        True
    """
    if pattern.flags & re.IGNORECASE:
        return None
    return _required(list(parser.parse(pattern.pattern, pattern.flags)))


def _required(items: list[Any]) -> Words | None:
    """Return the best of what the parts of a sequence require: the words that a text is least likely to hold."""
    return min(map(_shortest, _each_required(items)), key=_frequency, default=None)


def _shortest(words: Words) -> Words:
    """Return the words without those that hold another of them."""
    return frozenset(word for word in words if not any(other in word for other in words - {word}))


def _frequency(words: Words) -> float:
    """Return about how often a text holds one of the words: each character makes a word so much rarer."""
    return sum(float(_RARITY) ** -len(word) for word in words)


def _each_required(items: list[Any]) -> Iterator[Words]:
    """Yield what every run of fixed words requires, then what every other part does."""
    run = _NOTHING
    for item in items:
        words = _spellings(item)
        longer = None if words is None else _joined(run, words)
        if longer is not None:
            run = longer
            continue
        if "" not in run:
            yield run
        run = words or _NOTHING
        inner = None if words else _required_by(item)
        if inner is not None:
            yield inner
    if "" not in run:
        yield run


def _required_by(item: Any) -> Words | None:
    """Return what a part requires that is no short list of words."""
    code, argument = item
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT) and argument[0] > 0:
        return _required(list(argument[2]))
    choices = _choices(item)
    return None if choices is None else _any_of(map(_required, choices))


def _spellings(item: Any) -> Words | None:
    """Return all that a part may match, where that is a short list; what only looks around matches the empty word."""
    code, argument = item
    if code is codes.LITERAL:
        return frozenset({chr(argument)})
    if code is codes.FAILURE or (code is codes.ASSERT_NOT and not argument[1]):
        return frozenset()  # it never matches
    if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
        return _NOTHING
    if code is codes.IN and all(inner is codes.LITERAL for inner, _ in argument):
        return frozenset(chr(character) for _, character in argument)
    if code is codes.MAX_REPEAT and argument[:2] == (0, 1):
        return _any_of([_spelt(list(argument[2])), _NOTHING])
    choices = _choices(item)
    return None if choices is None else _any_of(map(_spelt, choices))


def _choices(item: Any) -> list[list[Any]] | None:
    """Return the sequences of which a group or a branch matches one; None for any other part."""
    code, argument = item
    if code is codes.BRANCH:
        return [list(choice) for choice in argument[1]]
    if code is codes.ATOMIC_GROUP:
        return [list(argument)]
    if code is codes.GROUPREF_EXISTS:
        return [list(choice or ()) for choice in argument[1:]]
    return [list(argument[3])] if code is codes.SUBPATTERN and not argument[1] else None


def _spelt(items: list[Any]) -> Words | None:
    """Return all that a sequence may match."""
    run: Words | None = _NOTHING
    for item in items:
        words = _spellings(item)
        run = None if run is None or words is None else _joined(run, words)
    return run


def _joined(run: Words, words: Words) -> Words | None:
    return frozenset(map("".join, product(run, words))) if len(run) * len(words) <= _MOST else None


def _any_of(choices: Iterable[Words | None]) -> Words | None:
    """Return the words of all choices, None where one of them has none."""
    together: set[str] = set()
    for words in choices:
        if words is None:
            return None
        together |= words
    return frozenset(together)
