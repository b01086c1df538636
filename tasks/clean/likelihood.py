"""Which of several readings of a place in a Chinese text is likeliest, by the words that each would make."""

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

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
#: Words of the subject, and phrases of news, are as frequent here as the dictionary's frequent words.
_PROJECT_FREQUENCY, _PHRASE_FREQUENCY = 1500, 20_000
_PHRASES = ("他说", "下一步", "据介绍", "据了解", "近年来", "新华社", "十二五", "十三五", "十四五", "十五五")
#: The best must be this many times as likely as the next, or nothing is settled.
MARGIN = math.log(8)
#: What it is worth that the page writes the same two characters elsewhere.
_SEEN = {2: math.log(6)}
#: Longer texts that the page writes elsewhere are words of its own, such as names; how far they count.
_LONGEST_CHANCE, _PAGE_WEIGHT = 2, 0.2


def likeliest(before: str, candidates: Sequence[str], after: str, page: str, margin: float = MARGIN) -> str | None:
    """Return the candidate that fits between the texts before and after it, None where none stands out.

    Args:
        before: the text before the place.
        candidates: what could have stood there; they need not be equally long.
        after: the text after it.
        page: the whole page, whose own words count.
        margin: by how much the best must exceed the next, in natural logarithms.

    Example:
        >>> likeliest("落户上", ["海", "校", "停"], "科技园", "")
        '海'
    """
    ranked = sorted(((_fit(before, c, after, page), c) for c in candidates), reverse=True)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin:
        return None
    return ranked[0][1]


def word_frequencies() -> dict[str, int]:
    """Return how often each word of jieba's dictionary occurs in the text that it was counted on."""
    return _dictionary()[0]


def _fit(before: str, candidate: str, after: str, page: str) -> float:
    left, right = before[-_REACH:], after[:_REACH]
    fit = _log_likelihood(left + candidate + right)
    fits = [fit]
    for n_left, n_right in ((1, 1), (1, 0), (0, 1), (0, 0)):
        seen = left[len(left) - n_left :] + candidate + right[:n_right]
        times = page.count(seen) if len(seen) == n_left + len(candidate) + n_right else 0
        if times and len(seen) > _LONGEST_CHANCE:
            outside = _log_likelihood(left[: len(left) - n_left]) + _log_likelihood(right[n_right:])
            fits.append(outside + math.log(_PAGE_WEIGHT * times / len(page)))
        elif times:
            fits.append(fit + _SEEN.get(len(seen), 0.0))
    return max(fits)


def _log_likelihood(text: str) -> float:
    """Return the log probability of the best way to cut the text into words."""
    return best_cut(text)[0]


def best_cut(text: str) -> tuple[float, list[str]]:
    """Return the likeliest way to cut a text into words, behind its log probability.

    Example:
        >>> best_cut("签署战略合作协议")[1]
        ['签署', '战略', '合作', '协议']
    """
    written, text = text, "".join(map(simplified_character, text))
    best = [(0.0, 0)] + [(-math.inf, 0)] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            share = _share(text[start:end])
            if share:
                best[end] = max(best[end], (best[start][0] + math.log(share), start))
    words: list[str] = []
    end = len(text) if math.isfinite(best[-1][0]) else 0
    while end:
        start = best[end][1]
        words.append(written[start:end])
        end = start
    return best[-1][0], words[::-1]


def _share(word: str) -> float:
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    frequencies, total = _dictionary()
    frequency = frequencies.get(word, 0)
    return frequency / total if frequency else (_UNKNOWN if len(word) == 1 else 0.0)


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    frequencies: dict[str, int] = {}
    with files("jieba").joinpath("dict.txt").open("r", encoding="utf-8") as lines:
        for line in lines:
            word, frequency, _ = line.split(" ", 2)
            frequencies[word] = int(frequency)
    frequencies |= dict.fromkeys(_PHRASES, _PHRASE_FREQUENCY)
    for word in project_words():
        frequencies[word] = max(frequencies.get(word, 0), _PROJECT_FREQUENCY)
    return frequencies, sum(frequencies.values())
