"""Which of several readings of a place in a Chinese text is likeliest, by the words that each would make."""

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from operator import add

from schemas.reference.words import project_words
from tasks.clean.simplify import simplified_character

#: How many characters on either side are looked at: the longest common words have four.
_REACH = 4
_LONGEST_WORD = 5
#: Shares of punctuation in news text.
_PUNCTUATION = {
    "。": 0.03, "，": 0.05, ",": 0.05, "、": 0.02, "”": 0.01, "“": 0.01, "《": 0.003, "》": 0.003, "：": 0.004,
    "；": 0.002, "\n": 0.01, "　": 0.01, "（": 0.002, "）": 0.002, "·": 0.001,
}  # fmt: skip
_UNKNOWN = 1e-9
#: Forms of words whose likelihood is kept at hand; a text of news has some thousands.
_FORMS_AT_HAND = 2**16
#: Words of the subject, and phrases of news, are as frequent here as the dictionary's frequent words.
_PROJECT_FREQUENCY, _PHRASE_FREQUENCY = 1500, 20_000
_PHRASES = ("他说", "下一步", "据介绍", "据了解", "近年来", "新华社", "十二五", "十三五", "十四五", "十五五")
#: The best must be this many times as likely as the next, or nothing is settled.
MARGIN = math.log(8)
#: What it is worth that the page writes the same two characters elsewhere.
_SEEN = {2: math.log(6)}
#: Longer texts that the page writes elsewhere are words of its own, such as names; how far they count.
_LONGEST_CHANCE, _PAGE_WEIGHT = 2, 0.2


class Wording:
    """What a page writes, with its pairs of characters at hand: most of what is asked for is not there."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pairs = frozenset(map(add, text, text[1:]))

    def __len__(self) -> int:
        return len(self._text)

    def has_pair(self, pair: str) -> bool:
        """Tell whether the page writes two characters beside each other."""
        return pair in self._pairs

    def times(self, words: str) -> int:
        """Return how often the page writes two characters or more.

        Example:
            >>> Wording("北辰移动和北辰港").times("北辰")
            2
        """
        return self._text.count(words) if words[:2] in self._pairs and words[-2:] in self._pairs else 0


def likeliest(before: str, candidates: Sequence[str], after: str, page: Wording, margin: float = MARGIN) -> str | None:
    """Return the candidate that fits between the texts before and after it, None where none stands out.

    Args:
        before: the text before the place.
        candidates: what could have stood there; they need not be equally long.
        after: the text after it.
        page: the whole page, whose own words count.
        margin: by how much the best must exceed the next, in natural logarithms.

    Example:
        >>> likeliest("落户上", ["海", "校", "停"], "科技园", Wording(""))
        '海'
    """
    place = _Place(before[-_REACH:], after[:_REACH], page)
    ranked = sorted(((place.fit(candidate), candidate) for candidate in candidates), reverse=True)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin:
        return None
    return ranked[0][1]


def word_frequencies() -> dict[str, int]:
    """Return how often each word of jieba's dictionary occurs in the text that it was counted on."""
    return _dictionary()[0]


class _Place:
    """A place in a text, with what is the same for all candidates that could have stood there."""

    def __init__(self, left: str, right: str, page: Wording) -> None:
        self._left, self._right, self._page = left, right, page
        self._plain_left, self._plain_right = _plain(left), _plain(right)
        self._cuts_of_left = _cuts(self._plain_left)
        self._behind = [_cuts(self._plain_right[n:])[-1][0] for n in (0, 1)]

    def fit(self, candidate: str) -> float:
        """Return how well a candidate fits, as a log probability."""
        fit = _cuts(self._plain_left + _plain(candidate) + self._plain_right, self._cuts_of_left)[-1][0]
        pairs = (self._left[-1:] + candidate[0], candidate[:2], candidate[-1] + self._right[:1])
        if not any(map(self._page.has_pair, pairs)):
            return fit
        return max(fit, *(self._fit_as_seen(candidate, fit, *sides) for sides in ((1, 1), (1, 0), (0, 1), (0, 0))))

    def _fit_as_seen(self, candidate: str, fit: float, n_left: int, n_right: int) -> float:
        """Return how well it fits if the page writes it elsewhere beside the same characters."""
        left, right = self._left[len(self._left) - n_left :], self._right[:n_right]
        seen = left + candidate + right
        is_whole = len(left) == n_left and len(right) == n_right and len(seen) > 1
        times = self._page.times(seen) if is_whole else 0
        if not times:
            return fit
        if len(seen) <= _LONGEST_CHANCE:
            return fit + _SEEN.get(len(seen), 0.0)
        outside = self._cuts_of_left[len(self._left) - n_left][0] + self._behind[n_right]
        return outside + math.log(_PAGE_WEIGHT * times / len(self._page))


def best_cut(text: str) -> tuple[float, list[str]]:
    """Return the likeliest way to cut a text into words, behind its log probability.

    Example:
        >>> best_cut("签署战略合作协议")[1]
        ['签署', '战略', '合作', '协议']
    """
    cuts = _cuts(_plain(text))
    words: list[str] = []
    end = len(text) if math.isfinite(cuts[-1][0]) else 0
    while end:
        start = cuts[end][1]
        words.append(text[start:end])
        end = start
    return cuts[-1][0], words[::-1]


def _plain(text: str) -> str:
    return "".join(map(simplified_character, text))


def _cuts(text: str, begun: Sequence[tuple[float, int]] = ((0.0, 0),)) -> list[tuple[float, int]]:
    """Return for every place in the text the log probability of the best way to cut what is before it.

    Args:
        text: in Simplified characters.
        begun: the same of a text that it begins with.

    Returns:
        Each with the place where the last word before it begins.
    """
    cuts = list(begun)
    words = word_frequencies()
    for end in range(len(begun), len(text) + 1):
        best = (-math.inf, 0)
        for start in range(max(0, end - _LONGEST_WORD), end):
            word = text[start:end]
            if word in words or start + 1 == end:
                best = max(best, (cuts[start][0] + _log_share(word), start))
        cuts.append(best)
    return cuts


@lru_cache(_FORMS_AT_HAND)
def _log_share(word: str) -> float:
    share = _share(word)
    return math.log(share) if share else -math.inf


def _share(word: str) -> float:
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    frequencies, total = _dictionary()
    frequency = frequencies.get(word, 0)
    return frequency / total if frequency else (_UNKNOWN if len(word) == 1 else 0.0)


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    frequencies = {word: int(frequency) for word, frequency, _ in map(str.split, _lines_of_jieba())}
    frequencies |= dict.fromkeys(_PHRASES, _PHRASE_FREQUENCY)
    for word in project_words():
        frequencies[word] = max(frequencies.get(word, 0), _PROJECT_FREQUENCY)
    return frequencies, sum(frequencies.values())


def _lines_of_jieba() -> Iterator[str]:
    """Yield the lines of jieba's dictionary, without jieba itself, which takes longer to load than they do."""
    spec = find_spec("jieba")
    reader = spec and spec.loader and spec.loader.get_resource_reader("jieba")  # type: ignore[attr-defined]
    if not reader:
        raise ModuleNotFoundError("jieba, whose dictionary is read, is not installed: pip install jieba")
    with reader.open_resource("dict.txt") as lines:
        yield from (line.decode() for line in lines)
