"""Whether a figure is a stock, a flow, a change or a part, and whether it is reached or wished for."""

import re
from functools import lru_cache

from schemas.metric_words import metric_words
from schemas.records import DateMention, Document
from schemas.vocabulary import Aspect, MetricStatus
from tasks.extract.calendars import last_day, read_edtf
from tasks.extract.metrics.anchors import bit
from tasks.extract.metrics.figures import Figure

_CLAUSE = re.compile(r"[，,；;：:]")
#: 今年先建5G基站75个: what is built in a year is added in it.
_BUILT_IN = re.compile(
    r"(?![^，]*[到至]\x01)[^，]*\x01，?[^，]{0,24}(?<!累计)(?<!共)(?:先建|建设|建成|开通|立起)[^，达]{0,10}$"
)
_TASK = re.compile(r"[^，。；、]{0,12}(?:建设任务|任务)")
_PLANNED_BUILDING = re.compile(r"(?:建设|开通|部署|安装)[^，。；]{0,12}$")
_BARE_VERB = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十][）)])?(?:加大|加快|推进|推动|实现|打造|建设|开展|深化|力争)"
)
_FROM_BASE = re.compile(r"[从由](?:(?:\x01+|目前|当前|现在|现有)的?)?$")
_AS_A_GOAL = re.compile(
    r"[^，。；]{0,10}的?[“”]?[^，。；、“”]{0,3}[“”]?目标(?!(?:任务)?(?:已|提前|如期|全面|顺利|超额|实现|完成))"
)
#: How far behind the number 目标 ends at most.
_GOAL_REACH = 18
_MET = re.compile(r"实现|完成|达成|超过")
_BY_NOW = re.compile(r"截[至止](?![^，。；]{0,12}(?:将|预计))")
#: Documents and sections that say what is to be done.
_PLAN_TITLE = re.compile(r"工作要点|行动计划|行动方案|实施方案|工作方案|工作计划|发展规划|实施意见|若干措施|任务清单")
_PLAN_SECTION = re.compile(r"目标|任务|下一?步|今后|明年|打算|展望|计划|安排|重点工作")
_LOOKS_BACK = re.compile(
    r"完成情况|回顾|成就|已(?!经?定)|截[至止]|目前|现有|上年|去年|[前昨]年|过去|成效|完成了|达到了|建成了"
)
#: 从现在的12%升到30%: where a rise begins is not where it stands.
_FROM_NOW = re.compile(r"[从由](?:目前|当前|现在|现有)")
#: A rate that a line can reach is what was measured.
_ABLE = re.compile(r"可(?=达|实现|提供|支持)")
#: 二期300P明年建成: what is said right after the number.
_STILL_TO_COME = re.compile(r"(?:将|计划|预计|拟|有望|正在建设|\x01+(?:将|前)?(?:建成|投用|投产|开通))")
#: What ends the reach of 到2025年, or says that it was reached.
_BY_THEN = re.compile(r"已|目前|截至|；")
_ACHIEVED = re.compile(r"已|了|共|累计|完成")
_REQUIRED = ("不得", "不应")
_TO_BUILD = re.compile(r"新建|建设|打造|部署|推动|负责")
_WILL = re.compile(r"将(?!其|于)|计划(?!的?\d)|(?<![虚模])拟|力争|确保|争取")
_UNTIL = re.compile(r"(?<![达增截升展])[到至]$")
_COMPLETED = re.compile(r"(?<!新)建成")
_YEARS_OF_NOW = ("今年", "去年", "上年", "前年", "全年", "本年", "上半年", "下半年", "一季度", "前三季度")
_YEARS_BACK = ("去年", "上年", "前年")
_DONE = re.compile(
    r"已(?:经)?(?:全部)?(?:上架|投用|上线|运行|建成|投运|到位)|全部到位|全面开工|已开工|已投产|建成投用|投运|已落地"
)


def aspect(figure: Figure, status_of: MetricStatus, edtf: str | None = None) -> Aspect:
    """Return the aspect: growth and share by the way the figure is measured, else flow by its verb, else stock."""
    if figure.measure in ("growth", "points"):
        return "growth"
    if figure.measure == "share":
        return "share"
    if figure.kind.unit not in ("count", "PFLOPS"):
        return "total"
    return _flow_or_stock(figure, status_of, edtf)


def _flow_or_stock(figure: Figure, status_of: MetricStatus, edtf: str | None) -> Aspect:
    """Return the aspect that the verb nearest before the number gives."""
    passage = figure.passage
    lead = passage.masked[passage.clause_start(figure.quantity.start) : figure.quantity.start]
    in_table = figure.head is not None and figure.tie == "named"
    lead += figure.words if in_table or figure.phrase.start >= figure.quantity.end else ""
    added, stock = _last_said("added", figure, lead), _last_said("stock", figure, lead)
    if added is not None and (stock is None or added >= stock):
        return "added"
    if figure.source is not None and stock is None:
        return _flow_or_stock(figure.source, status_of, edtf)
    return _of_building(figure, lead, status_of, edtf, has_stock_verb=stock is not None)


def _of_building(
    figure: Figure, lead: str, status_of: MetricStatus, edtf: str | None, *, has_stock_verb: bool
) -> Aspect:
    """Return the aspect of what is built, by when or in what time: 到2022年底建成 is a stock, 2022年建成 a flow."""
    is_target = status_of == "target"
    is_task = _TASK.match(figure.passage.masked, figure.quantity.end) is not None
    if (_is_by_date(figure) and not is_task) or (is_target and _COMPLETED.search(lead)):
        return "total"
    if (_is_built_in(edtf) or _is_of_this_year(figure)) and _BUILT_IN.match(_date_before(figure) + lead):
        return "added"
    is_planned = is_target and not has_stock_verb and figure.kind.name == "base_stations"
    if is_planned and (is_task or _PLANNED_BUILDING.search(lead)):
        return "added"
    return _list_head(figure)


def _date_before(figure: Figure) -> str:
    """Return the clause before where it is but a date: 前年，全县建成…."""
    passage, end = figure.passage, figure.passage.clause_start(figure.quantity.start)
    clause = passage.masked[passage.clause_start(max(passage.start, end - 1)) : end].rstrip("，")
    return clause if re.fullmatch(r"[^，\x01到至]{0,2}\x01+", clause) else ""


def _is_built_in(edtf: str | None) -> bool:
    """Return whether the date is a year or a stretch of months."""
    return edtf is not None and (len(edtf) == len("2020") or "/" in edtf)


def _is_by_date(figure: Figure) -> bool:
    """Return whether the figure is for the end of something: 到2022年底，将建设4万个, “十四五”末要建成2万个."""
    dated = _dates_beside(figure)
    if not dated:
        return False
    until = _UNTIL.search(figure.passage.masked, max(figure.passage.start, dated[-1].start - 2), dated[-1].start)
    return until is not None or dated[-1].surface.endswith(("末", "底"))


def _dates_beside(figure: Figure) -> list[DateMention]:
    """Return the dates before the number in its clause and the one before that."""
    passage, start = figure.passage, figure.passage.clause_start(figure.quantity.start)
    if not passage.dates:
        return []
    first = passage.clause_start(max(passage.start, start - 1))
    return [mention for mention in passage.dates if first <= mention.start < figure.quantity.start]


def _is_of_this_year(figure: Figure) -> bool:
    """Return whether the clause before the number speaks of a year that the document does not date: 去年, 今年以来."""
    return any(mention.surface.startswith(_YEARS_OF_NOW) for mention in _dates_beside(figure))


def _list_head(figure: Figure) -> Aspect:
    """Return the flow that a verb at the head of a list gives all its members: 新增9家…、38家…."""
    passage = figure.passage
    clause = passage.masked[passage.clause_start(figure.quantity.start) : figure.quantity.start]
    members = clause.split("、")
    if len(members) > 1 and metric_words().added.match(members[0].lstrip("\x01")):
        return "total" if metric_words().stock.search(members[-1]) else "added"
    return "total"


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    found = [match.start() for match in pattern.finditer(text)]
    return found[-1] if found else None


def _last_said(name: str, figure: Figure, lead: str) -> int | None:
    """Return where the words of a name stand last in what leads to the number, the noun after it included."""
    names_after = figure.phrase.start >= figure.quantity.end or figure.head is not None
    return _last(getattr(metric_words(), name), lead) if names_after or figure.said & bit(name) else None


def status(figure: Figure, as_of: str | None, document: Document) -> MetricStatus:
    """Return whether the figure is reached or wished for.

    A date after the day of publication makes a target; a date before it leaves a forecast (预计) a fact, but not a
    plan. Without a date the word nearest before the number decides.
    """
    lead = _lead(figure)
    published = document.published_edtf
    if _FROM_BASE.search(figure.clause):
        return "actual"
    if figure.passage.masked.startswith(_REQUIRED, figure.quantity.start):
        return "target"
    if _is_called_goal(figure) and not _MET.search(figure.clause):
        return "target"
    future = _is_future(as_of, published)
    if future is not None and as_of != published:
        return _dated_status(figure, lead, future)
    return _undated_status(figure, lead)


def _is_called_goal(figure: Figure) -> bool:
    """Return whether what follows the number calls it a goal."""
    masked, end = figure.passage.masked, figure.quantity.end
    return masked.find("目标", end, end + _GOAL_REACH) >= 0 and _AS_A_GOAL.match(masked, end) is not None


def _dated_status(figure: Figure, lead: str, future: bool) -> MetricStatus:
    if future:
        reached = _BY_NOW.search(lead) or metric_words().done.search(figure.clause)
        return "actual" if reached and not metric_words().target.search(figure.clause) else "target"
    goal = _last_said("goal", figure, lead)
    done = None if goal is None else _last_said("done", figure, lead)
    if goal is not None and (done is None or goal > done) and not _said_of_result(lead):
        return "target"
    return "actual"


def _said_of_result(lead: str) -> bool:
    return bool(re.search(r"目标(?:任务)?[^，。；]{0,4}(?:超额)?(?:完成|实现)", lead))


def _undated_status(figure: Figure, lead: str) -> MetricStatus:
    lead = _FROM_NOW.sub("由", _ABLE.sub("", lead) if figure.kind.unit in ("Mbps", "ms") else lead)
    if _is_planned(figure, lead) or _is_goal_of_year(figure) or _is_within_year(figure):
        return "target"
    said = _status_said(figure, lead)
    if said is not None:
        return said
    if figure.kind.name == "investment" and figure.quantity.approximator == "at_least":
        return "target"
    return "target" if _BARE_VERB.match(_period(figure)) or _goes_on_planning(figure) else "actual"


def _status_said(figure: Figure, lead: str) -> MetricStatus | None:
    """Return the status that the words around the number give, the nearest before it first; None where none do."""
    words, passage = metric_words(), figure.passage
    target = _last_said("target", figure, lead)
    if figure.kind.name == "investment" and "总投资" in figure.clause:
        target = target if words.target.search(figure.clause) else None
    places = (_last_said("reached", figure, lead), _last_said("now", figure, lead))
    reached = max((place for place in places if place is not None), default=None)
    if target is not None and (reached is None or target > reached):
        after = passage.masked[figure.quantity.end : passage.clause_end(figure.quantity.end)]
        return "actual" if _DONE.search(after) else "target"
    if _STILL_TO_COME.match(passage.masked, figure.quantity.end):
        return "target"
    return None if reached is None else "actual"


def _is_goal_of_year(figure: Figure) -> bool:
    """Return whether the figure is to be reached by a year: 到2025年，基站达到12万个, on a page without a date."""
    passage, start = figure.passage, figure.quantity.start
    years = [each for each in passage.dates if each.end <= start and each.edtf and len(each.edtf) == len("2025")]
    if not years or years[-1].surface.endswith(("末", "底")):
        return False
    until = _UNTIL.search(passage.masked, passage.start, years[-1].start)
    return until is not None and not _BY_THEN.search(passage.masked, years[-1].end, start)


def _is_within_year(figure: Figure) -> bool:
    """Return whether the figure is for 年内 and nothing says that it is reached."""
    passage = figure.passage
    within = [mention for mention in _dates_beside(figure) if mention.surface.endswith("年内")]
    end = passage.clause_end(figure.quantity.end)
    return bool(within) and not _ACHIEVED.search(passage.masked, within[-1].end, end)


def _is_planned(figure: Figure, lead: str) -> bool:
    """Return whether the document or its section says what is to be done, and the sentence does not look back."""
    passage = figure.passage
    if any(mention.surface.startswith(_YEARS_BACK) for mention in passage.dates):
        return False
    heads = passage.section + passage.chapter_heading(passage.masked)
    is_plan = _is_plan(passage.title) or _PLAN_SECTION.search(heads)
    return bool(is_plan) and not _LOOKS_BACK.search(lead) and not _LOOKS_BACK.search(heads)


@lru_cache(maxsize=16)
def _is_plan(title: str) -> bool:
    """Return whether a title is that of a plan: asked for every figure of its page."""
    return _PLAN_TITLE.search(title) is not None


def _goes_on_planning(figure: Figure) -> bool:
    """Return whether the sentence before in the paragraph plans, and this one goes on to say what is built."""
    before = figure.passage.before
    if before is None or "\n" in before.masked[before.end : figure.passage.start]:
        return False
    own = before.masked[figure.passage.start : figure.quantity.end]
    if not _TO_BUILD.search(own) or "已" in own:
        return False
    target, reached = _last(_WILL, before.text), _last(metric_words().reached, before.text)
    return target is not None and (reached is None or target > reached)


def _period(figure: Figure) -> str:
    return figure.passage.masked[figure.passage.start : figure.quantity.start]


def _lead(figure: Figure) -> str:
    """Return the passage up to the number, and the noun after it."""
    after = figure.words if figure.phrase.start >= figure.quantity.end else ""
    return _period(figure) + after


def _starts_after(edtf: str, published: str) -> bool:
    """Return whether the date begins after the day of publication."""
    start, today = read_edtf(edtf), read_edtf(published)
    return (start.year or 0, start.month or 0, start.day or 0) > (today.year or 0, today.month or 0, today.day or 0)


@lru_cache(maxsize=1024)
def _is_future(edtf: str | None, published: str | None) -> bool | None:
    """Return whether the date lies after the day of publication; None where it spans it or either is unknown."""
    if edtf is None or published is None or "XXXX" in edtf:
        return None
    if _starts_after(edtf, published):
        return True
    end = last_day(read_edtf(edtf.split("/")[-1]))
    still_runs = (end.edtf() or "") > (last_day(read_edtf(published)).edtf() or "")
    return None if still_runs else False
