"""The year that a chapter of a government's work report is about.

A report to a people's congress (政府工作报告) looks back on the year that is over in one chapter, sets the goals of a
five-year plan in another and the work of its own year in a third; its sentences leave the year out.
"""

import re

from schemas.records import Document
from tasks.extract.metrics.passages import Passage

#: A title on a line of its own; news about a report (作政府工作报告时指出) is none.
_REPORT = re.compile(
    r"^[^\S\n]*[^，。；\n]{0,12}?(?:(?P<year>20\d{2})年?)?[^，。；\n\d]{0,14}政府工作报告[^\S\n]*(?:[（(][^（）()\n]*[）)])?[^\S\n]*$",
    re.MULTILINE,
)
#: How far into a document its title may stand.
_HEAD = 300
_LOOKS_BACK = re.compile(r"回顾|成就|成效|总结")
_PLAN = re.compile(r"“?十(?P<plan>[一二三四五六七])五”?[^，。；]{0,16}(?:目标|任务|要求|举措|思路)")
_THIS_YEAR = re.compile(r"20\d{2}年|今年|重点工作|工作安排")


def year_of_chapter(passage: Passage, document: Document) -> str | None:
    """Return the year, as EDTF, that the chapter of a work report is about; None elsewhere or where it says two.

    The chapter's heading says it: 2025年工作回顾 and “十四五”时期工作回顾 the year before the report's, the goals of
    “十五五” the end of that plan, 2026年重点工作 the report's own year.
    """
    heading = passage.chapter_heading(document.text)
    report = work_report(document) if heading else None
    if report is None:
        return None
    year = int(report["year"]) if report["year"] else document.published_on.year if document.published_on else None
    plan = _PLAN.search(heading)
    if _LOOKS_BACK.search(heading):
        return None if plan or year is None else str(year - 1)
    if plan:
        return _plan_end(plan["plan"])
    return str(year) if year is not None and _THIS_YEAR.search(heading) else None


def work_report(document: Document) -> re.Match[str] | None:
    """Return the title of the work report that the document is, None where it is none."""
    return _REPORT.search(document.text, 0, _HEAD)


def _plan_end(number: str) -> str:
    """Return the last year of a five-year plan: the eleventh (十一五) ended in 2010."""
    return str(2010 + 5 * "一二三四五六七".index(number))
