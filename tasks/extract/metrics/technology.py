"""The network that a figure speaks of."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from schemas.metric_kinds import MetricKind
from schemas.records import Span
from schemas.vocabulary import Technology
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.passages import Passage

#: In this order where one place holds several: 5G-A is also 5G, a gigabit network also fibre.
_NAMES: tuple[tuple[Technology, re.Pattern[str]], ...] = (
    ("5G-A", re.compile(r"5G-?A(?![A-Za-z])|5\.5G|5G-Advanced", re.IGNORECASE)),
    ("5G", re.compile(r"(?<![\d.])5G(?!-?A(?![A-Za-z])|bps|b/|B|/s)|Redcap", re.IGNORECASE)),
    ("4G", re.compile(r"4G|LTE")),
    ("gigabit", re.compile(r"千兆|万兆|10G-?\s?PON|XG-?PON|1000M(?:bps)?(?:及?以上)?|FTTR|50G-?\s?PON", re.IGNORECASE)),
    ("fibre", re.compile(r"光纤|光网|光缆|光宽带|全光|FTTH|(?<!移动)宽[带频]|通光")),
    ("iot", re.compile(r"物联|NB-IoT", re.IGNORECASE)),
)
_MOBILE: tuple[Technology, ...] = ("5G", "5G-A", "4G")
#: What things run on: 搭起5G专网2张，600台设备联网.
_RUNS_ON = re.compile(r"5G(?:-A)?[^，。；]{0,6}(?:专网|网络)[^；。]{0,24}$")
_COMPUTE_MONEY = re.compile(r"(?:算力|智算)[^，。；]{0,4}(?:投资|投入|资本开支)")
_MEASURED = re.compile(r"实测|测试|测速|拨测")
_LISTED = re.compile(r"(?:、|和|与|及|以及)")
_PAIR = re.compile(r"(?:5G|4G|千兆光?网?|光纤|宽带)(?:网络|接入|通达率|覆盖率|信号)?[、和与及](?:千兆|5G|4G|光|宽带)")
_BUILDS = re.compile(
    r"[^，。；]{0,8}[，,]?(?:用于|用来|主要用于|全部用于|专项用于)?(?:在[^，。；]{0,12})?(?:新?建设?|增建|打造|推进|加快|铺设|完善|升级)[^，。；]{0,40}"
)
#: 投入2亿元用于通信网络建设，新建5G基站: words of this length after the sum say what it is for.
_PURPOSE = 4
#: 投入18亿元，新建基站，并建云资源池: the money is for several things.
_BUILDS_MORE = re.compile(r"[，；](?:并|同时|以及|还)(?!网)")
#: 新建5G基站40个，投入3200万元: what was spent on what was just built.
_SPENT = re.compile(r"(?:共|一共|累计|总|已)*(?:完成|实现)?(?:总?投资|投入)(?:资金)?(?:额)?(?:达到?|约|共|为)*")
_BUILT = re.compile(r"5G(?:-A)?(?:基站|网络|专网)")
_ALL_KINDS = re.compile(r"各类|各种|各制式|通信基站|移动基站|移动电话基站|4G[/、和与及]5G")
_RIGHT_BEFORE = re.compile(r"(?:5G(?:-A)?|4G|千兆|物联网)$")
_TELEPHONES = re.compile(r"移动电话|固定电话|手机用户|IPTV")
#: Broadband that is not said to be of fibre: 农村宽带.
_VILLAGE_LINE = re.compile(r"农村宽带|宽带(?=平均|网速|速率)(?<!家庭宽带)(?<!固定宽带)")
#: A line between places: 直连光缆, 海缆, 光传输.
_CABLE = re.compile(r"光缆|海缆|光传输|单波|直[达连通]光纤|光纤直[达连通]")
#: How far back the network of a measured rate may be named.
_NEARBY = 200
_WIRELESS = re.compile(r"下载|下行|上行|上传|峰值|实测|测速")
#: Lines of any sort: 宽带 alone does not say that its users or places have fibre, a rate beside it does.
_LINES = re.compile(r"(?<!光)(?<!家庭)(?<!光纤)(?<!千兆)宽[带频](?:网络)?")
_WITH_RATE = re.compile(r"\d\s?[MG兆]")
_OF_LINES = {"subscribers", "penetration", "coverage", "investment"}
#: Kinds that may have two networks at once.
_OF_PEOPLE = {"coverage", "subscribers", "penetration"}
_FROM_PARAGRAPH = {"applications", "penetration", "latency"}
#: A page on one network may speak of 基站 alone.
_FROM_PAGE = {"base_stations", "base_station_density"}
#: Kinds that speak of the network that the whole sentence speaks of, where their own words name none.
_FROM_SENTENCE = {
    "base_stations",
    "applications",
    "latency",
    "subscribers",
    "base_station_density",
    "penetration",
    "private_networks",
}


def technologies(figure: Figure) -> tuple[Technology | None, ...]:
    """Return the network of the figure; two where the text gives two networks one figure (5G和千兆光网)."""
    kind = figure.kind
    if figure.source is not None and (
        figure.measure == "share" or (figure.measure != "level" and kind.unit != "percent")
    ):
        return technologies(figure.source)
    if kind.technology or not kind.has_technology:
        return (kind.technology,)
    if kind.name in _READERS:
        return (_READERS[kind.name](figure),)
    own = named_technologies(_own_words(figure), kind.name)
    if len(own) > 1 and figure.series == len(own):
        return (own[figure.rank],)
    if not own or (_ALL_KINDS.search(figure.words) and len(own) != 1):
        return (_carried(figure, kind),)
    return own if _is_pair(figure.words) and kind.name in _OF_PEOPLE else own[-1:]


def _own_words(figure: Figure) -> str:
    """Return the words that name the kind, with a network named right before the number (5G超亿新连接)."""
    before = _RIGHT_BEFORE.search(figure.clause) if figure.phrase.start >= figure.quantity.end else None
    return (before.group() if before else "") + figure.words


def _said_of_lines(words: str, kind: str) -> str:
    """Return the words without 宽带 where it names no network: the lines of 宽带用户 may be of copper."""
    return words if kind not in _OF_LINES or _WITH_RATE.search(words) else _LINES.sub("", words)


def named_technologies(words: str, kind: str = "") -> tuple[Technology, ...]:
    """Return the networks that the words name, in order; one place counts once.

    Args:
        words: the words.
        kind: the kind of figure that they belong to; some hold 宽带 for no network.

    Example:
        >>> named_technologies("5G和千兆光网"), named_technologies("光纤宽带")
        (('5G', 'gigabit'), ('fibre',))
    """
    return tuple(dict.fromkeys(_each_named(_said_of_lines(words, kind))))


@lru_cache(maxsize=1024)
def _each_named(words: str) -> tuple[Technology, ...]:
    """Return every naming of a network, in order."""
    found: list[tuple[int, int, Technology]] = []
    for name, pattern in _NAMES:
        for match in pattern.finditer(words):
            if not any(start <= match.start() < end + 4 and other in _kin(name) for start, end, other in found):
                found.append((match.start(), match.end(), name))
    return tuple(name for _, _, name in sorted(found))


def _kin(name: Technology) -> tuple[Technology, ...]:
    """Return the networks whose name the other's words only go on with: 千兆光纤 is gigabit."""
    return {"fibre": ("gigabit", "fibre"), "5G": ("5G-A", "5G")}.get(name, (name,))  # type: ignore[return-value]


def is_pair(words: str) -> bool:
    """Return whether the words name two networks side by side: 光纤宽带和4G网络."""
    named = named_technologies(words)
    return len(named) == 2 and bool(_LISTED.search(words))


def _is_pair(words: str) -> bool:
    return _PAIR.search(words) is not None


def _carried(figure: Figure, kind: MetricKind) -> Technology | None:
    """Return the network that the sentence named last, for kinds that speak of the network of their sentence."""
    if _ALL_KINDS.search(figure.words) or _TELEPHONES.search(figure.words):
        return None
    if kind.name in _OF_LINES and _LINES.search(figure.words):
        return None  # a fixed line is on no mobile network that was named before
    lead = figure.passage.masked[figure.passage.start : figure.quantity.start]
    named = _each_named(_said_of_lines(lead, kind.name))
    if kind.name == "connections":
        return _run_on(lead, named)
    if kind.name == "coverage" or (kind.name == "penetration" and named):
        return named[-1] if named else None
    mobile = [name for name in named if name in _MOBILE]
    return mobile[-1] if mobile and kind.name in _FROM_SENTENCE else _from_around(figure, kind)


def _run_on(lead: str, named: Sequence[Technology]) -> Technology | None:
    """Return the network that connected things run on, as far as the words before them say it."""
    network = _RUNS_ON.search(lead)
    if "iot" in named:
        return "iot"
    return _each_named(network.group())[0] if network else None


def _from_around(figure: Figure, kind: MetricKind) -> Technology | None:
    """Return the network that the paragraph or the page speaks of, for kinds that are of it."""
    if kind.name in _FROM_PAGE:
        return _of_page(figure.passage)
    nearby = [name for name in _each_named(figure.passage.with_before()) if name in ("5G", "5G-A")]
    if kind.name in _FROM_PARAGRAPH and nearby and "工业互联网" not in figure.words:
        return nearby[-1]
    return "5G" if kind.name == "private_networks" else None


def _of_page(passage: Passage) -> Technology | None:
    """Return the one mobile network that the paragraph, else the title, names."""
    for words in (passage.with_before(), passage.title):
        mobile = {name for name in _each_named(words) if name in _MOBILE}
        if mobile:
            return mobile.pop() if len(mobile) == 1 else None
    return None


def _of_rate(figure: Figure) -> Technology | None:
    """Return the network of a rate: what its clause names, one measured on the air that of the sentences around."""
    passage = figure.passage
    end = min(passage.clause_end(figure.quantity.end), figure.quantity.end + 10)
    start, number = passage.clause_start(figure.quantity.start), Span(figure.quantity.start, figure.quantity.end)
    written = passage.masked[number.start : number.end]
    own = "" if any(character.isdigit() for character in written) else written
    clause = passage.masked[start : number.start] + own + passage.masked[number.end : end]
    named = named_technologies(_VILLAGE_LINE.sub("", clause))
    if figure.value == 1000 and "fibre" in named and "家" not in clause:
        return "gigabit"
    if named:
        return named[0]
    if _is_of_cable(passage, figure.quantity.start):
        return "fibre"
    return _on_the_air(passage, figure.quantity.start) if _WIRELESS.search(passage.masked, passage.start, end) else None


def _is_of_cable(passage: Passage, start: int) -> bool:
    """Return whether the sentence speaks of a line of fibre between places, and of no other network since."""
    cables = list(_CABLE.finditer(passage.masked, passage.start, start))
    return bool(cables) and not named_technologies(passage.masked[cables[-1].end() : start])


def _on_the_air(passage: Passage, start: int) -> Technology | None:
    """Return the mobile network named last before the number, else in the title."""
    first = passage.before.start if passage.before else passage.start
    first = max(0, start - _NEARBY) if _MEASURED.search(passage.text) else first
    for words in (passage.masked[first:start], passage.title):
        mobile = [name for name in _each_named(words) if name in _MOBILE]
        if mobile:
            return mobile[-1]
    return "5G" if "5G" in passage.text else None


def _of_delay(figure: Figure) -> Technology | None:
    """Return the network of a delay: what its sentence or paragraph names, one measured on the air that one's."""
    passage = figure.passage
    own = named_technologies(_own_words(figure)) or _carried(figure, figure.kind)
    if own or not _WIRELESS.search(passage.masked, passage.start, figure.quantity.start):
        return own[-1] if isinstance(own, tuple) else own
    return _on_the_air(passage, figure.quantity.start)


def _of_money(figure: Figure) -> Technology | None:
    """Return the network that the money is for: named in its clause, or in the one that says what it builds."""
    passage, quantity = figure.passage, figure.quantity
    own = passage.masked[
        max(passage.clause_start(quantity.start), quantity.start - 16) : min(
            passage.clause_end(quantity.end), quantity.end + 14
        )
    ]
    before = _clause_ahead(passage, passage.clause_start(quantity.start))
    built = _BUILDS.match(passage.masked, quantity.end, passage.end)
    purpose = passage.masked[quantity.end : passage.clause_end(quantity.end)]
    is_other = len(purpose) >= _PURPOSE and not named_technologies(purpose)
    if built and (is_other or _BUILDS_MORE.match(passage.masked, built.end())):
        built = None
    for words in (own, built.group() if built else "", before if "改造" in before or "工程" in before else ""):
        named = named_technologies(words, "investment")
        if len(named) == 1 and not _LISTED.search(words):
            return named[0]
        if "5G" in named and words is not own and re.search(r"[^、和与及]{0,3}5G(?:网络|基站)$", words.rstrip("”")):
            return "5G"
    if figure.source is not None:
        return _of_money(figure.source)
    spent = passage.masked[passage.clause_start(quantity.start) : quantity.start]
    if _SPENT.fullmatch(spent) and _BUILT.search(before):
        return "5G-A" if "5G-A" in before else "5G"
    if _COMPUTE_MONEY.search(own):
        return "compute"
    before_text = passage.before.text if passage.before else ""
    return "5G" if passage.text.startswith("工程") and "5G" in before_text else None


def _clause_ahead(passage: Passage, start: int) -> str:
    end = max(start - 1, passage.start)
    return passage.masked[passage.clause_start(end) : end]


_READERS: dict[str, Callable[[Figure], Technology | None]] = {
    "investment": _of_money,
    "data_rate": _of_rate,
    "latency": _of_delay,
}
