"""Damage that the tests do themselves must come undone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Document, Page
from tasks.clean.document import clean_page
from tests.tasks.clean.damage import GLOSSES, damaged, put_glosses

#: Ten glossed characters, so that a page counts as a damaged copy.
START = "雲溪移動與當地協會開會，規劃數據網絡和產業園。"


def _clean(text: str) -> Document:
    document = clean_page(Page("p", "a.txt", text.encode()))
    assert isinstance(document, Document)
    return document


def _is_mended(sentence: str) -> None:
    page = START + "\n" + sentence + "\n雙方昨日簽署戰略合作協議。"
    assert damaged(page) != page
    assert _clean(damaged(page)).text == _clean(page).text


@pytest.mark.parametrize(
    "sentence",
    [
        "雲溪與港務集團簽約，投資三億元，年底開工！誰來建？",
        "園區已經聚集企業六百家。”林見山介紹道。",
        "他希望雙方“把網絡建好。”何秋實說，年底見分曉。",
        "項目落戶天府數谷，佔地三百畝。",
        "按照當地規劃，五年內建成。",
        "兩家企業開辦了學校、醫院和工廠，共六百人。",
        "這是新的起點。“下一步，我們將以此為依托，擴大投資。”",
        "各方在《協議》上簽字。《規劃》也已印發，明年開始實施。",
    ],
)
def test_a_damaged_sentence_reads_as_before(sentence: str):
    _is_mended(sentence)


def test_what_was_mended_is_told():
    text = START + "\n園區已經聚集企業六百家。”林見山介紹道。"
    document = _clean(damaged(text))
    at = document.text.index("。”林见山")
    pattern = rf"gloss \d+; punctuation \d+; byte-shift \d+; inferred 。@{at}; simplified"
    assert re.fullmatch(pattern, document.repairs or "")
    assert _clean(text).repairs == "simplified"


def test_a_guess_is_told_where_it_stands_and_costs_quality():
    sure, guessed = _clean(damaged(START * 6 + "項目落戶天府數谷。")), _clean(damaged(START * 6 + "六百家。”他說。"))
    assert "inferred" not in (sure.repairs or "")
    told = re.search(r"inferred ([^;]+)", guessed.repairs or "")
    assert told
    for place in told[1].split():
        characters, _, at = place.rpartition("@")
        assert guessed.text[int(at) :].startswith(characters)
    assert guessed.quality < sure.quality == 1.0


def test_glosses_lead_back_to_the_page():
    page = put_glosses(START + "\n雙方與移動簽署協議，共同建設網絡，投資三億元。")
    document = _clean(page)
    at = document.text.index("动签署协")
    run = next(run for run in document.offsets if run.start <= at < run.start + run.length)
    assert page[run.page_start + at - run.start] == "動"


def test_a_few_readings_in_brackets_are_part_of_the_text():
    text = "鲍(bào)老师在课上教大家读云溪的溪(xī)字，同学们学得很认真。"
    assert _clean(text).text == text


def test_names_in_latin_letters_stay():
    page = put_glosses(START + "\n北辰公司(BC)董事李(Li)先生與協會負責人會面，共商數據產業合作。")
    assert "公司(BC)董事李(Li)先生" in _clean(page).text


def test_a_question_and_exclamation_mark_of_the_author_stay():
    page = damaged(START) + "\n真的?!他不敢相信自己的眼睛,又看了一遍合同。"
    assert "真的?!他不敢相信" in _clean(page).text.replace("？", "?").replace("！", "!")


def test_a_lost_character_that_nothing_settles_shows_as_lost():
    page = START + "\n地處麒麒，合作順利。"
    document = _clean(damaged(page).replace("麒,", "?,"))
    assert document.text != _clean(page).text
    assert "?" in document.text or "？" in document.text or "\ufffd" in document.text
    assert document.quality < _clean(page).quality


def test_a_short_stretch_that_could_be_two_words_stays_as_it_is():
    """The same bytes are left of 上海科諮 and of 上海科之銳, so neither is said."""
    page = START + "\n新設的機構有上海科之銳人才公司。"
    assert damaged(page) == damaged(page.replace("之銳", "諮"))
    assert "??浦J人才公司" in _clean(damaged(page)).text


def test_a_page_without_damage_is_left_alone():
    text = "昨日,双方签约!谁来建?2023年,投资1,200万元。府?dāng)?shù)谷"
    assert _clean(text).text == text


_WORDS = """
    雲溪 移動 當地 數據 協議 網絡 大會 企業 規劃 開工 學校 上海 。” ：“ ， 。 、 建設 投資 5G 三億元 《 》
"""
WORDS = st.sampled_from(_WORDS.split())


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=3, max_size=25))
def test_glosses_alone_come_off_without_a_trace(words: list[str]):
    page = START + "".join(words) + "。"
    glossed = "".join(f"{c}({GLOSSES[c]})" if c in GLOSSES else c for c in page)
    assert _clean(glossed).text == _clean(page).text


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=3, max_size=25))
def test_damage_never_makes_a_page_unreadable(words: list[str]):
    page = START + "\n" + "".join(words) + "。\n雙方昨日簽署戰略合作協議。"
    assert _clean(damaged(page)).text.endswith("双方昨日签署战略合作协议。")
