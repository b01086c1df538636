"""The parts of the page that show where agreements are, and what the divisions are stated to have."""

from collections.abc import Iterable, Mapping, Sequence

import htpy as h

from schemas.metric_kinds import metric_kinds
from schemas.reference.report_words import Words, word_for, words
from tasks.report.chart import Bar, Chart, figure_of, table_behind
from tasks.report.drawing import bars
from tasks.report.filters import filter_form
from tasks.report.markup import Cell, both, empty, note, number, table_of
from tasks.report.places import Place, Places, Stated, by_agreements
from tasks.report.tile_map import tile_map

#: How many prefectures a chart shows, and up to how many divisions the table shows counties too.
_TOP, _MOST = 15, 400
_UNITS = ((10**8, "亿元"), (10**4, "万元"), (1, "元"))


def regions(found: Places, n_without_place: int) -> h.Fragment:
    """Return the part of the page with the map and the divisions below each province.

    Args:
        found: the divisions.
        n_without_place: agreements that are for no one division.
    """
    provinces = by_agreements(found.provinces)
    left_out = words("regions.no_code", n=number(n_without_place)) if n_without_place else None
    agreements = {place.region_code: place.n_agreements_total for place in provinces}
    documents = {place.region_code: place.n_documents_total for place in provinces}
    shown = (
        _map(provinces, agreements, "agreements", words("regions.map_note"), left_out),
        _map(provinces, documents, "naming", words("regions.naming_note")),
    )
    below = [_below(place, found.below(place.region_code)) for place in provinces]
    return h.fragment[
        h.div(".two")[shown],
        h.h3[both(words("regions.drill"))],
        below or empty(words("page.no_place")),
    ]


def _map(provinces: Sequence[Place], counts: Mapping[str, int], name: str, *notes: Words | None) -> h.Element:
    """Return the map of one number of the provinces, and its table."""
    count, title = words(f"regions.n_{name}"), words(f"regions.{name}")
    drawn = tuple(Bar(Words(one.name, one.name_en), (counts[one.region_code],)) for one in provinces)
    return h.figure(".chart")[
        h.figcaption[h.h3[both(title)], note(*notes)],
        tile_map(counts, counts, f"regions.{name}_label"),
        h.details(".data")[
            h.summary[both(words("page.table"))], table_behind(Chart(title, words("regions.province"), (count,), drawn))
        ],
    ]


def _below(province: Place, below: tuple[Place, ...]) -> h.Element:
    names = ("name", "n_agreements", "n_naming", "last_signed", "operators")
    stock = ("base_stations", "as_of", "committed_total")
    headings = [words(f"regions.{name}") for name in names] + [words(f"stock.{name}") for name in stock]
    itself = _row(province, words("regions.itself"), province.n_agreements, province.n_documents)
    rows = [itself, *(_row(one, _named(one), one.n_agreements_total, one.n_documents_total) for one in below)]
    return h.details(".place")[
        h.summary[
            h.b[both(Words(province.name, province.name_en))],
            _counted(words("regions.counted"), province.n_agreements_total),
            _counted(words("regions.named"), province.n_documents_total),
        ],
        h.div(id=f"p{province.region_code}")[
            table_of(headings, rows), not below and note(words("regions.no_division"))
        ],
    ]


def _counted(what: Words, n: int) -> h.Element:
    return h.span(".count")[both(what), " ", number(n)]


def _row(place: Place, name: Words, n_agreements: int, n_documents: int) -> list[Cell]:
    is_itself = name == words("regions.itself")
    committed = place.investment_committed_cny if is_itself else place.investment_committed_total_cny
    return [
        name,
        n_agreements,
        n_documents,
        "" if is_itself else str(place.last_signed_on or ""),
        None if is_itself else "、".join(place.operators),
        place.base_stations,
        place.base_stations_as_of_edtf,
        committed,
    ]


def _named(place: Place) -> Words:
    name = Words(place.name, place.name_en)
    if place.valid_to is None:
        return name
    former = words("regions.former", year=place.valid_to[:4])
    return Words(f"{name.zh}（{former.zh}）", f"{name.en} ({former.en})")


def stock(found: Places) -> h.Fragment:
    """Return the part of the page with base stations, money, and what other figures there are."""
    prefectures = [place for place in found.all if place.level == "prefecture"]
    of_prefectures = words("stock.base_stations_prefectures", n=_TOP)
    return h.fragment[
        h.div(".two")[
            figure_of(_base_stations(found.provinces, words("stock.base_stations_provinces")), bars),
            figure_of(_base_stations(prefectures, of_prefectures, _TOP), bars),
        ],
        figure_of(_committed(found.provinces), bars),
        h.h3[both(words("stock.table"))],
        _with_figures(found.all),
        h.h3[both(words("stock.stated"))],
        _stated(found.stated),
    ]


def _base_stations(among: Iterable[Place], title: Words, most: int | None = None) -> Chart:
    stated = [(place.base_stations, place) for place in among if place.base_stations is not None]
    stated.sort(key=lambda pair: (-pair[0], pair[1].region_code))
    drawn = tuple(
        Bar(Words(place.name, place.name_en), (count,), place.base_stations_as_of_edtf or "")
        for count, place in stated[:most]
    )
    return Chart(
        title,
        words("regions.name"),
        (words("stock.base_stations"),),
        drawn,
        () if most else (words("stock.base_stations_note"),),
        words("page.no_figure"),
        words("stock.as_of"),
    )


def _committed(provinces: Iterable[Place]) -> Chart:
    sums = [(one.investment_committed_total_cny, one) for one in provinces if one.investment_committed_total_cny]
    sums.sort(key=lambda pair: (-pair[0], pair[1].region_code))
    drawn = tuple(Bar(Words(one.name, one.name_en), (total,), str(one.last_signed_on or "")) for total, one in sums)
    return Chart(
        words("stock.committed_provinces"),
        words("regions.province"),
        (words("stock.committed_total"),),
        drawn,
        (words("stock.committed_note"),),
        words("page.no_figure"),
        words("stock.last_signed"),
        sum_of_money,
    )


def sum_of_money(yuan: float) -> str:
    """Return a sum of money in the largest unit of the news that it holds one of, to two decimals.

    Example:
        >>> sum_of_money(3_600_000_000), sum_of_money(60_000_000), sum_of_money(5000)
        ('36 亿元', '6,000 万元', '5,000 元')
    """
    size, unit = next((size, unit) for size, unit in _UNITS if yuan >= size or size == 1)
    return f"{f'{yuan / size:,.2f}'.rstrip('0').rstrip('.')} {unit}"


def _with_figures(among: tuple[Place, ...]) -> h.Fragment | h.Element:
    stated = [place for place in among if place.has_figures]
    if not stated:
        return empty(words("page.no_figure"))
    shown = stated if len(stated) <= _MOST else [place for place in stated if place.level != "county"]
    n_left = len(stated) - len(shown)
    names = ("base_stations", "as_of", "committed", "committed_total", "last_signed", "spent", "as_of")
    headings = [words("regions.name"), words("stock.level"), *(words(f"stock.{name}") for name in names)]
    rows = (
        (
            place.full_name,
            word_for("level", place.level),
            place.base_stations,
            place.base_stations_as_of_edtf,
            place.investment_committed_cny,
            place.investment_committed_total_cny,
            str(place.last_signed_on or ""),
            place.investment_spent_cny,
            place.investment_spent_as_of_edtf,
        )
        for place in shown
    )
    return h.fragment[
        note(words("stock.table_note"), words("stock.counties", n=number(n_left)) if n_left else None),
        filter_form("stock-table", len(shown)),
        h.div(".tall")[table_of(headings, rows, id="stock-table")],
    ]


def _stated(found: tuple[Stated, ...]) -> h.Fragment | h.Element:
    if not found:
        return empty(words("page.no_figure"))
    names = ("kind", "actual", "target", "n_regions", "dates")
    rows = (
        (
            _kind(one.kind),
            one.n_actual,
            one.n_target,
            one.n_regions,
            " – ".join(dict.fromkeys(filter(None, (one.first_as_of, one.last_as_of)))),
        )
        for one in found
    )
    table = table_of([words(f"stock.{name}") for name in names], rows)
    return h.fragment[note(words("stock.stated_note")), table]


def _kind(name: str) -> Words:
    kind = metric_kinds().get(name)
    return Words(name) if kind is None else Words(kind.label, kind.label_en)
