"""The first question about a number: it never keeps back a figure."""

import pytest

from tasks.extract.metrics.candidates import figures_of
from tasks.extract.metrics.clues import has_clue
from tasks.extract.metrics.passages import passages
from tests.tasks.extract.metrics.test_find_metrics import SENTENCES, article


@pytest.mark.parametrize(
    ("text", "clues"),
    [
        ("全县建成5G基站420个。", [True]),
        ("大会吸引了3000人参加，历时3天。", [False, False]),
        ("基站建设提速。已达9.5万个。", [True]),  # the sentence before counts too
        ("全县生产总值增长8.2%。", [False]),
        ("全县生产总值增长8.2%，5G网络延伸到村。", [True]),
        ("数据中心可容纳3万机架。", [True]),
        ("8.6万座，这是全部的数量。", [True]),  # what explains a number may name it
    ],
)
def test_a_clue_is_a_word_that_a_figure_in_the_unit_would_need(text: str, clues: list[bool]) -> None:
    found = [has_clue(passage, quantity) for passage in passages(article(text)) for quantity in passage.quantities]
    assert found == clues


@pytest.mark.parametrize("text", [text for text, _ in SENTENCES], ids=[text[:24] for text, _ in SENTENCES])
def test_every_figure_has_a_clue(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def starts() -> list[int]:
        earlier, found = [], []
        for passage in passages(article(text)):
            earlier = figures_of(passage, earlier)
            found += [figure.quantity.start for figure in earlier]
        return found

    asked = starts()
    monkeypatch.setattr("tasks.extract.metrics.candidates.has_clue", lambda *_: True)
    assert asked == starts()
