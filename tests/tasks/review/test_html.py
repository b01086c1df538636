"""Text that becomes markup stays text."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tasks.review.html import Html, element, joined, shown
from tasks.review.shell import page
from tasks.unseen import visible
from tests.tasks.review.made import HOSTILE


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


def test_what_can_be_seen_stays():
    assert shown("签约5G 𠮷🀄é\n\t 〇") == "签约5G 𠮷🀄é\n\t 〇"


def test_a_title_of_a_page_holds_no_markup():
    assert "<title>签▯&lt;约</title>" in page("签\u200b<约", "index.js", "")
