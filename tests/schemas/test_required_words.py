"""Words without which a pattern cannot match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.required_words import required_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("基站", {"基站"}),
        ("(?:基站|小站)数?", {"基站", "小站"}),
        ("(?:新建)?[^，]{0,4}基站", {"基站"}),
        # what only looks around is not of the match
        ("(?<=5G)基(?=站)站(?!点)", {"基站"}),
        # an optional part makes no longer word
        ("用户(?:总数)?", {"用户"}),
        # of several the rarest: two characters are rarer than one, and one word rarer than two
        ("(?:用|装)[^，]{0,4}(?:5G|千兆)", {"5G", "千兆"}),
        ("(?:5G|4G)[^，]{0,4}连接", {"连接"}),
        ("[345]G", {"3G", "4G", "5G"}),
        ("(?P<who>市民)[^，]*", {"市民"}),
        ("(?:铁塔)+", {"铁塔"}),
        # what depends on a group, and what never matches
        ("(?P<who>机)?[^，]?(?(who)上[网云]|联网)", {"上网", "上云", "联网"}),
        ("(?P<who>机)?[^，]?(?(who)上网|(?!))", {"上网"}),
    ],
)
def test_the_words_that_every_match_holds(pattern: str, words: set[str]) -> None:
    assert required_words(re.compile(pattern)) == words


@pytest.mark.parametrize("pattern", ["", r"\d+", "基站|[^，]+", "(?:基站)?", "(?i:pon)", "[^，]", "(?:基站){0,3}"])
def test_a_pattern_that_need_hold_no_word(pattern: str) -> None:
    assert required_words(re.compile(pattern)) is None


def test_no_word_is_required_where_case_does_not_matter() -> None:
    assert required_words(re.compile("pon", re.IGNORECASE)) is None


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda choices: f"(?:{'|'.join(choices)})"),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?:{part})?"),
        inner.map(lambda part: f"(?:{part}){{1,2}}"),
        inner.map(lambda part: f"(?={part})"),
    )


PATTERNS = st.recursive(st.sampled_from(["基", "站", "网", "[基站]", "[^基]", r"\d", ".?"]), _longer, max_leaves=8)


@given(PATTERNS, st.text("基站网5a", max_size=12))
def test_every_match_holds_one_of_them(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    words = required_words(compiled)
    matches = [match for start in range(len(text) + 1) if (match := compiled.match(text, start))]
    assert words is None or all(any(word in match.group() for word in words) for match in matches)
