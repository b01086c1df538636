"""Whether words that stand where a party is expected can be the name of one."""

import re

from schemas.reference.organizations import name_words
from schemas.reference.regions import gazetteer
from schemas.vocabulary import Role
from tasks.extract.organizations.word_class import word_class
from tasks.extract.persons import post_pattern

_SHAPE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·（）()“”]{2,24}")
_ALONE = re.compile(
    r"(?:[两三四五六七八九十多几数\d]+[家所个大])?(?:公司|集团|医院|学校|大学|院校|园区|企业|银行|机构|协会)"
)
_NO_ONE = re.compile(
    r"^(?:eMTC|NB-?IoT|IoT|[AVXM]R|AI|IDC|MEC|SPN|PON|LTE|NFC|WLAN|WiFi|Wi-Fi|RedCap|UPF|VoLTE|VoNR|GIS|GPS|BIM|RFID|PLC|MES|ERP|[2-6]G)$"
    r"|(?:双方|三方|各方|对方|我们|他们|大家|企业|单位|部门|机构|高校|院校|运营商|伙伴|客户|用户|商户|群众|代表|嘉宾|专家|领导|人员|负责人|项目|协议|产业|行业|领域|方面|技术|网络|发展|建设|应用|合作|服务|平台|工作|活动|仪式|会议|论坛|大会|国家|社会|市场|经济|基地|模式|体系|能力|水平|资源|环境|文件|文本|方案|计划|家|个|名|位|项|(?<!股)份|场|次|年|月|日|时|等|县区|市区|乡镇|商|者|人|们|区域|城市|省份|全国|全球|国内外|上下游|产业链|生态|厂商|巨头|院士|教授|户|村民|商家|业主|家庭|学生|员工|职工|市民|居民|老人|患者|政府|乡镇|街道|社区|景区|父母|老师|医生|球员|选手|媒体|网友|品牌|门店|超市|酒店|农民|合作社|上|后|前|时|期间|当天|间隙|小镇|[^，]企|省队|市队|里)$"
)
#: A street office or town with a name of its own: 新庄街道, not 各街道, 有关乡镇, 商业街道.
_TOWN = re.compile(
    r"(?!商业|步行|历史|特色|美食|文化|城市|中心|[各该本所某哪每众相有部其多数几全一二两三四五六七八九十])[\u4e00-\u9fff]{2,3}(?:街道|街道办|街道办事处|镇|乡)"
)
_NO_TOWN = ("v", "vn", "a", "d", "p", "c", "r", "m", "t", "b")
_ENDED = re.compile(
    r"(?:公司|集团|科技|股份|电子|信息|网络|智能|通信|软件|控股|资本|传媒|医学|生物|医药|能源|电力|银行|证券|大学|学院|医院|研究院|研究所|实验室|学校|中心|区|园|城|谷|港|协会|学会|商会|局|厅|委)$"
)
#: 该公司 points at a firm and names none.
_POINTING = re.compile(r"[该本我此](?!溪|钢)|[这那][家所个]")
_NO_STEM = ("d", "p", "c", "r", "u", "y", "m")
_NO_PART = ("d", "p", "c", "r", "t", "f", "m", "u", "y")
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (
        re.compile(
            r"(?:大学|学院|医院|研究院|研究所|研究中心|实验室|学校|院|所|(?:师|工|理工|农|科|医|财|政法|交|邮电|航|海)大)$"
        ),
        "institution",
    ),
    (re.compile(r"(?:区|园|城|谷|港|基地)$"), "zone"),
    (re.compile(r"(?:协会|学会|商会|联盟|会)$"), "other"),
    (re.compile(r"(?:局|厅|委|办|街道|街道办事处|[镇乡]|政府)$"), "government"),
)


def is_name_like(name: str, words: list[str]) -> bool:
    """Say whether the words can be a name: no verb, no pronoun, no count, no common noun alone.

    Example:
        >>> is_name_like("瑞衡", ["瑞", "衡"]), is_name_like("三家企业", ["三家", "企业"])
        (True, False)
    """
    if _is_town(name, words):
        return True
    if len(words) > 2 and words[-1] == "基地" and words[-2] in gazetteer().names:  # 某某风电包头基地
        name, words = "".join(words[:-2]), words[:-2]
    if not _SHAPE.fullmatch(name) or _NO_ONE.search(name) or _ALONE.fullmatch(name) or post_pattern().search(name):
        return False
    if _POINTING.match(name) or name.endswith("”") or name.count("“") != name.count("”"):
        return False
    if words and words[-1] in name_words().industries:
        return len(name) > len(words[-1]) + 1 and _is_stem(words[:-1])
    ended = _ENDED.search(name) is not None
    if not ended and all(_is_everyday(word) for word in words):
        return False
    inner = words[1:] if ended and words and words[0] in ("同", "和") else words
    return all(_may_stand(word, ended) for word in inner) and any(not _is_common(word) for word in words)


def _is_town(name: str, words: list[str]) -> bool:
    """Say whether the words name a street office: 新庄街道, not 各街道 or 商业街道."""
    return (
        _TOWN.fullmatch(name) is not None
        and bool(words)
        and not (len(words[0]) > 1 and word_class(words[0]) in _NO_TOWN)
    )


def _is_stem(words: list[str]) -> bool:
    """Say whether the words before an industry set one firm apart: 鲁北重型 before 锻造, not 当地 before 化工."""
    vocabulary = name_words()
    if any(word in vocabulary.borders or word_class(word).startswith(_NO_STEM) for word in words):
        return False
    if any(
        len(word) > 1 and word_class(word) == "v" and word not in vocabulary.verbs | vocabulary.proper for word in words
    ):
        return False
    return any(not _is_everyday(word) and not _is_common(word) for word in words)


def is_placed_name(words: list[str]) -> bool:
    """Say whether the words after a place's name go on to a name: 东方重锅 after 自贡, not 会上 after 苏州.

    Example:
        >>> is_placed_name(["东方", "重", "锅"]), is_placed_name(["此前", "就"])
        (True, False)
    """
    rest = "".join(words)
    if not 2 <= len(rest) <= 10 or not _SHAPE.fullmatch(rest) or _NO_ONE.search(rest) or post_pattern().search(rest):
        return False
    if any(word_class(word) == "v" and word not in name_words().verbs for word in words[:-1]):
        return False
    return not any(word in name_words().borders or word_class(word).startswith(_NO_PART) for word in words)


def _may_stand(word: str, ended: bool) -> bool:
    """Say whether the word can be part of a name; a verb only of one that ends like a name (腾跃科创园)."""
    vocabulary = name_words()
    if word in vocabulary.verbs or word in vocabulary.proper or word.isascii() or word in "（）()“”":
        return True
    if word in vocabulary.borders:
        return ended and len(word) == 1 and word not in "的了是在与和及"
    kind = word_class(word)
    if kind == "v" and ended:
        return True
    return len(word) == 1 or not kind.startswith(("v", "d", "p", "c", "r", "t")) or kind in ("vn", "vi")


def _is_everyday(word: str) -> bool:
    """Say whether the dictionary has the word as a common noun, verb or adjective and not as a name."""
    return len(word) > 1 and word_class(word) in (
        "n",
        "vn",
        "v",
        "a",
        "an",
        "ad",
        "b",
        "d",
        "l",
        "i",
        "t",
        "s",
        "f",
        "m",
        "ng",
    )


def _is_common(word: str) -> bool:
    return word in name_words().generic


def role_of(name: str) -> Role:
    """Return what the end of the name says it is; an enterprise where it says nothing.

    Example:
        >>> role_of("腾跃科创园"), role_of("瑞衡")
        ('zone', 'enterprise')
    """
    for pattern, role in _ROLES:
        if pattern.search(name):
            return role
    return "enterprise"
