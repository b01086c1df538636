"""Takes out the spaces that stand inside a word: 5 G, 战 略.

A space between Chinese characters may part sentences, names or the columns of a table, so it goes only where the
words on both sides are whole with it gone and not with it there: 签署战 略合作 has a 战 and a 略 that make a word,
王伟 大会 has a 伟 and a 大会 that would be torn.
"""

import math
import re
from itertools import pairwise

from tasks.clean.likelihood import best_cut
from tasks.clean.offsets import Edit, TracedText

_CHINESE = "\u3400-\u9fff"
_SPACE = re.compile(rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")
_NETWORK = re.compile("(?<![0-9A-Za-z.,．０-９Ａ-Ｚａ-ｚ])[2-6２-６] (?=[GＧ](?![A-Za-z]))")
#: Single characters set wide apart; fewer than four may be the columns of a table.
_LETTER_SPACED = re.compile(rf"(?<![^\s])[{_CHINESE}](?: [{_CHINESE}]){{3,19}}(?![^\s])")
_BEFORE, _AFTER = re.compile(rf"[{_CHINESE}]{{1,6}}\Z"), re.compile(rf"[{_CHINESE}]{{1,6}}")
_PROSE = re.compile("[，。；！？]")
#: How many times as likely the text must be without the space.
_MARGIN = math.log(8)
#: A line with more spaces is a table or no text.
_MOST_SPACES = 100
_REACH = 40


def without_split_words(line: TracedText) -> tuple[TracedText, int]:
    """Return a line without the spaces inside its words, and how many there were.

    Args:
        line: one line with single spaces, in Simplified characters.

    Example:
        >>> line, n_joined = without_split_words(TracedText.of_page("两地签署战 略合作协议 共建5 G网络"))
        >>> line.text, n_joined
        ('两地签署战略合作协议 共建5G网络', 2)
    """
    text = line.text
    if not 0 < text.count(" ") <= _MOST_SPACES:
        return line, 0
    is_prose = bool(_PROSE.search(text))
    spaces = {match.end() - 1 for match in _NETWORK.finditer(text)}
    for match in _LETTER_SPACED.finditer(text):
        spaces |= _letter_spaces(match)
    for match in _SPACE.finditer(text):
        if match.start() not in spaces and _parts_a_word(text, match.start(), spaces, is_prose):
            spaces.add(match.start())
    return line.edited(Edit(at, at + 1) for at in sorted(spaces)), len(spaces)


def _letter_spaces(match: re.Match[str]) -> set[int]:
    """Return where the spaces of a letter-spaced text stand, none where the letters make no words."""
    _, words = best_cut(match[0].replace(" ", ""))
    is_text = all(len(word) > 1 for word in words)
    return {match.start() + at for at, letter in enumerate(match[0]) if letter == " "} if is_text else set()


def _parts_a_word(text: str, at: int, gone: set[int], is_prose: bool) -> bool:
    """Tell whether the space there stands in a word; the spaces that are gone already part nothing."""
    before = "".join(text[n] for n in range(max(0, at - _REACH), at) if n not in gone)
    left, right = _BEFORE.search(before), _AFTER.match(text, at + 1)
    if left is None or right is None or not (is_prose or _has_company(before, text[at + 1 : at + 3])):
        return False
    fit_left, words_left = best_cut(left[0])
    fit_right, words_right = best_cut(right[0])
    fit_joined, words_joined = best_cut(left[0] + right[0])
    if len(words_left[-1]) > 1 and len(words_right[0]) > 1:
        return False
    crossing = _crossing(words_joined, len(left[0]))
    if crossing is None or fit_joined - fit_left - fit_right < _MARGIN:
        return False
    return crossing[0] in _borders(words_left) and crossing[1] - len(left[0]) in _borders(words_right)


def _has_company(before: str, after: str) -> bool:
    """Tell whether at least one of the two characters stands with others: outside of prose 是 否 may be columns."""
    return before[-2:-1] not in ("", " ") or after[1:2] not in ("", " ")


def _crossing(words: list[str], border: int) -> tuple[int, int] | None:
    """Return where the word begins and ends that crosses the border, None where none does."""
    for start, end in pairwise(_borders(words)):
        if start < border < end:
            return start, end
    return None


def _borders(words: list[str]) -> list[int]:
    borders = [0]
    for word in words:
        borders.append(borders[-1] + len(word))
    return borders
