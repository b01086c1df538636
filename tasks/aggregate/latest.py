"""The latest stated figure of each division.

It is chosen by the date that it speaks of and by its source, never by the order of arrival. A flow is never added to
a stock, and no division's figure is put together from those below it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from schemas.metric_kinds import metric_kinds
from schemas.records import MetricFinding
from schemas.reference.official_sources import is_official
from tasks.aggregate.metrics import Metric
from tasks.aggregate.same_figure import MetricTelling
from tasks.edtf import detail, last_day

#: What a figure must be like to be looked at.
Choice = Callable[[Metric], bool]

#: What says that a sum is all that was invested so far ...
_SO_FAR = re.compile(r"累[计积]|总[计共]|共计|合计|[一总]?共投")
#: ... and what says that it was invested in one undertaking.
_UNDERTAKING = re.compile(r"项目|工程|中心(?!城)|园区?|基地(?!台)")
_SENTENCE_END = re.compile(r"[。！？；\n]")
_CLAUSE_END = re.compile(r"[，,。！？；\n]|$")


def latest_by_region(metrics: Iterable[Metric], choice: Choice) -> dict[str, MetricFinding]:
    """Return for each division the figure that the choice takes and that speaks of the latest date.

    A figure for the division as a whole counts, no operator's own; one outside its kind's plausible range does not,
    nor a broken count, nor one whose year is not known. Of two figures that hold at the end of one day the one with
    the fuller date stands, then one that an authority's page states, then the surer one, then the one that more
    documents state.
    """
    best: dict[str, tuple[tuple[Any, ...], MetricFinding]] = {}
    for metric in metrics:
        code = metric.finding.region_code
        rank = _rank(metric)
        if code is None or rank is None or not (choice(metric) and is_plausible(metric.finding)):
            continue
        if metric.finding.operator is None and (code not in best or rank > best[code][0]):
            best[code] = (rank, metric.finding)
    return {code: finding for code, (_, finding) in best.items()}


def is_stock_of_base_stations(metric: Metric) -> bool:
    """Say whether the figure is a stock of 5G base stations that has been reached, of all and not of micro ones."""
    finding = metric.finding
    is_of_all = metric_kinds()[finding.kind].definition_of(finding.subject) is None
    return finding.kind == "base_stations" and finding.technology == "5G" and is_of_all and _has_been_reached(finding)


def is_spent_investment(metric: Metric) -> bool:
    """Say whether the figure is money that has been invested up to its date, not promised, and not one year's.

    A page must say so (累计), and of no single project: a sum that was put into one is none of its division's.
    """
    finding = metric.finding
    is_up_to = detail(finding.as_of_edtf) > detail("2021") and "/" not in (finding.as_of_edtf or "")
    is_spent = finding.kind == "investment" and _has_been_reached(finding)
    return is_spent and is_up_to and any(_is_of_all_so_far(telling) for telling in metric.tellings)


def is_plausible(finding: MetricFinding) -> bool:
    """Say whether the figure can be; one without a number can."""
    kind = metric_kinds()[finding.kind]
    return finding.value is None or kind.can_be(finding.value, finding.aspect, finding.unit)


def _is_of_all_so_far(telling: MetricTelling) -> bool:
    """Say whether the sentence up to the end of the figure's clause says 累计 and names no single undertaking."""
    finding, text = telling.finding, telling.document.text
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, finding.start)]
    clause_end = _CLAUSE_END.search(text, finding.end)
    words = text[ends[-1] if ends else 0 : clause_end.start() if clause_end else len(text)]
    return _SO_FAR.search(words) is not None and _UNDERTAKING.search(words) is None


def _has_been_reached(finding: MetricFinding) -> bool:
    unit = metric_kinds()[finding.kind].unit
    return (finding.aspect, finding.status, finding.unit) == ("total", "actual", unit) and finding.value is not None


def _rank(metric: Metric) -> tuple[date, int, bool, float, int, str] | None:
    finding, documents = metric.finding, {telling.document.doc_id: telling.document for telling in metric.tellings}
    day = last_day(finding.as_of_edtf)
    if day is None:
        return None
    official = any(is_official(document.url, document.site) for document in documents.values())
    return day, detail(finding.as_of_edtf), official, finding.confidence, len(documents), metric.metric_id
