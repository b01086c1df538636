"""Characters that a reader does not see, or that turn the writing around them, and the signs that are shown instead.

One sign stands for one code point, so that positions stay what they are.
"""

import re

#: What a browser drops, does not show or acts upon: controls but line feed and tab, formats, separators of lines, tags.
#: It stands between the brackets of a regular expression.
UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000110bd\U000110cd"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ANY = re.compile(f"[{UNSEEN}]")
_NO_SIGN_OF_ITS_OWN = "▯"


def visible(text: str) -> str:
    r"""Return the text with a sign in the place of each character that cannot be seen.

    Example:
        >>> visible("a\x00b\u202ec\nd")
        'a␀b▯c\nd'
    """
    return _ANY.sub(lambda found: sign_of(found.group()), text)


def sign_of(character: str) -> str:
    r"""Return what is shown in the place of a character that cannot be seen.

    Example:
        >>> sign_of("\r"), sign_of("\ufeff")
        ('␍', '▯')
    """
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else _NO_SIGN_OF_ITS_OWN
