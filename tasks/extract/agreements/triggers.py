"""The words that tell of a signing: 签署, 达成…协议, 举行签约仪式. Not 签约率, 希望签约, 家庭医生签约."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from schemas.records import Article, Span
from schemas.reference.signing import any_of, signing_words
from tasks.extract.opened import Opened
from tasks.extract.wanted import Wanted

TriggerKind = Literal["verb", "bond", "event", "pen", "sides", "turn"]


class Trigger(NamedTuple):
    """A word that tells of a signing, and the end of the clause that says what was signed.

    ``watched`` says that the clause is about people who looked on: 出席签约仪式, 见证签约.
    """

    start: int
    end: int
    clause_end: int
    kind: TriggerKind
    watched: bool = False


def telling_sentences(article: Article, veiled: str) -> Iterator[int]:
    """Yield the numbers of the sentences that may hold a trigger, in order: those with one of the words it is made of.

    Args:
        article: the article.
        veiled: its text with titles and direct speech covered.
    """
    sentences = article.sentences
    if _FIRST_TURN.search(veiled):  # 接着是 tells of a signing then, without a word for it
        yield from range(len(sentences))
        return
    ends = [sentence.end for sentence in sentences]
    plain = (place for place in _WANTED.places(article.document.text) if veiled[place] != "〇")
    numbers = dict.fromkeys(bisect_right(ends, place) for place in plain)
    yield from (number for number in numbers if number < len(sentences))


def find_triggers(veiled: str, sentence: Span) -> tuple[Trigger, ...]:
    """Return the triggers of one sentence of the veiled text, in order.

    Args:
        veiled: the text with titles and direct speech covered.
        sentence: the sentence to look through.
    """
    found = [
        *_events(veiled, sentence),
        *_verbs(veiled, sentence),
        *_sequels(veiled, sentence),
        *_bonds(veiled, sentence),
        *_pens(veiled, sentence),
        *_sides(veiled, sentence),
        *_turns(veiled, sentence),
    ]
    kept: list[Trigger] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if (not kept or each.start >= kept[-1].end) and not _is_private(veiled, sentence, each):
            kept.append(each)
    return tuple(kept)


def _is_private(veiled: str, sentence: Span, trigger: Trigger) -> bool:
    """Say whether the clauses around the trigger speak of persons' papers: 球员与俱乐部签下三年合同."""
    clause = _clause_start(veiled, sentence.start, trigger.start)
    before = _clause_start(veiled, sentence.start, max(sentence.start, clause - 1))
    return _private().search(veiled, before, trigger.clause_end) is not None


def _clause_start(veiled: str, start: int, stop: int) -> int:
    """Return where the clause begins that the stretch ends with."""
    return max(start, veiled.rfind("，", start, stop) + 1, veiled.rfind("；", start, stop) + 1)


def _events(veiled: str, sentence: Span) -> Iterator[Trigger]:
    """Yield 签约仪式, where it is held and not only named: not 签约仪式上, 签约仪式后."""
    for found in _event_pattern().finditer(veiled, sentence.start, sentence.end):
        if not _is_wished(veiled, sentence, found.start()):
            yield _trigger(veiled, sentence, found, "event")


def _verbs(veiled: str, sentence: Span) -> Iterator[Trigger]:
    for found in _verb_pattern().finditer(veiled, sentence.start, sentence.end):
        if _is_wished(veiled, sentence, found.start()) or _is_backward(veiled, found):
            continue
        if _BEFORE_SIGNING.match(veiled, found.end()) or _OBLIGED.search(veiled, sentence.start, found.start()):
            continue
        trigger = _trigger(veiled, sentence, found, "verb")
        if not _is_talked_of(veiled, sentence, trigger) and not _is_other_paper(veiled, trigger):
            yield trigger


def _sequels(veiled: str, sentence: Span) -> Iterator[Trigger]:
    """Yield 继与甲签约之后 and 双方签约后, which tell of a signing though what they lead to follows."""
    for found in _SEQUEL.finditer(veiled, sentence.start, sentence.end):
        start, end = found.span("verb")
        yield Trigger(start, end, found.end(), "verb")


def _is_other_paper(veiled: str, trigger: Trigger) -> bool:
    """Say whether a paper is signed that binds no partner: a pledge, an order, an appeal."""
    words = veiled[trigger.end : trigger.clause_end]
    return _OTHER_PAPER.search(words) is not None and _papers().search(words) is None


def _bonds(veiled: str, sentence: Span) -> Iterator[Trigger]:
    for found in _bond_pattern().finditer(veiled, sentence.start, sentence.end):
        if not _is_wished(veiled, sentence, found.start()):
            yield _trigger(veiled, sentence, found, "bond")


def _pens(veiled: str, sentence: Span) -> Iterator[Trigger]:
    pens = list(_pen_pattern().finditer(veiled, sentence.start, sentence.end))
    if not pens or _AT_THE_TABLE.search(veiled, sentence.start, sentence.end) is None:
        return
    for found in pens:
        if not _is_wished(veiled, sentence, found.start()) and not _BEFORE_SIGNING.match(veiled, found.end()):
            yield _trigger(veiled, sentence, found, "pen")


def _sides(veiled: str, sentence: Span) -> Iterator[Trigger]:
    """Yield 甲方为, which says who signs without another verb."""
    for found in _SIDES_NAMED.finditer(veiled, sentence.start, sentence.end):
        yield Trigger(found.start(), found.end(), sentence.end, "sides")


def _turns(veiled: str, sentence: Span) -> Iterator[Trigger]:
    """Yield 先签的是 and, after it in the paragraph, 接着是, which tell signings one after the other."""
    paragraph = veiled.rfind("\n", 0, sentence.start) + 1
    first = _FIRST_TURN.search(veiled, paragraph, sentence.end)
    if first is None:
        return
    for found in (first, *_NEXT_TURN.finditer(veiled, max(first.end(), sentence.start), sentence.end)):
        if found.start() < sentence.start:
            continue
        stop = _SEMICOLON.search(veiled, found.end(), sentence.end)
        yield Trigger(*found.span(), stop.start() if stop else sentence.end, "turn")


def _trigger(veiled: str, sentence: Span, found: re.Match[str], kind: TriggerKind) -> Trigger:
    stop = _CLAUSE_END.search(veiled, found.end(), sentence.end)
    end = stop.start() if stop else sentence.end
    content = _CONTENT.match(veiled, end, sentence.end)
    end = content.end() if content else end
    before = veiled[max(sentence.start, found.start() - 10) : found.start()]
    watched = _WATCHED.search(before) is not None
    return Trigger(found.start(), found.end(), max(end, found.end()), kind, watched)


def _wanted() -> Iterator[str]:
    words = signing_words()
    yield from ("签", "换", "甲方", *words.verbs, *words.bonds, *words.partners, *words.pens)


_WANTED = Wanted(_wanted)
_SEMICOLON = re.compile(r"[；;]")
_AT_THE_TABLE = re.compile(r"》|协议|备忘录|合同|签约|签字|代表|文本|[双三四五六一]方|伙伴")
_SEQUEL = re.compile(
    r"(?:继[^，。；]{2,30}?|双方|三方|两家)(?P<verb>签约|签署|签订|签字|牵手)(?:[^，。；]{0,12}?)(?:之后|后)"
)
#: 采购人应自中标通知书发出之日起三十日内与中标人签订合同 says what the rules ask for.
_OBLIGED = Opened(
    r"(?:(?<![供响对反适效感])应当?|须|必须|不得|有权|有义务)(?:自|在|于|按照?|根据|依照?|尽快|及时|与)[^，。；]{0,40}$",
    "应须必不有",
)
#: 签合同之前要看清 tells of none.
_BEFORE_SIGNING = re.compile(
    r"[^，。；]{0,10}(?:之日|后生效|即生效)"
    r"|(?:(?:了|完)?(?:[这该]?[份个])?(?:协议|合同|约|字)?)(?:之前|以前|前(?=[，,要先应须必务得]))"
)
_FIRST_TURN = re.compile(r"(?:先|首先|最先|最早|率先|头一[个份]|第一[个份])(?:上台)?签(?:约|下|署|订)?的(?:是|为)")
_NEXT_TURN = re.compile(
    r"(?<=[，；。])(?:紧?接着|接下来|随后|之后|其次|然后|最后|第[二三四五六][个份]|另一份)(?:上台)?(?:签(?:约|下|署|订)?的)?(?:是|为)"
)
#: What is signed may follow the comma: 由甲和乙签订，内容是设备供货.
_CONTENT = re.compile(r"[，,](?:主要|具体)?(?:内容|标的)(?:是|为)[^，。；]{2,40}")
_ABOUT = re.compile(r"(?:就|围绕|对|关于|为)[^，。；]{0,4}$")
_TALKS = re.compile(r"磋商|洽谈|协商|商谈|会谈|讨论|沟通|交流|对接|座谈|事宜|谈判|交换意见")
#: 签约产业项目139个 counts and tells of none.
_COUNTED = re.compile(r"[^，。；]{0,8}(?:项目|企业|客户|合同)[^，。；]{0,4}\d")
#: 的第三次战略合作签约 speaks of the signing that is told elsewhere.
_TIMES = re.compile(r"的(?:第[一二三四五六七八九十\d]+次|又一次|再次|首次)(?:战略|合作|正式)*$")
_SIDES_NAMED = Opened(
    r"甲方(?:分别)?(?:是|为|：|:)|签约的(?:双方|三方|各方)[，,]?(?:分别)?(?:是|为|一边是|一方是|一头是)"
    r"|(?:签约|签字|签署|落笔)的(?:[两二三四五六七八九十]对[^，。；：]{0,4}|[一两二三四五六七八]?[方家](?:单位|企业)?|单位|企业)?(?:分别)?(?:是|为|还有)",
    "甲签落",
)
_OTHER_PAPER = re.compile(r"公约|倡议|声明|承诺|责任状|命令|宣言|军令状|决议|决定|同意书|意见|条例|法案|签名|名字")
_WATCHED = re.compile(
    r"(?:出席|参加|见证)了?(?:这场|此次|本次|了?当天的)?(?:战略|项目|合作|集中|云|协议的?)*$|(?:出席|参加|见证)了?[^，。；]{1,6}[和及、]$"
)
#: A comma ends the clause, one inside brackets or quotes does not matter here as those are short.
_CLAUSE_END = re.compile(r"[，,。；;！？!?\n]")


def _is_wished(veiled: str, sentence: Span, start: int) -> bool:
    """Say whether the words right before make it no fact and no plan: 希望签署, 尚未签约, 为签约做准备."""
    return _is_unreal(veiled[max(sentence.start, start - 20) : start]) or _is_denied(veiled, sentence, start)


def _is_unreal(before: str) -> bool:
    """Say whether the words end in a wish or a hindrance: 希望, 尚未; most hold no word of either."""
    if _unreal().search(before) is None:
        return False
    return _wish().search(_harmless().sub("〇〇", before)) is not None


def _is_denied(veiled: str, sentence: Span, start: int) -> bool:
    """Say whether the sentence takes the signing back or makes it hang on something: 误写为…签署, 若通过…将签订."""
    if _MAY_BE_IF.search(veiled, sentence.start, start) and _IF.search(veiled, sentence.start, start):
        return True
    if _MISTAKEN.search(veiled, sentence.start, start):
        return True
    return _CALLED_OFF.search(veiled, start, sentence.end) is not None


def _is_talked_of(veiled: str, sentence: Span, trigger: Trigger) -> bool:
    """Say whether a signing is only what people speak about: 就签署合作协议进行磋商."""
    before = veiled[max(sentence.start, trigger.start - 6) : trigger.start]
    return _ABOUT.search(before) is not None and _TALKS.search(veiled, trigger.end, trigger.clause_end) is not None


def _is_backward(veiled: str, found: re.Match[str]) -> bool:
    if not found.group().startswith("签约"):
        return False
    before = veiled[max(0, found.start() - 12) : found.start()]
    return (
        _TIMES.search(before) is not None
        or _not_before().search(before) is not None
        or _COUNTED.match(veiled, found.end()) is not None
    )


_MAY_BE_IF = re.compile(r"若|如果|如能|一旦|只要|假如|倘若|要是|万一|除非")
_IF = re.compile(
    r"(?:^|(?<=[，,；;\n]))\s*(?:若(?![干羌尔])|如果|如能|一旦|只要|假如|倘若|要是|万一|除非)[^。；]{2,60}[，,]"
)
_MISTAKEN = re.compile(r"误(?:写|报|作|登|刊|传|读|排)?(?:为|成|作)")
_CALLED_OFF = re.compile(r"取消|告吹|流产|作罢|搁浅|泡汤|不了了之|无果|没有?签成|未能签成|未签成|未果")


@cache
def _private() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().private))


@cache
def _papers() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().papers))


@cache
def _verb_pattern() -> Opened:
    words = signing_words()
    verbs = any_of(verb for verb in words.verbs if verb != "签约")
    papers = any_of(words.papers)
    no_noun = r"(?!仪式|活动|意愿|率|权|确认|认可|验收|放行|领取|为时|还早|尚早|人(?![工民才社力类]))"
    of_paper = rf"(?!的(?!是|[，,《“]|[^，。；、]{{0,28}}?{papers}))"
    paper = (
        rf"[《〈“]|(?:一|两|三|四|五|几|多)[份项个纸]|[^，。；、签]{{0,24}}?{papers}|(?:战略|合作|框架|项目|投资|5G)"
    )
    other_word = r"(?![约署订下定成立妥完了过有的出字上名发到收证单批领章书售注赠条])"
    return Opened(
        rf"(?:(?<!会(?=签的))(?:{verbs}){no_noun}{of_paper}|签约(?=的[，,]?(?:是|有|包括))|(?<=[\u4e00-\u9fff])签约(?=的[^，。；]{{2,30}}(?:项目|协议|合同))"
        rf"|签约(?!仪式|活动|大会|会(?![员标])|为时|还早|尚早|数(?![字据智联码控])|{any_of(words.not_after)})"
        rf"|(?:(?<![会标牌书便商])|(?<=[委员协学商]会))签{other_word}(?={paper}))",
        ("签", *words.verbs),
    )


@cache
def _bond_pattern() -> Opened:
    words = signing_words()
    papers = any_of(words.papers)
    paper = rf"[^，。；、]{{0,24}}?(?:{papers}|战略合作(?!意向|意愿)|(?:战略|合作)伙伴)"
    intent = r"[^，。；]{0,12}(?:意向(?!书|协议)|共识)"
    partner = r"[^，。；、]{0,16}(?:战略|合作)[^，。；、]{0,6}(?:伙伴|关系)"
    return Opened(
        rf"{any_of(words.bonds)}(?={paper})(?!{intent})|{any_of(words.partners)}(?={partner})",
        (*words.bonds, *words.partners),
    )


@cache
def _pen_pattern() -> Opened:
    pens = signing_words().pens
    return Opened(rf"{any_of(pens)}|[交互]换了?[^，。；]{{0,12}}?(?:文本|协议|合同|备忘录)", ("交", "互", *pens))


@cache
def _event_pattern() -> Opened:
    return Opened(
        r"(?:签约|签字|签署|签订)(?:仪式|活动|大会|会(?![议场员面见谈客标长]))(?!上|后|现场|结束|前|间隙|的|由|之后|期间|当天|当日)",
        "签",
    )


@cache
def _unreal() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().unreal))


@cache
def _wish() -> re.Pattern[str]:
    adverbs = r"(?:能|有)?(?:(?:与|同|和|跟)[^，。；]{0,14}|[^，。；]{0,4})$"
    return re.compile(f"{any_of(signing_words().unreal)}{adverbs}")


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().harmless))


@cache
def _not_before() -> re.Pattern[str]:
    return re.compile(f"{any_of(signing_words().not_before)}$")
