"""Whether tellings of one value speak of one date. docs/metrics.md says the rule in words.

The tellings that come here agree in everything but the date: kind, value, unit, aspect, status, technology, operator
and place. A stock and its later value differ in their value already; what is left to tell is whether 1,200 stations
at the end of June and 1,200 stations "by now" are one statement.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from tasks.aggregate.telling import MetricTelling
from tasks.edtf import compatible, day_of, detail, last_day

_Dated = dict[str, list[MetricTelling]]

#: Figures are published by the month: one that is told as of today is repeated for about as long ...
_REPEATED = timedelta(days=31)
#: ... and one for the end of a quarter is quoted as today's until the next one is out.
_QUOTED = timedelta(days=92)
#: A figure without a date belongs to the year before its page.
_UNDATED = timedelta(days=366)
#: Stocks hold until a new one is counted; a flow belongs to its period.
_LASTING = ("total", "share")


def by_date(tellings: Sequence[MetricTelling]) -> list[tuple[str | None, list[MetricTelling]]]:
    """Return the tellings of each date, with the date as far as it is known.

    Args:
        tellings: statements that agree in everything but their date, in any order.
    """
    said: _Dated = defaultdict(list)
    today: _Dated = defaultdict(list)
    undated: list[MetricTelling] = []
    for telling in tellings:
        if telling.finding.as_of_edtf is None:
            undated.append(telling)
        else:
            (today if _speaks_of_today(telling) else said)[telling.finding.as_of_edtf].append(telling)
    groups = _repeated_as_of_today(_in_full(said), today)
    return _with_undated(groups, undated)


def _speaks_of_today(telling: MetricTelling) -> bool:
    """Say whether the figure is that of the day of publication because its page says 目前.

    A page that names the day, 截至9月20日, has counted on it. Where the page has no full date of publication, 目前
    comes to a date like any other.
    """
    finding, published = telling.finding, telling.published_edtf
    is_of_its_day = day_of(published) is not None and finding.as_of_edtf == published
    return finding.aspect in _LASTING and is_of_its_day and not telling.names_date


def _in_full(said: _Dated) -> _Dated:
    """Put the tellings of a date with those of the one date that gives more of it: 2021-06 with 2021-06-30."""
    groups: _Dated = {}
    fuller_of = {when: [other for other in said if _is_fuller(other, when)] for when in said}
    for when, tellings in said.items():
        fuller = [other for other in fuller_of[when] if not fuller_of[other]]
        groups.setdefault(fuller[0] if len(fuller) == 1 else when, []).extend(tellings)
    return groups


def _is_fuller(one: str, other: str) -> bool:
    return detail(one) > detail(other) and compatible(one, other)


def _repeated_as_of_today(groups: _Dated, today: _Dated) -> _Dated:
    """Add the figures told as of the day of publication to the count that they quote, else to each other."""
    counted = {when: day for when in groups if (day := last_day(when)) is not None}
    own: list[str] = []
    for when in sorted(today):
        told = date.fromisoformat(when)
        quoted = [(end, other) for other, end in counted.items() if end <= told <= end + _QUOTED]
        if quoted:
            groups[max(quoted)[1]].extend(today[when])
        else:
            own.append(when)
    for run in _runs(own):
        groups.setdefault(run[0], []).extend(telling for when in run for telling in today[when])
    return groups


def _runs(days: Sequence[str]) -> list[list[str]]:
    """Return the days, which are in order, in stretches in which each follows the one before it soon."""
    runs: list[list[str]] = []
    for when in days:
        if runs and date.fromisoformat(when) - date.fromisoformat(runs[-1][-1]) <= _REPEATED:
            runs[-1].append(when)
        else:
            runs.append([when])
    return runs


def _with_undated(groups: _Dated, undated: list[MetricTelling]) -> list[tuple[str | None, list[MetricTelling]]]:
    """Put figures without a date to the one date that there is, where their page came out in the year after it."""
    when = next(iter(groups)) if len(groups) == 1 else None
    left: list[MetricTelling] = []
    for telling in undated:
        if when is not None and _within_a_year(telling, when):
            groups[when].append(telling)
        else:
            left.append(telling)
    return [*groups.items(), *([(None, left)] if left else [])]


def _within_a_year(telling: MetricTelling, when: str) -> bool:
    published, day = telling.published_on, last_day(when)
    if published is None or day is None:
        return False
    return timedelta(0) <= published - day <= _UNDATED
