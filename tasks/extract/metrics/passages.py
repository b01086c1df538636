"""Passages: the full sentences of an article, clauses parted by semicolons included, as figures are read in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.records import Article, DateMention, Quantity, RegionMention, Span
from tasks.extract.metrics.anchors import NO_ANCHORS, Anchors, find_anchors
from tasks.extract.numerals import fold_width

#: Stand for every character of a date and of a region's name in the text that patterns see.
DATE, REGION = "\x01", "\x02"
#: Chinese news often sets half-width marks; patterns see full-width ones, commas inside numbers apart.
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_MARK = re.compile(r"[,;:?!()]")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
#: A duration may stand between a noun and its number without counting anything itself.
_DURATIONS = {"year", "month", "day", "hour", "minute"}
#: A line of this length or less, without a number, heads what follows.
_HEADING = 24
#: No clauses of one sentence are as long together; a table in one line may be.
_LONGEST = 2000
_ITEM = re.compile(f"[^\\w{REGION}]{{0,3}}{REGION}+[省市区县州]?[：|\\s\\d]")
#: No heading of a chapter is longer.
_LONGEST_CHAPTER = 60
_CHAPTER = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、[^。；]{2,50}|[^，。；]{0,24}(?:工作回顾|重点工作|工作安排|目标任务|主要目标))\s*$"
)
_STOPS = "。；"
_NAME = re.compile(r"[百千万]兆")
#: 还没有一个5G基站: an article.
_ARTICLE = re.compile(r"一[个座张家套项处条户只种]")
#: A rate that only says which users are meant: 1000Mbps及以上接入速率的用户.
_SERVED = re.compile(r"(?:及?以上)?[^，。；、\d]{0,14}(?:用户|客户|套餐|端口|占比)")
#: 千兆入户 is a name too, unless the words before it speak of a rate: 宽带提速千兆到户.
_INTO = re.compile(r"[进入到接]")
_RATED = re.compile(r"速|带宽|宽带|达|提升|升级|实现")
_NAMED = re.compile(r"[^，。；、！？\s进入到接）”\x01]")
_CLAUSE_END = re.compile(r"[，,。；;！？!?\n]")


@dataclass(eq=False)  # a frozen one takes eight times as long to make, and there is one for each sentence
class Passage:
    """One full sentence with the numbers and dates in it. It is never changed.

    Attributes:
        start: where it begins in the document.
        end: where it ends.
        masked: the whole document's text, of ASCII width, a date as ``DATE``, a
            region's name as ``REGION``.
        quantities: the numbers in it, in order.
        dates: the dates in it, in order.
        title: the title of the document.
        section: the heading over it, "" where there is none.
        chapter: where the numbered heading over it stands (一、工作回顾), None where there is none.
        before: the passage before it in the same paragraph, or the heading over it.
        marks: where the marks stand that end the clauses of the document.
        anchors: where its words stand without which a pattern cannot match.
        own: the bits of the patterns that may match within the passage.
        around: the same within the passage and the one before it together.
    """

    start: int
    end: int
    masked: str
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    title: str = ""
    section: str = ""
    chapter: Span | None = None
    before: "Passage | None" = None
    marks: Sequence[int] = ()
    anchors: Anchors = NO_ANCHORS
    own: int = 0
    around: int = 0

    @property
    def text(self) -> str:
        """Return the passage as patterns see it."""
        return self.masked[self.start : self.end]

    def clause_start(self, position: int) -> int:
        """Return where the clause of a position begins."""
        passed = bisect_left(self.marks, position)
        return max(self.start, self.marks[passed - 1] + 1) if passed else self.start

    def clause_end(self, position: int) -> int:
        """Return where the clause of a position ends, before its punctuation."""
        passed = bisect_left(self.marks, position)
        return min(self.end, self.marks[passed]) if passed < len(self.marks) else self.end

    def clause_before(self, position: int) -> str:
        """Return the clause up to a position."""
        return self.masked[self.clause_start(position) : position]

    def floor(self, index: int) -> int:
        """Return the end of the number before that counts something, or where the passage begins."""
        while index and self.quantities[index - 1].unit in _DURATIONS:
            index -= 1
        return self.quantities[index - 1].end if index else self.start

    def ceiling(self, index: int) -> int:
        """Return the start of the next number, or where the passage ends."""
        return self.quantities[index + 1].start if index + 1 < len(self.quantities) else self.end

    def chapter_heading(self, text: str) -> str:
        """Return the words, in the document's text, of the numbered heading over the passage."""
        return text[self.chapter.start : self.chapter.end] if self.chapter else ""

    def with_before(self) -> str:
        """Return the passage and the one before it in the paragraph."""
        return self.masked[self.before.start if self.before else self.start : self.end]


def passages(article: Article) -> Iterator[Passage]:
    """Yield the passages of the article, titles and headings included."""
    masked = _masked(article)
    anchors = find_anchors(masked)
    marks = [mark.start() for mark in _CLAUSE_END.finditer(masked)]
    quantity_starts = [quantity.start for quantity in article.quantities]
    date_starts = [mention.start for mention in article.dates]
    last: Passage | None = None
    section, chapter = "", None
    for start, end in _joined(article):
        is_headed = last is not None and _is_heading(last)
        same_paragraph = last is not None and (
            is_headed or "\n" not in masked[last.end : start] or _are_items(masked, last, start, end)
        )
        if last is not None and is_headed and last.start >= article.document.body_start:
            section = last.text.strip()
        if last is not None and _opens_chapter(last):
            chapter = Span(last.start, last.end)
        numbers = article.quantities[bisect_left(quantity_starts, start) : bisect_left(quantity_starts, end)]
        numbers = tuple(quantity for quantity in numbers if _counts(quantity, start, masked)) if numbers else ()
        own = anchors.held(start, end)
        before = last if same_paragraph else None
        last = Passage(
            start,
            end,
            masked,
            numbers,
            article.dates[bisect_left(date_starts, start) : bisect_left(date_starts, end)],
            article.document.title or "",
            section,
            chapter,
            before,
            marks,
            anchors,
            own,
            anchors.held(before.start, end) if before and numbers else own,
        )
        yield last


def _is_heading(passage: Passage) -> bool:
    """Return whether the passage is a line of its own that heads what follows: short, without a full stop."""
    if passage.end - passage.start > _HEADING or passage.quantities:
        return False
    return passage.start == 0 or passage.masked[passage.start - 1] == "\n"


def _opens_chapter(passage: Passage) -> bool:
    """Return whether the passage is the numbered heading of a chapter, in which no full stop stands."""
    start, end = passage.start, passage.end
    if end - start > _LONGEST_CHAPTER or passage.masked[end - 1] in _STOPS:
        return False
    return _CHAPTER.match(passage.masked, start, end) is not None


def _are_items(masked: str, last: Passage, start: int, end: int) -> bool:
    """Return whether a line and the one before it are items of one list, each of a place: 东湖：260座."""
    return _is_item(masked[start:end]) and _is_item(last.text)


def _is_item(line: str) -> bool:
    line = line.strip()
    return len(line) <= _HEADING and _ITEM.match(line) is not None


def _masked(article: Article) -> str:
    text = _MARK.sub(_full, fold_width(article.document.text))
    return _overlaid(_overlaid(text, article.regions, REGION), article.dates, DATE)


def _overlaid(text: str, mentions: Sequence[RegionMention | DateMention], mark: str) -> str:
    """Return the text with a mark for every character of the mentions, which stand in order."""
    pieces: list[str] = []
    position = 0
    for mention in mentions:
        start = max(position, mention.start)
        pieces += (text[position:start], mark * (mention.end - start))
        position = max(position, mention.end)
    pieces.append(text[position:])
    return "".join(pieces)


def _full(mark: re.Match[str]) -> str:
    """Return the mark in full width, a comma between thousands as it is."""
    return _FULL[mark.group()] if not _SEPARATOR.match(mark.string, mark.start()) else ","


def _counts(quantity: Quantity, start: int, masked: str) -> bool:
    """Return whether no date holds the quantity and it is no name (千兆光网) and no article (一个)."""
    written = masked[quantity.start : quantity.end]
    if DATE in written or _ARTICLE.fullmatch(written):
        return False
    return quantity.unit != "Mbps" or _is_rate(quantity, start, masked)


def _is_rate(quantity: Quantity, start: int, masked: str) -> bool:
    """Return whether a rate is one, and neither says which users are meant nor is but a name."""
    if _SERVED.match(masked, quantity.end):
        return False
    if not _NAME.fullmatch(masked, quantity.start, quantity.end):
        return True
    is_slogan = _INTO.match(masked, quantity.end) and not _RATED.search(
        masked[max(start, quantity.start - 8) : quantity.start]
    )
    return not (is_slogan or _NAMED.match(masked, quantity.end))


def _joined(article: Article) -> Iterator[Span]:
    """Yield the sentences, those that end in a semicolon together with the next as long as these are of a length."""
    text, start = article.document.text, None
    for sentence in article.sentences:
        start = sentence.start if start is None else start
        following = text[sentence.end : sentence.end + 1]
        goes_on = text[sentence.end - 1] in "；;" and following != "\n" and sentence.end - start < _LONGEST
        if not goes_on:
            yield Span(start, sentence.end)
            start = None
    if start is not None:
        yield Span(start, article.sentences[-1].end)
