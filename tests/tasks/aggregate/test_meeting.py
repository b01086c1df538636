"""Any two tellings that may be of one agreement meet, whatever else they say."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks.aggregate.meeting import looks_at, stands_at
from tasks.aggregate.same_agreement import contradict, tied
from tests.tasks.aggregate.tellings import agreement, told

DAYS = st.integers(0, 40).map(lambda days: date(2021, 8, 1) + timedelta(days))
SIGNED = st.one_of(
    st.none(),
    DAYS.map(str),
    DAYS.map(lambda day: f"XXXX-{day:%m-%d}"),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    st.sampled_from(["2021", "2020", "2021/2022", "2021-08/2021-09"]),
)
PARTIES = st.lists(st.sampled_from(["市政府", "移动", "联通", "海澜云", "华为"]), min_size=1, max_size=3, unique=True)
TITLES = st.sampled_from([None, "协议", "5G协议", "5G战略合作协议", "共建智慧丽水5G战略合作协议", "备忘录"])


@st.composite
def tellings(draw, name):
    finding = agreement(
        *draw(PARTIES),
        signed=draw(SIGNED),
        title=draw(TITLES),
        kind=draw(st.sampled_from(["strategic_cooperation", "framework", "procurement", "other"])),
        status=draw(st.sampled_from(["signed", "planned", "earlier"])),
        amount_cny=draw(st.sampled_from([None, 5, 6])),
    )
    return told(name, finding, draw(st.none() | DAYS.map(str)), draw(st.sampled_from([None, "c"])))


@given(tellings("a"), tellings("b"))
def test_what_may_be_of_one_agreement_meets(one, other):
    if tied(one, other) and not contradict(one, other):
        assert stands_at(one) & looks_at(other) or stands_at(other) & looks_at(one)


def test_what_nothing_ties_does_not_meet():
    one = told("a", agreement("市政府", "移动", signed="2021-08-18"), "2021-08-19")
    other = told("b", agreement("市政府", "移动", signed="2021-11-02"), "2021-11-03")
    assert not stands_at(one) & looks_at(other)
    assert not stands_at(other) & looks_at(one)
