"""Each field of an agreement points at the words that it was read from."""

import pytest

from tests.tasks.extract.agreements.test_find_agreements import read

TEXT = (
    "5月6日，湖州市人民政府与浙江移动在湖州签署《5G数字城市战略合作协议》，总投资12亿元。"
    "副市长陈明远、浙江移动总经理王立群代表双方签字。"
)


def places(text: str) -> dict[str, list[str]]:
    (finding,) = read(text)
    found: dict[str, list[str]] = {}
    for span in finding.evidence:
        found.setdefault(span.field, []).append(text[span.start : span.end])
    return found


@pytest.mark.parametrize(
    ("field", "quotes"),
    [
        ("parties", ["湖州市人民政府", "浙江移动"]),
        ("signed_edtf", ["5月6日"]),
        ("title", ["5G数字城市战略合作协议"]),
        ("amount_cny", ["12亿元"]),
        ("region_code", ["湖州市人民政府"]),
    ],
)
def test_the_quote_of_a_field_is_its_own(field, quotes):
    assert places(TEXT)[field] == quotes


def test_what_the_page_does_not_say_has_no_place():
    found = places("5月6日，湖州市人民政府与浙江移动签署协议。")
    assert {"title", "amount_cny", "topics"}.isdisjoint(found)


def test_what_is_concluded_from_words_points_at_the_words():
    found = places(TEXT)
    assert (found["kind"], found["is_5g"], found["status"]) == (["战略"], ["5G"], ["签署"])
    assert found["signatories"] == ["陈明远", "王立群"]
