"""A person signs for the house of the post beside the name."""

import pytest

from tests.tasks.extract.agreements.test_find_agreements import in_order, signed_by


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "5月6日，湖州市副市长陈明远与浙江移动总经理王立群签署战略合作协议。",
            ("湖州市人民政府 + 浙江移动",),
        ),
        (
            "浙江移动总经理王立群到访湖州市，副市长陈明远陪同。5月6日，陈明远与王立群签署战略合作协议。",
            ("湖州市人民政府 + 浙江移动",),
        ),
        ("浙江移动总经理王立群、局长陈明远到会。5月6日，陈明远与浙江移动签署战略合作协议。", ()),
        ("5月6日，记者陈明远与读者王立群签署购房协议。", ()),
    ],
)
def test_the_parties_are_the_houses(text, rows):
    assert signed_by(text) == in_order(rows)
