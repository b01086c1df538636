"""Whose figure a number is: an operator's own, or that of the place."""

from datetime import date

import pytest

from schemas.records import Article, Document, HomeRegion
from tasks.extract.dates import find_dates
from tasks.extract.metrics import find_metrics
from tasks.extract.organizations import find_organizations
from tasks.extract.quantities import find_quantities
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.sentences import split_sentences
from tasks.segment.words import word_starts


def operators(text: str) -> list[tuple[float | None, str | None]]:
    """The value of each figure, and the operator whose own it is."""
    document, words = Document("d", "u", text, published_on=date(2024, 5, 20)), Words(text, word_starts(text))
    regions = find_regions(document, words)
    article = Article(
        document,
        split_sentences(text),
        word_starts(text),
        regions=regions,
        organizations=find_organizations(document, words, regions, HomeRegion()),
        dates=find_dates(document),
        quantities=find_quantities(text),
    )
    return [(metric.value, metric.operator) for metric in find_metrics(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("咸宁移动建成5G基站800座。", [(800, "中国移动")]),
        ("湖北联通加快建网，已开通5G基站6000个。", [(6000, "中国联通")]),
        ("中国铁塔孝感分公司交付5G基站950座。", [(950, "中国铁塔")]),
        # who tells is not who owns
        ("据湖北移动介绍，全市建成5G基站800座。", [(800, None)]),
        ("咸宁移动总经理王海表示，全市5G基站达到1200个。", [(1200, None)]),
        # all of them together
        ("三大运营商在咸宁建成5G基站800座。", [(800, None)]),
        ("咸宁移动和咸宁联通建成5G基站800座。", [(800, None)]),
        # another one, or the others, in their turn
        ("咸宁移动建成5G基站800座，联通建成600座。", [(800, "中国移动"), (600, "中国联通")]),
        ("全市开通5G基站312个，其中移动168个、联通和电信共建144个。", [(312, None), (168, "中国移动"), (144, None)]),
        (
            "今年5G投资2.1亿元，其中移动1.2亿元、电信0.9亿元。",
            [(210000000, None), (120000000, "中国移动"), (90000000, "中国电信")],
        ),
        ("全市5G基站312个，移动互联网用户168万户。", [(312, None)]),
        ("咸宁移动建成5G基站800座，其他运营商建成600座。", [(800, "中国移动"), (600, None)]),
        # who only was there
        ("中国移动等企业参会，5G基站达到1200个。", [(1200, None)]),
        ("中国移动等企业加快建网，5G基站达到1200个。", [(1200, None)]),
        ("中国电信派员出席，5G基站达到1200个。", [(1200, None)]),
    ],
)
def test_a_figure_is_an_operators_own_only_where_the_sentence_says_so(
    text: str, expected: list[tuple[float | None, str | None]]
) -> None:
    assert operators(text) == expected
