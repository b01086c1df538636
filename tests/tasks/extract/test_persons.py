import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Document, HomeRegion
from tasks.extract.organizations import find_organizations
from tasks.extract.persons import find_persons
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.words import word_starts


def persons(text: str) -> list[tuple[str, str | None]]:
    document, words = Document("d", "u", text), Words(text, word_starts(text))
    regions = find_regions(document, words)
    organizations = find_organizations(document, words, regions, HomeRegion())
    found = find_persons(document, words, organizations)
    assert all(text[person.start : person.end] == person.name for person in found)
    return [(person.name, person.post) for person in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("副市长许文涛出席。", [("许文涛", "副市长")]),
        (
            "抚州市副市长许文涛、江西联通副总经理魏长青出席。",
            [("许文涛", "抚州市副市长"), ("魏长青", "江西联通副总经理")],
        ),
        ("会上，魏长青副总经理代表江西联通致辞。", [("魏长青", "副总经理")]),
        ("江西联通魏长青副总经理致辞。", [("魏长青", "江西联通副总经理")]),
        ("抚州市政府和江西联通座谈，市长沈波主持。", [("沈波", "抚州市市长")]),
        ("江西联通党委书记、总经理欧阳明远介绍，基站已建成。", [("欧阳明远", "江西联通党委书记、总经理")]),
        ("市长表示，要加快建设。", []),
        ("副总经理一行到场。", []),
        ("曾文董事长说。", [("曾文", "董事长")]),
    ],
)
def test_a_post_stands_on_either_side_of_the_name(text, expected):
    assert persons(text) == expected


@given(
    st.lists(
        st.sampled_from(["副市长", "许文涛", "代表", "、", "，", "总经理", "魏", "江西联通", "。"]), max_size=20
    ).map("".join)
)
def test_every_name_is_where_it_says(text):
    persons(text)
