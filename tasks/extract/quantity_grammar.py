"""The forms in which Chinese news writes a quantity, as patterns. What they mean is read in ``quantities``."""

import re
from collections.abc import Iterable
from functools import cache

from schemas.units import approximators_after, approximators_before, unit_forms, unless_before, word_endings
from tasks.extract.numerals import ARABIC, COMPOUND

#: No run of numerals that is a number is as long: a longer one is not read again from each of its characters.
_LONGEST = 60
_DIGIT = "一二两三四五六七八九"
#: 余, 多 and 来 may stand inside a number, before its scale: 20余万, 三十多亿.
_ROUGHLY = "(?:余|多(?!样|元化|媒)|来(?!自|源|到))"
_SCALE = f"(?:[十百千]?(?:万(?!兆)|亿)[万亿]{{0,{_LONGEST}}}|[百千](?![兆瓦米克卡伏字]))"
#: A Chinese number that begins with a digit or 十, or one below 1: 零点八.
_NUMERAL = rf"(?:[{_DIGIT}十][零〇{_DIGIT}十百千万亿]{{0,{_LONGEST}}}(?:点[零〇{_DIGIT}]+)?|[零〇]点[零〇{_DIGIT}]+)"
#: No address of mail, with the words that run into it, is longer before its @.
_LONGEST_WORD = 200
#: 百, 千, 万, 亿 without a digit count only beside an approximator: 破百, 超亿, 百余个.
_MULTIPLIER = f"[百千万亿][万亿]{{0,{_LONGEST}}}"
#: Words between an approximator and its number: 超过了3万, 已近于百, 约为5万.
_LINK = "(?:了|到|达到?|有|为|至)?"

#: What no quantity may be read from: network generations, product names, clock times, dates, titles, addresses. The
#: characters that a match may begin with are listed in ``quantity_search``.
_NAMES = r"《[^《》\n]{1,80}》|https?://\S+|www\.\S+"
_CODES = (
    r"(?<![\d.])[2-6](?:\.5)?G(?!b|B|bps|/s)(?:-?A|-?R)?"
    r"|(?:XG|10G|50G|G|E)S?[- ]?P?-?PON|F5G"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|\d{1,2}[时点]\d{1,2}分"
    r"|(?:19|20)\d{2}\s?[-—–~至到]{1,2}\s?(?:19|20)\d{2}"
    r"|(?<!\d)(?:19|20)\d{2}(?=年)"
    r"|\d{1,2}\s?月\s?\d{1,2}\s?[日号]|\d{1,2}[-—–~至到]{1,2}\d{1,2}[月日]|\d{1,2}[月日时](?![均产])"
    r"|[二一][零〇○一二三四五六七八九]{3}年"
    r"|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{0,3}日?"
    r"|[“\"]\d{1,2}[·•・]\d{1,2}[”\"]?"
    r"|(?:GB|YD|DB)/T\s?\d+|(?:鲲鹏|昇腾|麒麟|骁龙|天玑)\s?\d+|工业\d\.0|Wi-?Fi\s?\d"
    r"|(?:热线|客服|拨打)\d{5}(?!\d)|(?<!\d)\d{5}(?=[^，。；\d]{0,6}热线)|成千上万|成百上千|千千万万"
    r"|\d{3,4}[-—]\d{7,8}|\d{3,4}-\d{3,4}-\d{4}|(?<!\d)1[3-9]\d{9}(?![\d元户座个家台人%])|一带一路"
    r"|[“\"]?十[一二三四五六七]五[”\"]?"
    r"|\d{1,20}(?:\+(?:\d{1,20}|[NnX]))+[”\"]?[（(][^（）()\n]{0,60}[）)]"
    r"|\d{1,20}(?:[+×xX*/]\d{1,20})+(?![\d%])|\d{1,20}[+×][\dA-Za-z]"
)
MASK = re.compile(f"{_NAMES}|{_CODES}")
#: The same for a text with addresses of mail, which may begin with any word.
MASK_WITH_MAIL = re.compile(rf"{_NAMES}|[\w.]{{1,{_LONGEST_WORD}}}@[\w.]+|{_CODES}")
#: What may not stand before or after the digits of a quantity.
BARRED_BEFORE = re.compile(r"(?:[第届A-Za-z_#@&+×.\d/]|\d[:：]|[A-Za-z]-|No\.|[十百千]\s?)$")
#: 几十 and 数百 name no number; in 人数三百 and 总数两千 数 ends a noun, in 基站数十个 it may be either.
VAGUE_BEFORE = re.compile(r"(?:几|(?<![总人户个座台站口架项件家场端])数|数(?=[百千万亿]|十(?![一二三四五六七八九])))")
BARRED_AFTER = re.compile(
    r"\s?(?:[+×*]\d|[/:：]\d|[-—]?[A-Za-z]|[届号代版级强大化维期字纲度]|阶段|网通|部曲|来[源自到]|\.[\dA-Za-z])"
)


@cache
def atom() -> re.Pattern[str]:
    """Return the pattern of one quantity: approximator, number, unit, approximator.

    Its groups: ``before``; one of ``arabic``, ``numeral``, ``multiplier``, ``tenths``, ``hundredths``, ``half``,
    ``fold``, ``rate``, ``numerator`` with ``denominator``; ``inner`` and ``inner2`` inside the number; ``scale``;
    ``unit``; ``after``.
    """
    unit = _alternatives(sorted(unit_forms(), key=len, reverse=True), ignore_case=True)
    return re.compile(
        rf"(?:{_opening(approximators_before())}(?P<before>{_befores()}){_LINK}(?:人民币)?\s?)?"
        r"(?:"
        rf"(?P<denominator>[二四五八十])分之(?P<numerator>[一二三四五六七八九])"
        rf"|百分(?:之(?P<hundredths>百|{_NUMERAL}|{ARABIC})|(?P<all>百)(?!点))"
        rf"|(?P<tenths>[{_DIGIT}]{{1,2}}|\d(?:\.\d)?)成(?P<five>[一二三四五六七八九半])?(?=$|[^功立为果员都长效绩本品交熟渝就套型龙群])(?!人(?![口群均数]))"
        r"|(?P<half>(?<=[过近超逾])半数?(?![年月天小个导])|一半|半数|大半(?![年月天个]))"
        rf"|翻(?:了|近)?(?P<fold>[{_DIGIT}]?)番"
        r"|(?P<rate>[百千万])兆(?!瓦|赫|城市|光网|网络|小区|时代)"
        rf"|(?:(?P<arabic>{COMPOUND}|{ARABIC})|(?P<numeral>{_NUMERAL})|(?P<multiplier>{_MULTIPLIER}))"
        rf"(?P<inner>{_ROUGHLY})?(?:\s?(?P<scale>(?(arabic)[十百千]?[万亿]{{1,{_LONGEST}}}|{_SCALE})|{_SCALE}))?(?P<inner2>{_ROUGHLY}|\+(?![\dA-Za-z]))?"
        rf"(?:\s?{_opening(unit_forms())}(?P<unit>{unit}))?"
        r")"
        rf"(?:(?:[（(][^（）()\d]{{1,12}}[）)])?\s?{_opening(approximators_after())}"
        rf"(?P<after>{_alternatives(approximators_after())}))?"
    )


def _opening(words: Iterable[str]) -> str:
    """Return a look ahead at what the words begin with: quicker than to try them one by one."""
    firsts = {character for word in words for character in (word[0], word[0].lower(), word[0].upper())}
    return f"(?=[{re.escape(''.join(sorted(firsts)))}])"


def _befores() -> str:
    endings = word_endings()
    words = sorted(approximators_before(), key=len, reverse=True)
    return "|".join(
        (f"(?<![{endings[word]}])" if word in endings else "")
        + re.escape(word)
        + ("(?=[百千万亿][^兆])" if word == "上" else "")
        for word in words
    )


def _alternatives(words: Iterable[str], *, ignore_case: bool = False) -> str:
    """Return the words as alternatives, longest first; Latin ones whole, and P and M for p and m only where longer."""
    return "|".join(_form(word, ignore_case) for word in sorted(words, key=len, reverse=True))


def _form(word: str, ignore_case: bool) -> str:
    barred = unless_before(word)
    tail = f"(?![{barred}])" if barred else ""
    if word.isascii() and word[-1].isalpha():
        tail = "(?![A-Za-z0-9])"
    pattern = re.escape(word)
    return (f"(?i:{pattern})" if ignore_case and len(word) > 1 and word.isascii() else pattern) + tail
