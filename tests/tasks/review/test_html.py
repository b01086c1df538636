"""Text that becomes markup stays text."""

import sys
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.review.html import Html, element, joined, shown, visible
from tests.tasks.review.made import HOSTILE

#: The characters that are seen for what they are although Unicode counts them among the formats.
_SEEN = set("\n\t")
#: What Unicode added after the oldest version of Python that is supported.
_WITH_EFFECT = {"Cc", "Cf", "Zl", "Zp", "Cs"}


class _Read(HTMLParser):
    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes = "", [], []
        self.feed(markup)
        self.close()

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append(dict(attrs))


texts = st.text(st.characters() | st.sampled_from("<>&\"'/!-]\x00\r\u2028\u202e𠮷"), max_size=40) | st.sampled_from(
    HOSTILE
)


@given(texts)
def test_shown_text_reads_as_the_text_with_one_sign_for_each_unseen_character(text):
    read = _Read(shown(text))
    assert read.text == visible(text)
    assert len(read.text) == len(text)
    assert set(read.tags) <= {"i"}


@given(texts, texts)
def test_text_in_an_element_is_text_whatever_it_is(text, value):
    read = _Read(element("p", text, title=value, data_x=value))
    assert [tag for tag in read.tags if tag != "i"] == ["p"]
    assert set(read.attributes[0]) == {"title", "data-x"}
    assert read.text == visible(text)
    assert read.attributes[0]["title"] == visible(value).replace("\r", "␍")


@given(texts)
def test_what_is_put_together_outside_is_escaped(text):
    """Adding text to markup gives text: at worst it is escaped twice, never not at all."""
    assert type(shown("a") + text) is str
    assert joined([shown("<b>") + text]) == shown("&lt;b&gt;" + text)
    assert joined(["<", Html("<br>"), None, ">"]) == "&lt;<br>&gt;"


def _is_seen(character):
    return character in _SEEN or unicodedata.category(character) not in _WITH_EFFECT


def test_every_character_that_has_an_effect_and_no_look_is_replaced():
    effects = [chr(code) for code in range(sys.maxunicode + 1) if not _is_seen(chr(code))]
    assert [f"U+{ord(one):04X}" for one in effects if visible(one) == one] == []


def test_letters_digits_and_signs_stay():
    fillers = set("\u115f\u1160\u3164\uffa0")
    seen = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] in "LNPS"]
    assert [f"U+{ord(one):04X}" for one in seen if visible(one) != one and one not in fillers] == []


@pytest.mark.parametrize("text", ["签约5G", "𠮷🀄é", "\n\t", "ABC 〇"])
def test_what_can_be_seen_stays(text):
    assert visible(text) == text
    assert shown(text) == text
