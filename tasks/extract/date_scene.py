"""What is known where a date expression is read, and which year that gives it."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from schemas.records import DateMention, Span
from tasks.extract.calendars import PartialDate, read_edtf

_SENTENCE_END = re.compile(r"[。！？；;!?\n]")
#: 继2019年10月首次签约之后，11月12日 has left the year behind.
_OVER = re.compile(r"(?:之后|以后|以来)[，,]")
YEARS_AWAY = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
#: Parts that a text of the first months tells of the year that is over, unless it speaks of what is to come.
_LOOKED_BACK_ON = ("年末", "全年")
_FIRST_MONTHS = 6
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d{2})\s?年(?!前)")
_HELD_AGAINST = re.compile(r"(?:[较比同由从自]|相比|同比)$")
_TO_COME = re.compile(r"将|计划|力争|预计|目标|确保|争取|有望|拟|要(?!求|点)|安排|[到至在](?:今年)?$")


#: A year in figures, 2021 or 二〇二一, and what after it says that it only begins a time.
_IN_FIGURES = re.compile(r"[12]\d{3}(?!\d|[-/.])|[一二]")
_ONLY_BEGINS = re.compile(r"以来|起|[”’]")


class Told:
    """The dates that a text of ASCII width has named so far, with the last of each sort at hand."""

    def __init__(self, text: str) -> None:
        self.mentions: list[DateMention] = []
        self.in_figures: DateMention | None = None
        self.by_words: DateMention | None = None
        self._text = text
        self._precise: dict[int, DateMention] = {}

    def add(self, mention: DateMention) -> None:
        """Add the date that the text names next."""
        self.mentions.append(mention)
        if not mention.edtf:
            return
        for part in range(len(mention.edtf.split("/")[0].split("-"))):
            self._precise[part + 1] = mention
        if _IN_FIGURES.match(self._text[mention.start : mention.end]):
            self.in_figures = mention
        if mention.surface[:2] in YEARS_AWAY:
            self.by_words = mention

    def last(self, precise_to: int) -> DateMention | None:
        """Return the last date that has a year (1), month (2) or day (3) in its form."""
        return self._precise.get(precise_to)

    def ends_sentence(self, start: int, stop: int) -> bool:
        """Say whether a sentence ends in the stretch."""
        number = bisect_left(self._ends, start)
        return number < len(self._ends) and self._ends[number] < stop

    def is_over(self, start: int, stop: int) -> bool:
        """Say whether 之后， or the like stands in the stretch."""
        number = bisect_left(self._over, (start,))
        return number < len(self._over) and self._over[number].end <= stop

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() for found in _SENTENCE_END.finditer(self._text)]

    @cached_property
    def _over(self) -> list[Span]:
        return [Span(*found.span()) for found in _OVER.finditer(self._text)]


@dataclass(frozen=True)
class Scene:
    """What is known where an expression is read: the text, the day it speaks from, the dates named before."""

    text: str
    today: PartialDate
    told: Told
    title: str = ""

    def last(self, precise_to: int = 1) -> PartialDate:
        """Return the date named last with a year (1), month (2) or day (3) in its form; all unknown if none."""
        mention = self.told.last(precise_to)
        return read_edtf(mention.edtf) if mention is not None and mention.edtf else PartialDate(None)

    def year_of_sentence(self, position: int) -> int | None:
        """Return the year that an earlier date of the same sentence gives in figures."""
        given = self.told.in_figures
        if given is None or not given.edtf or _ONLY_BEGINS.match(self.text, given.end):
            return None
        parted = self.told.ends_sentence(given.start, position) or self.told.is_over(given.start, position)
        return None if parted else read_edtf(given.edtf).year

    def year_spoken_of(self, position: int) -> int | None:
        """Return the year of the sentence, also one given as 去年 or 今年, not one that it only compares with."""
        given = self.told.by_words
        if given is None or not given.edtf or self.told.ends_sentence(given.start, position):
            return None
        held_against = _HELD_AGAINST.search(self.text[max(0, given.start - 2) : given.start])
        return None if held_against else read_edtf(given.edtf).year

    def year_of_title(self) -> int | None:
        """Return the one year that the title names, if it is over or runs."""
        years = {int(match[1]) for match in _TITLE_YEAR.finditer(self.title)}
        year = years.pop() if len(years) == 1 else None
        return year if year and (self.today.year is None or self.today.year - 1 <= year <= self.today.year) else None

    def year_looked_back_on(self, part: str, position: int) -> int | None:
        """Return the year that 年末 or 全年 sums up: the title's, in the first months the one that is over."""
        start = max(self.text.rfind(mark, 0, position) for mark in "，。；\n")
        if part not in _LOOKED_BACK_ON or _TO_COME.search(self.text[start + 1 : position]):
            return None
        if _TO_COME.match(self.text, position + 2):
            return None
        year, month = self.today.year, self.today.month
        past = year - 1 if year and month and month <= _FIRST_MONTHS else None
        return self.year_of_title() or past
