"""Coverage that is said without a number: 全覆盖 is 100 percent, a described extent has no value."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.records import Span
from tasks.extract.metrics.passages import Passage

_NETWORK = re.compile(
    r"5G-?A?(?!工厂|车间|项目|应用|产业|消息|\+|赋能|融合)|4G|光网|光纤|光缆|千兆|宽带|移动网络"
    r"|无线网络|通信网络|通信信号|移动信号|手机信号|网络信号|WiFi|Wi-Fi|WLAN|NB-IoT|物联网|WIFI|(?<![务老流通运售治理应救障育])网络"
)
_PLACES = (
    r"(?:城区|市区|县城|乡镇|镇区|行政村|建制村|嘎查村?|自然村|村|社区|街道|县区|区县|地级市|设区市|地市|州市|市州|盟市|县市区|县级市|县"
    r"|重点区域|区域|路段|站点|人口|小区|楼宇|家庭|景区|园区|场所|海岛|岛屿|港口|所在地|驻地|镇街|口岸|煤矿|矿区|码头)"
)
_ALL = r"(?:所有|全部|各个?|每个|每一个|全[国省市区县州域疆]所有)"
#: That it holds for every one of the places.
_EVERY = r"(?:全部|全都|全面|(?<!平)均|都|悉数|无一例外)"
_NET = r"(?:5G|4G|光纤|光缆|宽带|千兆|光网|网络|信号|网)"
_FULL = re.compile(
    r"(?:全覆盖|全面覆盖|全域覆盖|全境覆盖|百分百覆盖|百分之百覆盖|全部覆盖|完全覆盖|无死角覆盖|无盲区覆盖|应覆尽覆|全[市省区县州镇]域(?:的)?覆盖|全(?:部)?通(?:达|(?=[，。；、]|$))|(?:5G|4G|网络|信号)无死角|(?:一个|一村|一处)不[落漏]|不[落漏]一[村处镇]"
    rf"|(?:县县|乡乡|镇镇|村村|组组|户户|市市|寨寨)(?:都|均)?(?:通|有|能用)上?了?{_NET}?"
    rf"|(?:全部|(?<!平)均已?|都已?)(?:实现)?(?:覆盖|通达|通(?:上|了)?{_NET})"
    rf"|{_ALL}[^，。；、]{{0,6}}{_PLACES}(?:城区)?[、，和与及][^。；]{{2,40}}?实现{_NET}[^，。；、]{{0,6}}覆盖"
    rf"|{_ALL}[^，。；、]{{0,6}}{_PLACES}(?:城区)?(?:已经?|均|都|全部|也){{0,4}}实现(?:全)?{_NET}[^，。；、]{{0,6}}(?:覆盖|通达)"
    rf"|{_ALL}[^，。；、]{{0,6}}{_PLACES}(?:城区)?(?:已经?|均|都|全部|实现|也){{0,4}}(?:通|开通|通上|用上|通了|接入){_NET}"
    rf"|{_EVERY}(?:已经?|{_EVERY}){{0,4}}(?:完成|实现|做到|有|具备|享有)(?:了)?(?:全)?{_NET}(?:-A)?(?:[^，。；、]{{0,8}}(?:覆盖|通达|信号)|(?=[，。；]|$))"
    rf"|{_PLACES}(?![和与及、])[^，。；、]{{0,8}}?{_EVERY}(?:已经?|要|将|能|可以?|{_EVERY}){{0,4}}(?:通|用|接|连)[上通了]{{0,2}}{_NET}"
    rf"|实现了?{_ALL}[^，。；、]{{0,6}}{_PLACES}[^，。；]{{0,16}}?的?{_NET}[^，。；、]{{0,6}}覆盖"
    rf"|为{_ALL}[^，。；、]{{0,6}}{_PLACES}提供{_NET}"
    rf"|[给为]?每一?[个条户家座处][^，。；、]{{0,8}}(?:都|也)?(?:通|接|连|装)[上通了]{{1,2}}{_NET}"
    rf"|(?:通达|延伸[到至]|铺[到进]|伸[到进]|走进|通到|送[到进]|抵达|拉到|进到)了?{_ALL}[^，。；、]{{0,6}}{_PLACES}"
    rf"|覆盖(?:了|到)?(?:全[国省市区县州域](?:所有{_PLACES})?|{_ALL}[^，。；、]{{0,10}}?{_PLACES})"
    r"(?![^，。；、]{0,3}(?:重点|主要|核心|部分|\d)))"
)
_AND_ALSO = re.compile(r"[、和与及](?:均?已?)?通(?:光纤|光缆|宽带|4G|5G)")
_EXTENT = re.compile(r"(?:连续|深度|基本|按需|有效|良好|重点|优质|广泛|室内|规模)覆盖(?![率度面])")
_POLICY = re.compile(r"(?:持续|加快|不断|进一步)?(?:推进|推动|加强|优化|提升|强化|促进|加快|开展)")
_SLOGAN = re.compile(
    r"[“\"][^”\"，]{0,12}$|全覆盖、全|能力|应急|方案|率$|服务全覆盖|监控全覆盖|监测全覆盖|保障全覆盖|一站式"
)
#: 实现“村村通”: quoted, and a fact all the same.
_REALISED = re.compile(r"(?:实现|做到)了?[“\"]$")
_BARRED = re.compile(
    r"监控|摄像|视频|充电|保险|服务|培训|督查|排查|人员|医疗|教育|救助|监测|公交|供水|供电|供暖|物流|快递|养老|保障|检查|疫苗|核酸|政策|政务|审批|平安|雪亮"
)
#: What stands before 全覆盖 and is no subject of it: places, dates, adverbs, modals, verbs of reaching.
_NO_SUBJECT = re.compile(
    rf"[^一-龥]|{_PLACES}|{_ALL}|{_EVERY}|[全各本][国省市区县州域疆镇]?|(?:上|下|今|明|去|当|近|前)?半?[年月]?[底末内前初]?"
    r"|实现|达到|做到|完成|力争|争取|确保|计划|预计|基本|率先|已经?|将|要|可|能|并|也|又|再|还|均|都|其中|同时|目前|现在|如今|有望|提前|先后|逐步|初步"
    r"|主要|主城|中心|城市|农村|城乡|以上|县级|户外|室外|室内|公共|场所|交通|干线|枢纽|校园|医院|高校|商圈|产业园|工业园|开发区|高新区|各类|热点|重点|核心|高速|高铁|公路|铁路|地铁|线路|地区|地级|行政|郊|城|镇|乡|村|市|区|县|省|州"
    r"|[对为在向到和与及以的了等个所着]"
)


class Coverage(NamedTuple):
    """One statement of coverage: its words, the words that name the network, and whether it is whole."""

    words: Span
    network: Span
    is_full: bool


def coverage_statements(passage: Passage) -> Iterator[Coverage]:
    """Yield the statements of coverage without a number in a passage."""
    for pattern, is_full in ((_FULL, True), (_EXTENT, False)):
        for match in pattern.finditer(passage.masked, passage.start, passage.end):
            if not is_full and match.end() == match.start():
                continue
            network = _network(passage, match, is_full)
            if network is not None and not _is_slogan(passage, match) and (is_full or not _is_policy(passage, match)):
                yield Coverage(Span(*match.span()), network, is_full)
                yield from _also(passage, match, is_full)


def _also(passage: Passage, match: re.Match[str], is_full: bool) -> Iterator[Coverage]:
    """Yield the second network of 均已通光纤、通4G."""
    also = _AND_ALSO.match(passage.masked, match.end(), passage.end)
    if also:
        span = Span(*also.span())
        yield Coverage(span, span, is_full)


def _network(passage: Passage, match: re.Match[str], is_full: bool) -> Span | None:
    """Return the network of the clause, of what the words themselves name, or named last before in the sentence."""
    start, end = passage.clause_start(match.start()), passage.clause_end(match.end())
    for left, right in ((match.start(), match.end()), (start, match.start()), (match.end(), end)):
        found = list(_NETWORK.finditer(passage.masked, left, right))
        if found:
            return Span(found[0].start(), found[-1].end())
    if _BARRED.search(passage.masked, start, match.start()) or _has_subject(passage.masked[start : match.start()]):
        return None
    before = max(start - 1, passage.start)
    first = passage.start if is_full else passage.clause_start(before)
    found = list(_NETWORK.finditer(passage.masked, first, before))
    return Span(found[-1].start(), found[-1].end()) if found else None


def _has_subject(words: str) -> bool:
    """Return whether the words before 全覆盖 name what covers, places and modes aside: 人才招聘覆盖全市所有乡镇."""
    return len(_NO_SUBJECT.sub("", words)) > 1


def _is_policy(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether the extent is only something to work at: 推进重要场景深度覆盖."""
    return bool(_POLICY.match(passage.masked, passage.clause_start(match.start()), match.start()))


def _is_slogan(passage: Passage, match: re.Match[str]) -> bool:
    start, end = passage.clause_start(match.start()), passage.clause_end(match.end())
    before, after = passage.masked[start : match.start()], passage.masked[match.end() : end]
    return bool(
        (_SLOGAN.search(before) and not _REALISED.search(before))
        or _SLOGAN.match(after)
        or _BARRED.search(re.sub("5G服务|网络服务|通信服务", "", before[-12:]))
    )
