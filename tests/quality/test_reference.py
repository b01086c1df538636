"""Published figures in sentences of our own come out right and pass the check; a slip of the pen does not."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.records import Page
from schemas.reference.figures import published_figures
from tasks.check.doubt import Doubt
from tasks.check.figures import check_figures
from tests.quality.chain import read

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "reference_sentences.toml").read_text("utf-8")
)["sentence"]
NATION = "000000"


def metrics_of(*told: tuple[str, date]) -> list[dict[str, Any]]:
    """The rows of the table of figures that pages of one sentence each give."""
    pages = [
        Page(page_id=f"p{i}", source_uri=f"{i}.txt", content=f"通信业简讯\n{day.isoformat()}\n{text}\n".encode())
        for i, (text, day) in enumerate(told)
    ]
    rows: list[dict[str, Any]] = read(pages).tables()["metrics"].to_pylist()
    return rows


def as_told(row: dict[str, Any]) -> str:
    return " ".join(
        (row["region_code"] or NATION, row["kind"], row["aspect"], row["as_of_edtf"] or "-", f"{row['value']:.12g}")
    )


def doubts(*told: tuple[str, date]) -> tuple[Doubt, ...]:
    return check_figures(metrics_of(*told), published_figures()).doubts


def test_there_are_many_of_them_and_all_are_published() -> None:
    known = {" ".join((f.region_code or NATION, f.kind, f.as_of, f"{f.value:.12g}")) for f in published_figures()}
    told = [figure for sentence in SENTENCES for figure in sentence["figures"]]
    assert len(SENTENCES) >= 30
    assert [figure for figure in told if " ".join(figure.split()[i] for i in (0, 1, 3, 4)) not in known] == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence["text"][:24] for sentence in SENTENCES])
def test_published_figures_come_out_right(sentence: dict[str, Any]) -> None:
    rows = metrics_of((sentence["text"], sentence["published"]))
    assert sorted(map(as_told, rows)) == sorted(sentence["figures"])


def test_they_pass_the_check_together() -> None:
    told = [(sentence["text"], sentence["published"]) for sentence in SENTENCES]
    assert doubts(*told) == ()


@pytest.mark.parametrize(
    ("text", "published", "check", "why"),
    [
        # 万 dropped, put on twice, a digit lost
        ("截至2021年底，全国5G基站总数已达142.5个。", date(2022, 1, 20), "reference", "万 is missing?"),
        ("截至4月底，河南省建成5G基站4.67个。", date(2021, 5, 18), "reference", "万 is missing?"),
        ("截至4月底，河南省建成5G基站46.7万个。", date(2021, 5, 18), "reference", "a digit is too much?"),
        ("截至2022年4月底，上海市5G基站累计51716万个。", date(2022, 6, 14), "range", "lies outside"),
        # old news under a new date, a later value under an old one
        ("截至目前，全国5G基站总数已达142.5万个。", date(2024, 8, 20), "reference", "old news under a new date?"),
        (
            "截至2021年6月底，全国5G基站总数已达231.2万个。",
            date(2021, 8, 20),
            "reference",
            "a later value under an old date?",
        ),
        # a definition taken for another
        ("广东省的5G移动电话用户到年底有2080万户。", date(2020, 12, 31), "reference", "it goes with packages"),
        # a province above the nation, a city above its province
        ("截至2020年9月底，贵州省5G基站有75万个。", date(2020, 10, 18), "whole", "it is above the nation with 690,000"),
        ("截至2020年8月底，中山市5G基站有11.2万个。", date(2020, 9, 18), "whole", "it is above 广东省 with 98,613"),
        # the flow of a year
        ("2022年，全国新建5G基站188.7万个。", date(2023, 1, 19), "reference", "published are 887,000 for 2022"),
    ],
)
def test_a_slip_is_reported(text: str, published: date, check: str, why: str) -> None:
    found = [(doubt.check, doubt.why) for doubt in doubts((text, published))]
    assert [name for name, said in found if name == check and why in said], found


def test_a_stock_that_shrinks_is_reported_with_what_it_contradicts() -> None:
    told = [
        ("截至2021年6月底，曲靖市5G基站有2100个。", date(2021, 7, 9)),
        ("截至2021年12月底，曲靖市5G基站有1100个。", date(2022, 1, 9)),
        ("截至2022年6月底，曲靖市5G基站有4100个。", date(2022, 7, 9)),
        ("截至2022年12月底，曲靖市5G基站有5200个。", date(2023, 1, 9)),
    ]
    (doubt,) = doubts(*told)
    assert doubt.check == "series"
    said = f"{doubt.what}: {doubt.why}"
    assert "2100个 as of 2021-06-30" in said
    assert "1100个 as of 2021-12-31" in said


def test_nothing_is_compared_across_a_break_of_a_series() -> None:
    told = [
        ("截至2023年11月底，全国5G移动电话用户达8.3亿户。", date(2023, 12, 20)),
        ("截至2023年12月底，全国5G移动电话用户达8.22亿户。", date(2024, 1, 20)),
    ]
    assert [doubt for doubt in doubts(*told) if doubt.check == "series"] == []


def test_nothing_is_changed_by_a_check() -> None:
    rows = metrics_of((SENTENCES[0]["text"], SENTENCES[0]["published"]))
    before = [dict(row) for row in rows]
    check_figures(rows, published_figures())
    assert rows == before
