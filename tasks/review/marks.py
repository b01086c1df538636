"""The places of a sheet, numbered, and how they are named and look wherever they are shown."""

from collections.abc import Sequence

from schemas.records import Span
from tasks.review.html import Content, Html, element
from tasks.review.sheet import KINDS, Sheet

#: A place that states a whole row lies under the others: it has a ground of its own.
_GROUNDS = ("agreement", "figure")
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


class Marks:
    """The places of a sheet.

    Attributes:
        spans: each of them once, in the order of the text.
        kinds: of what kinds each is.
    """

    def __init__(self, sheet: Sheet) -> None:
        kinds = sheet.kinds()
        self.spans: Sequence[Span] = tuple(kinds)
        self.kinds: Sequence[frozenset[str]] = tuple(frozenset(found) for found in kinds.values())
        self._numbers = {span: number for number, span in enumerate(self.spans)}

    def look(self, over: Sequence[int]) -> str:
        """Return the classes of a segment that lies in these places, the shortest first."""
        first = min(self.kinds[over[0]], key=_ORDER.__getitem__)
        grounds = [ground for ground in _GROUNDS if any(ground in self.kinds[number] for number in over)]
        return " ".join(["mark", first, *(f"on-{ground}" for ground in grounds)])

    def link(self, span: Span, kind: str, *content: Content) -> Html:
        """Return a link to a place."""
        number = self._numbers[span]
        return element("a", *content, href=f"#c{span.start}-{span.end}", data_p=number, data_k=kind)
