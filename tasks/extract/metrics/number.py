"""One number of a passage and the words around it, each looked up once however many rules ask for it."""

from functools import cached_property

from schemas.metric_words import metric_words
from schemas.records import Quantity
from tasks.extract.metrics.nouns import Named, counts_with, named_after, named_before, nouns_in, phrase_after
from tasks.extract.metrics.passages import Passage


class Number:
    """One number of a passage.

    Attributes:
        passage: the sentence that it stands in.
        index: which of the numbers of its passage it is.
        quantity: what it says.
        floor: the end of the number before that counts something, or where the passage begins.
        ceiling: the start of the next number, or where the passage ends.
        clause: where its clause begins.
        start: where the words of its clause begin that stand after the number before.
    """

    def __init__(self, passage: Passage, index: int) -> None:
        self.passage = passage
        self.index = index
        self.quantity: Quantity = passage.quantities[index]
        self.floor = passage.floor(index)
        self.ceiling = passage.ceiling(index)
        self.clause = passage.clause_start(self.quantity.start)
        self.start = max(self.clause, self.floor)

    @cached_property
    def own(self) -> str:
        """The words of its clause before it, those since the number before."""
        return self.passage.masked[self.start : self.quantity.start]

    @cached_property
    def ends_phrase(self) -> bool:
        """Whether no noun follows it."""
        return metric_words().tail.fullmatch(phrase_after(self.passage, self.quantity, self.ceiling))

    @cached_property
    def named_before(self) -> Named | None:
        """What the words before it name."""
        return named_before(self.passage, self.floor, self.quantity)

    @cached_property
    def named_after(self) -> Named | None:
        """What the phrase after it names."""
        return named_after(self.passage, self.quantity, self.ceiling)

    def counted(self, start: int, end: int) -> list[Named]:
        """Return the nouns of a stretch of the passage that name what it may count, in order."""
        return [named for named in nouns_in(self.passage, start, end) if counts_with(named.kind, self.quantity)]
