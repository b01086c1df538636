"""How sure it is that the letters of a division's name name the division, from what stands beside them."""

import re
from enum import IntEnum

from schemas.reference.regions_words import name_words
from tasks.extract.region_settings import Setting


class Strength(IntEnum):
    """What a hit needs before it is read as a division."""

    NO = 0
    """Something else is named: a road, a mountain, a person, a longer word."""
    ANCHORED = 1
    """An everyday word: the text must name the division unmistakably elsewhere."""
    REPEATED = 2
    """A city called by an everyday word: the text must name its province, and the city more than once."""
    HOSTED = 3
    """A district called by a plain word: the text must name its city."""
    SUPPORTED = 4
    """A county's short name: the text must name its prefecture or province."""
    SURE = 5
    """Nothing more."""


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴崔陆"
    "廖姚金邱夏谭韦贾邹石熊孟秦阎薛侯雷龙段郝孔邵史毛万顾赖武康贺严尹钱施牛洪龚"
)
_TITLE_ENDS = frozenset("长理记任员席师授士者人志事监裁")
_LOCATED_BEFORE = re.compile(r"(?:[在于到赴来抵驻访往至]|走进|落户|来到|位于|前往|进驻|抵达)$")
_LOCATED_AFTER = re.compile(
    r"举行|召开|举办|签|开[幕工业]|揭|落|正式|成功|考察|调研|参[加观]|投[资产运]|建[成设]|设立|启|发[布表]|进行|[，。、；,;\n]|$|市|县"
)
_EVENT_AFTER = re.compile(r"举行|召开|举办|考察|调研|揭牌|签约")
# What the dictionary joins with a place to one word: prepositions (于长春 is a person there), 中共湖南省委, 首都北京.
_MAY_LEAD = re.compile(r"[于今从和在与驻赴川浙赣皖冀]|中共|中国|首都|省会|武警|民盟|民革|民建|[一-龥]{4,}")
_PUNCTUATION = re.compile(r"[\s，。、；：！？,;:!?（）()《》“”\"'·—\-]|$")


def strength(setting: Setting) -> Strength:
    """Return what the hit needs before it is read as a division."""
    words = name_words()
    if _is_other_word(setting) or _names_more(setting, words.street) or _is_dish(setting):
        return Strength.NO
    if setting.hit.surface in words.generic:
        return Strength.SURE if setting.after_parent else Strength.ANCHORED
    if not setting.meant.is_short:
        return _strength_of_full_name(setting)
    if setting.hit.surface in words.ordinary:
        return _strength_of_ordinary_word(setting)
    if setting.meant.is_county:
        return _strength_of_county(setting)
    return Strength.NO if setting.hit.surface in words.given_names and _is_person(setting) else Strength.SURE


def before_institution(setting: Setting) -> bool:
    """Say whether an organ, a company, a paper or a zone of the place follows: 京山移动, 天心经开区."""
    return name_words().institution.match(setting.right) is not None


def is_located(setting: Setting) -> bool:
    """Say whether the words around speak of a place: 在日照举行."""
    return bool(_LOCATED_BEFORE.search(setting.left) and _LOCATED_AFTER.match(setting.right))


def _is_other_word(setting: Setting) -> bool:
    """Say whether the letters belong to other words of the text: 出海口, 上海|南站."""
    start, end = setting.hit.start, setting.hit.end
    if setting.hit.chained or setting.words.fits(start, end) or setting.after_parent:
        return False
    word = setting.words.around(start, end)
    if word is not None and word.start < start:
        return _MAY_LEAD.fullmatch(setting.text, word.start, start) is None
    return setting.words.cut(start, end)


def _names_more(setting: Setting, pattern: re.Pattern[str]) -> bool:
    """Say whether what follows fits the pattern and does not begin a longer word."""
    match = None if setting.before_name else pattern.match(setting.text, setting.hit.end)
    return match is not None and not setting.words.cut(setting.hit.end, match.end())


def _is_dish(setting: Setting) -> bool:
    """Say whether the name belongs to a dish, whatever words the letters are cut into: 重庆|小|面馆."""
    return setting.meant.is_short and not setting.before_name and name_words().dish.match(setting.right) is not None


def _strength_of_full_name(setting: Setting) -> Strength:
    surface, words = setting.hit.surface, name_words()
    if setting.after_parent or setting.meant.is_province or surface in words.unmistakable:
        return Strength.SURE
    if surface in words.hosted:
        return Strength.HOSTED
    return Strength.SURE if len(surface) > 2 and surface not in words.doubtful else Strength.SUPPORTED


def _strength_of_county(setting: Setting) -> Strength:
    if _names_more(setting, name_words().landscape) or _is_person(setting) or _begins_word(setting):
        return Strength.NO
    return Strength.SURE if setting.hit.surface in name_words().unmistakable else Strength.SUPPORTED


def _strength_of_ordinary_word(setting: Setting) -> Strength:
    words = name_words()
    if _names_more(setting, words.landscape) or _names_more(setting, words.building):
        return Strength.NO
    if _is_person(setting) or _begins_word(setting):
        return Strength.NO
    if setting.listed_in_province:
        return Strength.SURE
    return _strength_of_ordinary_county(setting) if setting.meant.is_county else _strength_of_ordinary_city(setting)


def _strength_of_ordinary_city(setting: Setting) -> Strength:
    if setting.after_parent or before_institution(setting):
        return Strength.SURE
    if is_located(setting):
        return Strength.SUPPORTED
    return Strength.ANCHORED if setting.hit.surface in name_words().nouns else Strength.REPEATED


def _strength_of_ordinary_county(setting: Setting) -> Strength:
    if setting.hit.surface in name_words().nouns and not before_institution(setting):
        return Strength.ANCHORED
    is_quarter = setting.hit.surface in name_words().quarters
    if setting.after_parent and (is_quarter or _PUNCTUATION.match(setting.right) or before_institution(setting)):
        return Strength.SURE
    if name_words().branch.match(setting.right):
        return Strength.SUPPORTED
    if is_located(setting) if is_quarter else _holds_event(setting):
        return Strength.SUPPORTED
    return Strength.ANCHORED


def _holds_event(setting: Setting) -> bool:
    return bool(_LOCATED_BEFORE.search(setting.left) and _EVENT_AFTER.match(setting.right))


def person_of_post(setting: Setting) -> str | None:
    """Return surname and name where the letters are the given name of a person with a post: 主任孟广州.

    Short names only; the surname is the one character before them.
    """
    left = setting.left
    named = left[-1:] in _SURNAMES and left[-2:-1] in _TITLE_ENDS
    return left[-1] + setting.hit.surface if named and setting.meant.is_short else None


def _is_person(setting: Setting) -> bool:
    """Say whether the letters may be the given name of a person: 、李长安."""
    left = setting.left
    if left[-1:] not in _SURNAMES or setting.words.around(setting.hit.start - 1, setting.hit.start):
        return False
    return _PUNCTUATION.match(left[-2:-1]) is not None or left[-2:-1] in _TITLE_ENDS


def _begins_word(setting: Setting) -> bool:
    """Say whether a longer word begins with the name, other than the name with its organs behind it."""
    if setting.words.fits(setting.hit.start, setting.hit.end):
        return False
    word = setting.words.around(setting.hit.start, setting.hit.end)
    return word is not None and word.end > setting.hit.end and not before_institution(setting)
