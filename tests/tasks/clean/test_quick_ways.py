"""What is done to a whole page at once gives what a look at each character or line would."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from schemas.reference.boilerplate import boilerplate
from tasks.clean.census import CharacterSet
from tasks.clean.decode import decode
from tasks.clean.glosses import is_reading, without_glosses
from tasks.clean.likelihood import Wording, best_cut, likeliest
from tasks.clean.lost_pairs import gbk_bytes, gbk_character, melting_phrases
from tasks.clean.markup import tokens
from tasks.clean.misread import is_misread
from tasks.clean.offsets import Edit, TracedText, join
from tasks.clean.simplify import n_chinese, simplified, simplified_character, traditional_share
from tasks.clean.wraps import widths_of

#: Letters of news, Traditional ones, a wide and a narrow one beyond the Basic Multilingual Plane, a lone surrogate.
CHARACTERS = "云溪签约他说的一是在網絡協議與動5Ga，。（)\n\u3000\U00020000\U0001d400\udc80ﾊ"
TEXTS = st.text(alphabet=CHARACTERS, max_size=40) | st.text(max_size=20)


@given(TEXTS, st.sets(st.sampled_from("云溪网，网5\n")))
def test_characters_of_a_set_are_counted_and_found(text: str, members: set[str]):
    found = [at for at, character in enumerate(text) if character in members]
    assert CharacterSet(members).places(text) == found
    assert CharacterSet(members).count(text) == len(found)


@given(st.lists(TEXTS, max_size=5))
def test_each_of_several_texts_is_counted_by_itself(texts: list[str]):
    members = CharacterSet("云网，")
    assert members.counts(texts) == [members.count(text) for text in texts]


@given(st.lists(TEXTS, max_size=5))
def test_a_wide_character_takes_two_columns(texts: list[str]):
    columns = [[2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text] for text in texts]
    assert widths_of(texts) == list(map(sum, columns))


@given(TEXTS)
def test_the_traditional_share_is_that_of_the_chinese_characters(text: str):
    chinese = [character for character in text if "\u3400" <= character <= "\u9fff"]
    traditional = [character for character in chinese if simplified_character(character) != character]
    assert n_chinese(text) == len(chinese)
    assert traditional_share(text) == (len(traditional) / len(chinese) if chinese else 0.0)


LINES = st.sampled_from(["雙方簽署戰略合作協議，共建網絡", "双方签署战略合作协议，共建网络", "著", "", "網絡"])


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "<br>", "\r\n", ">", " 甲 "])), max_size=12))
def test_each_traditional_line_of_a_simplified_page_is_converted(lines: list[tuple[str, str]]):
    page = "双方签署合作协议。" * 99 + "\n" + "".join(line + end for line, end in lines)

    def converted(line: re.Match[str]) -> str:
        is_long = n_chinese(line[0]) >= 8
        return simplified(TracedText(line[0]))[0].text if is_long and traditional_share(line[0]) > 0.17 else line[0]

    text, script = simplified(TracedText.of_page(page))
    assert text.text == re.sub("[^<>\r\n]+", converted, page)
    assert script == ("hans" if text.text == page else "mixed")


EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("甲乙", max_size=2)), max_size=5)


@given(st.text("云溪签约5G", max_size=30), st.lists(EDITS, max_size=3))
def test_an_edited_text_is_its_parts_joined(page: str, rounds: list[list[tuple[int, int, str]]]):
    text = TracedText.of_page(page)
    for wanted in rounds:
        edits, at = [], 0
        for gap, length, replacement in wanted:
            start = min(at + gap, len(text))
            at = min(start + length, len(text))
            edits.append(Edit(start, at, replacement, tuple(range(len(replacement)))))
        parts, at = [], 0
        for edit in edits:
            parts += [text[at : edit.start], text[:0].edited([Edit(0, 0, edit.replacement, edit.guesses)])]
            at = edit.end
        plain = join([*parts, text[at:]])
        text = text.edited(edits)
        assert (text.text, text.guesses) == (plain.text, plain.guesses)
        copied = [(run.start, run.length, run.page_start) for run in plain.runs if run.length]
        assert [tuple(run) for run in text.runs if run.length] == copied


@given(st.lists(st.sampled_from(["<p>", "</p>", "<a b='>'>", '<a "', "<!--", "-->", "<", ">", "<script>", "5G", "'"])))
def test_tokens_and_remarks_cover_the_page_in_order(pieces: list[str]):
    page, at = "".join(pieces), 0
    for token in tokens(page):
        between = page[at : token.start]
        assert not between or between.startswith(("<!", "<?"))
        assert token.start < token.end or token.kind == "raw"
        at = token.end
    assert page[at:].startswith(("<!", "<?")) or at == len(page)


@given(st.text("移動(dòng)與yǔ()d 當?", max_size=40))
def test_a_gloss_is_found_by_what_stands_before_its_bracket(text: str):
    pattern = re.compile(r"(?P<character>[\u2010-\u9fff])(?P<letter>[@-~]?)\((?P<reading>[a-z\u00e0-\u01dc]{1,8})\)")
    found = 0
    for match in pattern.finditer(text):
        character: str | None = match["character"]
        if match["letter"]:
            encoded = gbk_bytes(match["character"])
            character = gbk_character(encoded[1], ord(match["letter"])) if encoded else None
        found += character is not None and is_reading(match["reading"], character)
    assert without_glosses(TracedText.of_page(text))[1] == found


@given(st.text("北辰移动云溪", max_size=30), st.text("北辰移动云溪", min_size=2, max_size=4))
def test_a_page_tells_how_often_it_writes_something(page: str, words: str):
    assert Wording(page).times(words) == page.count(words)


@given(st.text("战略合作协议签署与，", max_size=9), st.text("战略合作协议签署与，", max_size=9))
def test_candidates_are_ranked_by_the_words_of_the_whole(before: str, after: str):
    candidates = ["合", "签署", "的", "甲"]
    fits = sorted(best_cut(before[-4:] + candidate + after[:4])[0] for candidate in candidates)
    best = likeliest(before, candidates, after, Wording(""), margin=0.0)
    assert best is not None
    assert best_cut(before[-4:] + best + after[:4])[0] == fits[-1]


@given(st.text("他说的下一步是在云溪5网絡，\U00020000", max_size=30))
def test_phrases_melt_where_no_bytes_within_them_make_a_character(page: str):
    plain: dict[tuple[int, int], list[str]] = {}
    for length in (2, 3, 4):
        for phrase in dict.fromkeys(page[at : at + length] for at in range(len(page) - length + 1)):
            encoded = gbk_bytes(phrase)
            pairs = [encoded[at : at + 2] for at in range(1, len(encoded) - 1, 2)] if encoded else [b"ok"]
            if encoded and all(gbk_character(*pair) is None for pair in pairs):
                plain.setdefault((encoded[0], encoded[-1]), []).append(phrase)
    assert melting_phrases(page) == plain


@given(st.binary(max_size=6), st.integers(20, 60))
def test_each_byte_of_a_page_of_utf8_that_cannot_be_read_is_counted(damage: bytes, n_sentences: int):
    content = "双方签署合作协议。".encode() * n_sentences + damage.replace(b"\0", b"\xff")
    decoded = decode(content)
    escaped = content.decode("utf-8", "surrogateescape")
    if decoded.encoding == "utf-8":
        assert decoded.n_bad_bytes == sum("\ud800" <= character <= "\udfff" for character in escaped)
        assert decoded.text == re.sub("[\ud800-\udfff]", "\ufffd", escaped)


def test_a_page_is_misread_whether_its_text_begins_early_or_late():
    misread = ("双方签署战略合作协议，共建网络" * 40).encode().decode("gbk", "ignore")
    assert is_misread(misread)
    assert is_misread("<p class='a'>" * 400 + misread)
    assert not is_misread("<p class='a'>" * 400 + "双方签署战略合作协议" * 40)


def test_no_word_of_furniture_has_a_full_stop():
    words = [*boilerplate().labels, *boilerplate().controls]
    assert [word for word in words if "。" in word] == []
