"""What is known where a date expression is read, and which year that gives it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.records import DateMention
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


@dataclass(frozen=True)
class Scene:
    """What is known where an expression is read: the text, the day it speaks from, the dates named before."""

    text: str
    today: PartialDate
    mentions: Sequence[DateMention]
    title: str = ""

    def last(self, precise_to: int = 1) -> PartialDate:
        """Return the date named last with a year (1), month (2) or day (3) in its form; all unknown if none."""
        for mention in reversed(self.mentions):
            if mention.edtf and len(mention.edtf.split("/")[0].split("-")) >= precise_to:
                return read_edtf(mention.edtf)
        return PartialDate(None)

    def year_of_sentence(self, position: int) -> int | None:
        """Return the year that an earlier date of the same sentence gives in figures."""
        for mention in reversed(self.mentions):
            between = self.text[mention.start : position]
            if _SENTENCE_END.search(between) or _OVER.search(between):
                return None
            if mention.edtf and re.match(r"[12]\d{3}(?!\d|[-/.])|[一二]", self.text[mention.start : mention.end]):
                return None if re.match(r"以来|起|[”’]", self.text[mention.end :]) else read_edtf(mention.edtf).year
        return None

    def year_spoken_of(self, position: int) -> int | None:
        """Return the year of the sentence, also one given as 去年 or 今年, not one that it only compares with."""
        for mention in reversed(self.mentions):
            if _SENTENCE_END.search(self.text[mention.start : position]):
                return None
            if mention.surface[:2] in YEARS_AWAY and mention.edtf:
                held_against = _HELD_AGAINST.search(self.text[max(0, mention.start - 2) : mention.start])
                return None if held_against else read_edtf(mention.edtf).year
        return None

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
