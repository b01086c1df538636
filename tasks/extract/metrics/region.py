"""The division that a figure speaks of."""

import re

from schemas.reference.operators import short_names
from tasks.extract.metrics.anchors import bit
from tasks.extract.metrics.backdrop import Backdrop
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.passages import Passage
from tasks.extract.metrics.place import Place
from tasks.extract.metrics.place_grammar import HOME
from tasks.extract.metrics.places import around, lies_in, places, runs

_NATIONAL_FIRM = re.compile(rf"中国(?:{short_names()})(?![省市\x02通信（(]|[^，。；]{{0,6}}分公司)")
#: 甲、乙两县各超过80个: the number holds for each place of the list.
_EACH = re.compile(r"均|都|皆|各(?!类|种|项|级|地|大|自)")
_CLAUSE_END = re.compile("[，；]")
#: 其余各市合计20个: the number is for none of the places named.
_REST = re.compile(r"其余|其他|其它|剩余")
#: How many sentences back a place still holds.
_LOOK_BACK = 1


def regions(figure: Figure, backdrop: Backdrop, *, for_each: bool = False) -> tuple[Place, ...]:
    """Return the division named nearest before the number in its sentence, else the one the document is about.

    Of places side by side a series of numbers is dealt out one to each, a number that holds for 均 or 各 is one for
    each, any other is for the division around them. A place in the name of a firm gives way to a narrower one of
    the same sentence, or of the document, in it. The long sentences of a work report speak of many places, each in
    its own clause. The country gives way to a division that the page does not settle.

    Args:
        figure: the figure.
        backdrop: its document.
        for_each: whether what is said holds for each of the places without 均 or 各, as 全覆盖 does.
    """
    return tuple(_or_unsettled(place, figure, backdrop) for place in _regions(figure, backdrop, for_each=for_each))


def _regions(figure: Figure, backdrop: Backdrop, *, for_each: bool) -> tuple[Place, ...]:
    passage, end = figure.passage, max(figure.quantity.start, figure.phrase.end)
    is_report = backdrop.is_report
    named = places(passage, passage.clause_start(figure.quantity.start) if is_report else passage.start, end, backdrop)
    if is_report and not named:
        return (_default(backdrop),)
    if not named:
        return (_unnamed(figure, backdrop),)
    if _is_rest(figure, named[-1]):
        return (_default(backdrop),)
    last = runs(passage, named)[-1]
    for listed in (last, named):
        if figure.series > 1 and len(listed) == figure.series and not any(place.is_firm for place in listed):
            return (listed[figure.rank],)
    if len(last) > 1:
        return tuple(last) if _holds_for_each(figure, last[-1], for_each=for_each) else (around(last),)
    return (_narrowest(named, passage, backdrop),)


def _holds_for_each(figure: Figure, last: Place, *, for_each: bool) -> bool:
    words = figure.passage.masked[last.span.end if last.span else figure.quantity.start : figure.quantity.start]
    return figure.series == 1 and not _CLAUSE_END.search(words) and (for_each or _EACH.search(words) is not None)


def _is_rest(figure: Figure, last: Place) -> bool:
    start = last.span.end if last.span else figure.quantity.start
    return _REST.search(figure.passage.masked, start, figure.quantity.start) is not None


def _unnamed(figure: Figure, backdrop: Backdrop) -> Place:
    """Return the division of a figure whose sentence names none before it."""
    passage = figure.passage
    ahead = places(passage, figure.quantity.end, passage.end, backdrop)
    if ahead and ahead[0].span and passage.masked.endswith(("在", "于"), 0, ahead[0].span.start):
        return ahead[0]
    if _speaks_of_national_firm(figure, backdrop):
        return Place(None, is_national=True)
    return _carried(passage, backdrop) or _default(backdrop)


def _or_unsettled(place: Place, figure: Figure, backdrop: Backdrop) -> Place:
    """Return the place, none for the country where the sentence goes on to a division not settled: 鼓楼区, 全省."""
    if not place.is_national:
        return place
    start, end = figure.passage.start, figure.quantity.start
    start = max(start, place.span.end) if place.span else start
    is_shared_name = any(mention.region_code is None for mention in backdrop.regions(start, end))
    is_home = figure.said & bit("home") and HOME.search(figure.passage.masked, start, end)
    return Place(None) if is_shared_name or is_home else place


def _speaks_of_national_firm(figure: Figure, backdrop: Backdrop) -> bool:
    """Return whether an operator's own figure stands on a page whose title names no place."""
    lead = figure.passage.masked[figure.passage.start : figure.quantity.start]
    title = backdrop.document.title or ""
    return bool(_NATIONAL_FIRM.search(lead)) and not (backdrop.titled or HOME.search(title))


def _default(backdrop: Backdrop) -> Place:
    """Return the division the document is about, the country where its title speaks of that, else no settled place."""
    return Place(backdrop.default, is_national=backdrop.is_about_country)


def _narrowest(named: list[Place], passage: Passage, backdrop: Backdrop) -> Place:
    """Return the last place; a firm's gives way to a narrower one in it: of the sentence, the one before, the page."""
    last = named[-1]
    if not last.is_firm:
        return last
    for place in reversed(named[:-1]):
        if place.code and last.code and lies_in(place.code, last.code):
            return place
    carried, home = _carried(passage, backdrop), backdrop.narrowest_home
    if carried and carried.code and last.code and lies_in(carried.code, last.code):
        return carried
    return Place(home) if home and last.code and lies_in(home, last.code) else last


def _carried(passage: Passage, backdrop: Backdrop) -> Place | None:
    """Return the place that the sentences before in the paragraph speak of: the country, or one in the home."""
    before, home, looked = passage.before, backdrop.narrowest_home, 0
    while before is not None and looked < _LOOK_BACK:
        named = places(before, before.start, before.end, backdrop)
        if named:
            if len({place.code for place in named}) > 1:
                return None
            last = runs(before, named)[-1]
            code = last[-1].code
            is_inside = code is not None and not last[-1].is_firm and (home is None or lies_in(code, home))
            return around(last) if code is None or is_inside else None
        before, looked = before.before, looked + 1
    return None
