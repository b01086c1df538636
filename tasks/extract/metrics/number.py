"""One number of a passage and the words around it, each looked up once however many rules ask for it."""

import re

from schemas.metric_words import metric_words
from schemas.records import Quantity
from tasks.extract.metrics.once import once
from tasks.extract.metrics.passages import Passage

#: How long a noun phrase is at the most.
PHRASE = 26
_PHRASE = re.compile(rf"[^，。；：、！？!?,;:\n\x01（）()]{{0,{PHRASE}}}")


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

    @once
    def own(self) -> str:
        """The words of its clause before it, those since the number before."""
        return self.passage.masked[self.start : self.quantity.start]

    @once
    def phrase(self) -> str:
        """The noun phrase that follows it, up to a verb, a mark or the next number."""
        match = _PHRASE.match(self.passage.masked, self.quantity.end, min(self.ceiling, self.passage.end))
        phrase = match.group() if match else ""
        stop = metric_words().phrase_end.search(phrase)
        return (phrase[: stop.start()] if stop else phrase).rstrip("和与及")

    @once
    def ends_phrase(self) -> bool:
        """Whether no noun follows it."""
        return metric_words().tail.fullmatch(self.phrase)
