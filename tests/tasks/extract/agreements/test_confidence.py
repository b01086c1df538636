"""What the page says outright is surer than what is concluded from it."""

import pytest

from schemas.reference.confidence import confidence_weights
from tests.tasks.extract.agreements.test_find_agreements import read

OUTRIGHT = "5月6日，湖州市人民政府与浙江移动签署战略合作协议。"


def confidence(text: str) -> float:
    (finding,) = read(text)
    return finding.confidence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("湖州市人民政府与浙江移动座谈\n5月6日，双方在湖州座谈。会后，双方签署战略合作协议。", id="双方"),
        pytest.param("湖州市人民政府与浙江移动签署战略合作协议\n5月6日，大会在湖州举行。", id="the headline alone"),
        pytest.param("5月6日，湖州市人民政府与浙江移动、华为签署战略合作协议。", id="three parties"),
    ],
)
def test_less_than_outright_is_less_sure(text):
    assert 0 < confidence(text) < confidence(OUTRIGHT) < 1


def test_outright_is_at_or_above_the_threshold():
    assert confidence(OUTRIGHT) >= confidence_weights().threshold
