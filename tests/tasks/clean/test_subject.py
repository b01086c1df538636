"""What a page must name to be read: no kind of figure may be lost because its words are not known to the gate."""

import pytest

from schemas.metric_kinds import METRIC_KINDS
from schemas.reference.subject import load_subject, subject
from tasks.clean.quality import is_relevant
from tests.tasks.extract.metrics.cases import FIGURES
from tests.tasks.extract.metrics.further_ways import FURTHER_WAYS
from tests.tasks.extract.metrics.paraphrases import PARAPHRASES

WORDS = """
general = ["网络"]
[kinds]
towers = ["铁塔"]
"""


def _sentences_of(kind: str) -> list[str]:
    told = FIGURES + PARAPHRASES + FURTHER_WAYS
    return [text for text, rows in told if any(row.startswith(f"{kind} ") for row in rows)]


def test_every_kind_has_words_and_only_kinds_have() -> None:
    without = [kind for kind in METRIC_KINDS if kind not in subject().kinds]
    unknown = [name for name in subject().kinds if name not in METRIC_KINDS]
    assert without == [], f"no words under [kinds] in schemas/reference/subject.toml: {', '.join(without)}"
    assert unknown == [], f"schemas/reference/subject.toml has words of what is no metric kind: {', '.join(unknown)}"


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_a_page_that_tells_of_one_kind_only_is_read(kind: str) -> None:
    sentences = _sentences_of(kind)
    assert sentences, f"{kind}: no sentence tells of it in tests/tasks/extract/metrics/further_ways.py"
    by_own_words = [text for text in sentences if kind in subject().kinds and subject().kinds[kind].search(text)]
    assert any(is_relevant(text) for text in by_own_words), (
        f"{kind}: its words in schemas/reference/subject.toml stand in none of its sentences, such as {sentences[0]}"
    )


def test_the_words_of_a_kind_put_a_page_on_the_subject() -> None:
    declared = load_subject(WORDS)
    assert declared.is_named_in("全市铁塔48座")
    assert declared.is_named_in("网络覆盖")
    assert not declared.is_named_in("今天晴到多云")


@pytest.mark.parametrize("general", ['["[5-6]G"]', '["网络", "[5-6]G"]'])
def test_a_pattern_puts_a_page_on_the_subject_as_a_word_does(general: str) -> None:
    declared = load_subject(f"general = {general}\n[kinds]\ntowers = ['[铁钢]塔']")
    assert declared.is_named_in("今年5G信号好")
    assert declared.is_named_in("钢塔")
    assert not declared.is_named_in("3G信号，塔")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('"铁塔"', "towers: not a list"),
        ("[]", "towers: not a list"),
        ("['((铁']", r"towers: '\(\(铁' is no pattern"),
        ("['(?:铁塔)?']", "towers: .* is found in any text"),
        ("[7]", "towers: 7 is no pattern"),
    ],
)
def test_words_that_are_none_are_refused_by_name(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_subject(WORDS.replace('["铁塔"]', written))
