"""Words are those of jieba's own algorithm, and cover the text."""

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.reference.words import project_words
from tasks.extract.words import Words
from tasks.segment.words import OWN_FREQUENCY, word_starts

TEXTS = [
    "泉州市人民政府与福建移动签署战略合作框架协议，三年内投资20亿元。",
    "截至6月底,全市建成5G基站3200个,实现乡镇以上全覆盖!",
    "株洲高新区管委会主任表示,双方将共建“智慧园区”。\n记者 王一",
    "PUE低于1.2,算力达到300PFlops,时延不超过5ms。",
]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    for word in project_words():
        tokenizer.add_word(word, OWN_FREQUENCY)
    return tokenizer


@pytest.mark.parametrize("text", TEXTS)
def test_the_words_are_those_of_jieba(reference, text):
    assert Words(text, word_starts(text)).within(0, len(text)) == list(reference.cut(text, HMM=False))


@given(st.text(max_size=60))
def test_words_cover_the_text(text):
    starts = word_starts(text)
    assert len(starts) == len(text)
    assert not text or starts[0] == 1
