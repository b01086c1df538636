"""Figures that a document states twice, and the order in which they come out."""

from tests.tasks.extract.metrics.test_find_metrics import find


def test_figures_come_in_the_order_of_the_body_whatever_the_title_told_first() -> None:
    found = find("全市5G用户达到35.2万户。全市累计建成5G基站420个。", title="全市建成5G基站420个")
    assert [(figure.kind, figure.value) for figure in found] == [("subscribers", 352000), ("base_stations", 420)]


def test_of_many_figures_each_is_told_once() -> None:
    text = "".join(f"2023年{month}月，全市新建5G基站{number}个。" for number in range(100, 130) for month in (3, 3, 4))
    found = find(text)
    assert len(found) == 60
    assert [figure.value for figure in found] == [number for number in range(100, 130) for _ in range(2)]
