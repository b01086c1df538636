"""What nobody sees is shown as a sign, and what can be seen stays."""

import sys
import unicodedata

import pytest

from tasks.unseen import visible

#: What Unicode added after the oldest version of Python that is supported.
_WITH_EFFECT = {"Cc", "Cf", "Zl", "Zp", "Cs"}
#: The characters that are seen for what they are although Unicode counts them among the controls.
_SEEN = set("\n\t")


def _is_seen(character):
    return character in _SEEN or unicodedata.category(character) not in _WITH_EFFECT


def test_every_character_that_has_an_effect_and_no_look_is_replaced():
    effects = [chr(code) for code in range(sys.maxunicode + 1) if not _is_seen(chr(code))]
    assert [f"U+{ord(one):04X}" for one in effects if visible(one) == one] == []


def test_letters_digits_and_signs_stay():
    fillers = set("\u115f\u1160\u3164\uffa0")
    seen = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] in "LNPS"]
    assert [f"U+{ord(one):04X}" for one in seen if visible(one) != one and one not in fillers] == []


def test_one_sign_stands_for_one_character():
    assert visible("a\u202eb\x00c\u2067\u061c\u200f\u200b\ufeff\u00ad") == "a▯b␀c▯▯▯▯▯▯"


@pytest.mark.parametrize("text", ["签约5G", "𠮷🀄é", "\n\t", "ABC 〇"])
def test_what_can_be_seen_stays(text):
    assert visible(text) == text
