"""The title of the agreement: what stands in 《》 and ends in 协议, 备忘录 or 合同."""

import re
from collections.abc import Iterator, Sequence

from schemas.records import Article, Span
from tasks.extract.agreements.merge import Case
from tasks.extract.agreements.telling import Telling
from tasks.extract.located import standing_in

_PAPER = r"[^《》\n]{2,120}?(?:协议书?|备忘录|合同书?|意向书|协定|合约|契约)(?:[（(][^《》（）()\n]{1,20}[）)])?"
_TITLE = re.compile(rf"《({_PAPER})》")
#: The next sentence may name it: 协议名称朴素：《某项目投资协议》.
_NAMED_NEXT = re.compile(
    rf"\s*(?:协议|合同|文件|文本|备忘录)的?(?:名称|名字|全称|题目|标题)[^，。；《]{{0,8}}《(?P<title>{_PAPER})》"
)
_FURTHER = re.compile(
    rf"》(?:[、和及与]|以及|[，,；](?:另|还有)?(?:一份|另一份)(?:则?是|为|叫)?)?《(?P<title>{_PAPER})(?=》)"
)
_NEAR = 4
#: What stands before the title of what was signed, not of what was read, followed or mentioned.
_OF_SIGNING = re.compile(r"(?:[签落][^，。；]{0,8}|[本份这该]|名为|题为|叫做?|[为是]|按照?|根据|依照|在)《$")
_POINTS_BACK = re.compile(
    r"(?:该|这份|此(?!次)|上述|这一|这些|两份)(?:[^，。]{0,4})(?:协议|文件|备忘录|合同|文本)|上面签|该份"
)


def title_of(article: Article, telling: Telling, stop: int) -> Span | None:
    """Return the span of the title of what the telling tells of; None where the text gives none.

    Args:
        article: the article.
        telling: the telling.
        stop: where the next telling of the sentence begins, or the sentence ends.
    """
    text = article.document.text
    sentence = article.sentences[telling.sentence]
    after = _TITLE.search(text, max(telling.trigger.start, telling.clause.start), max(stop, telling.clause.end))
    if after is not None:
        return Span(*after.span(1))
    named = _NAMED_NEXT.match(text, sentence.end)
    if named is not None and stop <= sentence.end:
        return Span(*named.span("title"))
    before = list(_TITLE.finditer(text, max(sentence.start, telling.clause.start), telling.trigger.start))
    if before:
        return Span(*before[-1].span(1))
    if telling.sentence == 0 or not _POINTS_BACK.search(text, sentence.start, telling.clause.end):
        return None
    previous = article.sentences[max(0, telling.sentence - 2) : telling.sentence]
    earlier = [found for each in previous for found in _TITLE.finditer(text, each.start, each.end)]
    return Span(*earlier[-1].span(1)) if earlier else None


def words_of(text: str, title: Span | None) -> str:
    """Return the title without white space, in which two spellings of it do not differ; empty for none."""
    return "".join(text[title.start : title.end].split()) if title is not None else ""


def further_titles(article: Article, title: Span) -> Iterator[Span]:
    """Yield the titles that go on with one: 签署《甲协议》和《乙协议》, 一份是《甲协议》，一份是《乙协议》."""
    position = title.end
    while (found := _FURTHER.match(article.document.text, position)) is not None:
        position = found.end("title")
        yield Span(*found.span("title"))


def title_beside(article: Article, case: Case, cases: Sequence[Case]) -> Span | None:
    """Return a title that stands away from the signing: one that names two of the parties, else the page's only one.

    The only title is that of the only agreement that the page reports, near the place where it is told.
    """
    text, taken = article.document.text, {account.title for each in cases for account in each.accounts}
    titles = [Span(*found.span(1)) for found in _TITLE.finditer(text)]
    for title in titles:
        inside = {each.organization_id for each in standing_in(article.organizations, *title)}
        if len(inside & case.ids) > 1 and title not in taken and not case.looks_back:
            return title
    current = [each for each in cases if not each.looks_back]
    titles = [title for title in titles if _OF_SIGNING.search(text[max(0, title.start - 12) : title.start])]
    if len({text[title.start : title.end] for title in titles}) != 1 or current != [case] or titles[0] in taken:
        return None
    number = case.accounts[0].telling.sentence
    near = article.sentences[max(0, number - _NEAR) : number + _NEAR + 1]
    return next((title for title in titles for each in near if each.start <= title.start < each.end), None)
