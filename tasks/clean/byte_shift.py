"""Undoes a damage that cut GBK text between the two bytes of a character.

Some copies of pages were made by replacing bytes without regard to where characters begin: the bytes of ！，？ became
one ASCII byte, and a reading in brackets was put behind the bytes of certain characters. Where the two bytes were the
second of one character and the first of the next, all that follows was read shifted by one byte up to the next ASCII
character: 下。”曾 became 下?!痹…, 府數 became 府?dāng)?shù).

The shifted text still holds its bytes, so it is written back as GBK and read again from the right byte. A byte that
was lost is settled by the reading of the gloss, else by the words that its character would make; where neither
settles it U+FFFD stands for it.
"""

import math
import re
from collections.abc import Callable
from functools import cache

from tasks.clean.frequent import commonness
from tasks.clean.likelihood import MARGIN, Wording, likeliest
from tasks.clean.lost_pairs import gbk_bytes, gbk_character, melting_phrases
from tasks.clean.offsets import Edit, TracedText
from tasks.clean.shifted import CUT_GLOSS, LOST, READING, DamagedPage, Stretch, read_again

_GLOSSES_AT_END = re.compile(rf"(?:\({READING}\))+\Z")
_GLOSSES = re.compile(rf"\({READING}\)")
_CUT_PUNCTUATION = re.compile(r"\?(?P<mark>[!?,！？，])")
#: The second bytes of ！？， in GBK; their first is A3.
_SECOND_BYTES = {"!": 0xA1, "！": 0xA1, "?": 0xBF, "？": 0xBF, ",": 0xAC, "，": 0xAC}
#: Punctuation with the first byte A1 that stands in news text.
_PUNCTUATION = frozenset("　、。·—～…‘’“”〔〕〈〉《》「」『』【】" + LOST)
#: A shorter stretch whose first character nothing settles may be no damage; it stays as it is.
_SHORTEST_WITHOUT_FIRST = 3
_SHORTEST_QUOTED_SENTENCE = 5
#: Beside a quotation mark a full stop is so common that it need not stand out as far.
_MARGIN_AT_QUOTE = math.log(3)
#: How much of the mended text before a stretch is looked at: a quotation opens some sentences earlier.
_REACH = 600
#: Longer pages, and more stretches on one page, are no damaged news: they are left as they are.
_LONGEST_PAGE, _MOST_STRETCHES = 100_000, 300

Undo = Callable[[DamagedPage, re.Match[str], str], Stretch | None]


def without_cut_glosses(text: TracedText) -> tuple[TracedText, int]:
    """Return the text with every gloss that cut a character taken out and the shifted stretch after it put right.

    Returns:
        The text, with the characters marked that the bytes alone do not determine; how many stretches were put right.

    Example:
        >>> without_cut_glosses(TracedText.of_page("天府?dāng)?shù)谷"))[0].text
        '天府數谷'
    """
    if len(text) > _LONGEST_PAGE or not CUT_GLOSS.search(text.text):
        return text, 0
    return _mended(text, _damaged_page(text.text, swallows=True), CUT_GLOSS, _after_cut_gloss)


def without_cut_punctuation(text: TracedText) -> tuple[TracedText, int]:
    """Return the text with every stretch that a cut ！，？ shifted put right; the results are as above.

    Example:
        >>> without_cut_punctuation(TracedText.of_page("都在这里?!彼f,好"))[0].text
        '都在这里。”他說,好'
    """
    if len(text) > _LONGEST_PAGE or not _CUT_PUNCTUATION.search(text.text):
        return text, 0
    return _mended(text, _damaged_page(text.text, swallows=False), _CUT_PUNCTUATION, _after_cut_punctuation)


def _damaged_page(text: str, *, swallows: bool) -> DamagedPage:
    plain = _GLOSSES.sub("", text)
    return DamagedPage(text, Wording(plain), melting_phrases(plain), swallows)


def _mended(text: TracedText, page: DamagedPage, site: re.Pattern[str], undo: Undo) -> tuple[TracedText, int]:
    edits: list[Edit] = []
    at = done = 0
    before = ""
    for _ in range(_MOST_STRETCHES):
        match = site.search(text.text, at)
        if match is None:
            break
        before = (before + text.text[done : match.start()])[-_REACH:]
        done = match.start()
        stretch = undo(page, match, before)
        at = match.start() + 1
        if stretch is not None:
            edits.append(Edit(match.start(), stretch.end, stretch.text, stretch.guesses))
            before, at, done = before + stretch.text, stretch.end, stretch.end
    return text.edited(edits), len(edits)


def _after_cut_gloss(page: DamagedPage, match: re.Match[str], before: str) -> Stretch | None:
    """Put right what follows a gloss whose bracket swallowed the first byte of a character."""
    context = _GLOSSES.sub("", before)
    last = gbk_bytes(_GLOSSES_AT_END.sub("", before)[-1:])
    if not last:
        return None
    options = []
    for character in page.glossed_characters(last[1], match["reading"]):
        stretch = read_again(page, (gbk_bytes(character) or b"\0\0")[1], match.end(), context)
        if stretch is not None:
            options.append(stretch)
    if not options:
        return None
    best = max(options, key=lambda stretch: commonness(stretch.text))
    return best if len(options) == 1 else Stretch(best.text, best.end, tuple(sorted({0, *best.guesses})))


def _after_cut_punctuation(page: DamagedPage, match: re.Match[str], before: str) -> Stretch | None:
    """Put right what follows a mark that was the end of one character and the start of the next."""
    before, mark = _GLOSSES.sub("", before), match["mark"]
    if mark in "!！" and page.text.startswith("?", match.end()):
        return _two_characters(page, match.end() + 1, before)
    likely_first = "。" if mark in "!！" else ""
    stretch = read_again(page, _SECOND_BYTES[mark], match.end(), before + likely_first)
    if stretch is None or not _is_plausible(stretch.text, page.text[match.end() : stretch.end], mark):
        return None
    after = stretch.text + page.text[stretch.end : stretch.end + 4]
    first = _character_before(before, after, page.plain)
    if first is None and mark not in "!！" and len(stretch.text) < _SHORTEST_WITHOUT_FIRST:
        return None
    return stretch.after(first or LOST, is_guess=first is not None)


def _two_characters(page: DamagedPage, end: int, before: str) -> Stretch:
    """Settle the two characters of which a mark left nothing: the end of a word and 、, or 。 and a quotation mark."""
    after = page.text[end : end + 4]
    line = before[before.rfind("\n") + 1 :]
    is_open = line.count("“") > line.count("”")
    candidates = [c + "、" for c in _characters_before() if c != "。"] if after[:1].strip() else []
    candidates += ["。”"] if is_open else ["。“"] if after[:1].strip() else []
    settled = likeliest(before, candidates, after, page.plain, _MARGIN_AT_QUOTE)
    return Stretch("", end).after(settled or LOST * 2, is_guess=settled is not None)


@cache
def _characters_before() -> tuple[str, ...]:
    """Return the characters whose second byte is A3."""
    leads = [lead for lead in range(0x81, 0xFF) if not 0xA2 <= lead <= 0xAF]
    return tuple(character for lead in leads if (character := gbk_character(lead, 0xA3)))


def _character_before(before: str, after: str, page: Wording) -> str | None:
    """Return the character that lost its first byte to a punctuation mark."""
    no_stop = after.startswith(("、", "。", "，", "—", "·")) or _ends_a_phrase(before, after)
    candidates = [character for character in _characters_before() if character != "。" or not no_stop]
    return likeliest(before, candidates, after, page, _MARGIN_AT_QUOTE if after[:1] in "“”‘’《" else MARGIN)


def _ends_a_phrase(before: str, after: str) -> bool:
    """Tell whether a quotation closes that is too short for a sentence: “三保”, “并船出海”."""
    opening = before.rfind("“")
    return after.startswith("”") and opening >= 0 and len(before) - opening <= _SHORTEST_QUOTED_SENTENCE


def _is_plausible(read: str, shifted: str, mark: str) -> bool:
    """Tell whether a second reading makes more sense than the first: the mark may be one that the author wrote."""
    if mark in "!！":
        return read[:1] in _PUNCTUATION
    return commonness(read) > commonness(shifted) or (len(shifted) == 1 and shifted.isascii())
