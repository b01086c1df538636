from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import DateMention, Document
from tasks.extract.calendars import PartialDate, last_day, nearest, read_edtf, shifted
from tasks.extract.dates import find_dates


def read(text: str, published: str | None = None) -> tuple[DateMention, ...]:
    day = date.fromisoformat(published) if published else None
    return find_dates(Document("d", "u", text, published_on=day, published_edtf=published))


def meant(text: str, published: str | None = None) -> list[str | None]:
    return [mention.edtf for mention in read(text, published)]


WITHOUT_PUBLICATION = [
    ("2019年11月20日", "2019-11-20"),
    ("2019年11月20号", "2019-11-20"),
    ("2019 年 11 月 20 日", "2019-11-20"),
    ("２０１９年１１月２０日", "2019-11-20"),
    ("2022-04-27", "2022-04-27"),
    ("2022/4/27", "2022-04-27"),
    ("2022.04.27", "2022-04-27"),
    ("二〇二一年三月五日", "2021-03-05"),
    ("二零二一年十二月", "2021-12"),
    ("2020年6月", "2020-06"),
    ("2020年6月份", "2020-06"),
    ("2020年6月底", "2020-06"),
    ("2011年底", "2011-12"),
    ("2011年年底", "2011-12"),
    ("2011年末", "2011-12"),
    ("2011年初", "2011-01"),
    ("2011年", "2011"),
    ("2011年度", "2011"),
    ("2023年上半年", "2023-01/2023-06"),
    ("2023年下半年", "2023-07/2023-12"),
    ("2023年一季度", "2023-01/2023-03"),
    ("2023年第三季度", "2023-07/2023-09"),
    ("2023年前三季度", "2023-01/2023-09"),
    ("2023年三季度末", "2023-09"),
    ("2023年前5个月", "2023-01/2023-05"),
    ("2023年1—4月", "2023-01/2023-04"),
    ("2023年1至4月份", "2023-01/2023-04"),
    ("2021—2023年", "2021/2023"),
    ("2021年至2023年", "2021/2023"),
    ("2020年9月8日至11日", "2020-09-08/2020-09-11"),
    ("“十四五”末", "2025"),
    ("“十五五”末", "2030"),
    ("2021年元月6日", "2021-01-06"),
    ("8月18日", "XXXX-08-18"),
    ("八月十八日", "XXXX-08-18"),
    ("今年3月", "XXXX-03"),
    ("去年7月5日", "XXXX-07-05"),
    ("今年", None),
    ("昨日", None),
    ("日前", None),
    ("近日", None),
    ("全年", None),
    ("年底", "XXXX-12"),
    ("一季度", "XXXX-01/XXXX-03"),
    ("1—9月", "XXXX-01/XXXX-09"),
    ("2021年2月30日", None),
]

WITH_PUBLICATION = [
    ("4月27日", "2022-05-06", "2022-04-27"),
    ("12月28日", "2021-01-05", "2020-12-28"),
    ("将于6月5日签约", "2020-06-03", "2020-06-05"),
    ("计划于2月举行", "2020-12-03", "2021-02"),
    ("8月", "2022-09-30", "2022-08"),
    ("12月", "2021-03-02", "2020-12"),
    ("今年", "2020-09-28", "2020"),
    ("去年", "2020-09-28", "2019"),
    ("前年", "2020-09-28", "2018"),
    ("明年", "2020-09-28", "2021"),
    ("今年底", "2020-09-28", "2020-12"),
    ("明年年底", "2020-09-28", "2021-12"),
    ("年底前", "2020-09-28", "2020-12"),
    ("年内", "2020-09-28", "2020"),
    ("去年7月", "2017-03-08", "2016-07"),
    ("今年前三季度", "2018-10-18", "2018-01/2018-09"),
    ("前三季度", "2024-01-18", "2023-01/2023-09"),
    ("上半年", "2017-08-08", "2017-01/2017-06"),
    ("一季度", "2023-04-08", "2023-01/2023-03"),
    ("本月17日", "2016-11-15", "2016-11-17"),
    ("本月", "2016-11-15", "2016-11"),
    ("上月", "2016-01-15", "2015-12"),
    ("上个月20日", "2016-03-15", "2016-02-20"),
    ("昨日", "2020-04-16", "2020-04-15"),
    ("昨天", "2020-03-01", "2020-02-29"),
    ("今天", "2019-04-23", "2019-04-23"),
    ("后天", "2020-06-03", "2020-06-05"),
    ("10日签约", "2020-12-11", "2020-12-10"),
    ("今（10）日", "2020-12-10", "2020-12-10"),
    ("28日启幕的展会", "2021-06-25", "2021-06-28"),
    ("28日签约", "2021-06-25", "2021-05-28"),
    ("29日签约", "2022-10-03", "2022-09-29"),
    ("十五日上午", "2020-09-16", "2020-09-15"),
    ("本周四", "2016-11-15", "2016-11-17"),
    ("上周五", "2020-11-16", "2020-11-13"),
    ("周一", "2020-11-18", "2020-11-16"),
    ("周五", "2020-11-18", "2020-11-13"),
    ("11月20日讯", "2019-11-21", "2019-11-20"),
    ("全年", "2024-02-18", "2023"),
    ("全年", "2023-11-30", "2023"),
    ("计划全年", "2024-02-18", "2024"),
    ("年末", "2024-03-05", "2023-12"),
    ("到年底", "2024-03-05", "2024-12"),
    ("2023年全年", "2024-08-01", "2023"),
    ("今明两年", "2021-05-25", "2021/2022"),
    ("五年前", "2025-12-30", "2020"),
    ("10年前", "2025-12-30", "2015"),
]

NONE = ["3个月", "三年内", "每月", "每年", "24小时", "5日内", "百年", "人民日报", "历年", "全年平均", "几年前"]


@pytest.mark.parametrize(("text", "edtf"), WITHOUT_PUBLICATION)
def test_a_date_on_a_page_without_a_date(text: str, edtf: str | None) -> None:
    assert meant(text) == [edtf]


@pytest.mark.parametrize(("text", "published", "edtf"), WITH_PUBLICATION)
def test_a_date_on_a_dated_page(text: str, published: str, edtf: str) -> None:
    assert meant(text, published) == [edtf]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert meant(text, "2020-05-05") == []


def test_same_day_is_the_day_named_last() -> None:
    assert meant("4月27日会见。当天签约。", "2022-05-06") == ["2022-04-27", "2022-04-27"]
    assert meant("3月2日签约，同日揭牌，次日开工。") == ["XXXX-03-02", "XXXX-03-02", "XXXX-03-03"]


def test_same_year_is_the_year_named_last() -> None:
    assert meant("2009年6月26日签约。同年9月24日再签。") == ["2009-06-26", "2009-09-24"]
    assert meant("2020年6月印发文件，当年三季度末完成。") == ["2020-06", "2020-09"]


def test_that_day_is_the_day_named_last() -> None:
    assert meant("双方8月18日签约。那一天，全场坐满。", "2021-08-20") == ["2021-08-18", "2021-08-18"]


def test_an_event_has_its_year_in_its_name_where_the_page_is_undated() -> None:
    assert meant("4月18日，2021大河产业推介会上双方签约。")[0] == "2021-04-18"
    assert meant("4月18日，2021个项目签约。") == ["XXXX-04-18"]
    assert meant("4月18日，2021大河产业推介会上双方签约。", "2022-05-01")[0] == "2022-04-18"


def test_what_is_over_lends_its_year_to_nothing_after_it() -> None:
    assert meant("继2019年10月首次签约之后，11月12日又签一份。", "2021-11-13") == ["2019-10", "2021-11-12"]


def test_a_bare_day_of_a_chronicle_belongs_to_the_month_of_its_title() -> None:
    text = "大事记（2018年11月）\n6日 双方签约。"
    document = Document("d", "u", text, title="大事记（2018年11月）", body_start=12)
    assert [mention.edtf for mention in find_dates(document)] == ["2018-11", "2018-11-06"]


def test_a_year_carries_over_inside_its_sentence_only() -> None:
    assert meant("2009年签约，9月24日开工。", "2024-07-04") == ["2009", "2009-09-24"]
    assert meant("2009年签约。6月24日开工。", "2024-07-04") == ["2009", "2024-06-24"]
    assert meant("2018年以来，6月24日是首次。", "2024-07-04") == ["2018", "2024-06-24"]


def test_the_end_of_a_year_is_that_of_the_year_spoken_of() -> None:
    assert meant("去年新建2150个，年末总数达到1.3万个", "2024-05-20") == ["2023", "2023-12"]
    assert meant("较去年增长5%，年底要完成", "2024-05-20") == ["2023", "2024-12"]
    titled = Document("d", "u", "", title="2022年东山县统计公报", published_on=date(2023, 7, 4))
    assert [mention.edtf for mention in find_dates(replace(titled, text="年末全县基站120个"))] == ["2022-12"]


def test_the_same_point_in_time_is_the_one_named_last() -> None:
    assert meant("截至9月末，基站3万个。同一时点，用户5万户。", "2022-10-24") == ["2022-09", "2022-09-30"]


def test_a_year_is_never_invented() -> None:
    assert meant("6月28日签约。2020年6月印发。") == ["XXXX-06-28", "2020-06"]


def test_today_is_the_day_of_the_dateline() -> None:
    assert meant("本报7月3日讯 今天上午签约，昨日会见。", "2024-07-04") == ["2024-07-03", "2024-07-03", "2024-07-02"]


def test_a_bare_day_belongs_to_the_month_of_its_paragraph() -> None:
    assert meant("7月13日开幕，15日闭幕。\n15日晚的消息。", "2020-09-20") == ["2020-07-13", "2020-07-15", "2020-09-15"]


def test_titles_in_brackets_hold_no_dates() -> None:
    assert meant("《5G发展三年行动计划（2020—2022年）》印发") == []


def test_a_comparison_with_the_year_before_is_no_date() -> None:
    assert meant("截至4月末，较上年末净增5771万户", "2022-05-25") == ["2022-04"]


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
def test_a_full_date_is_read_exactly(day: date) -> None:
    assert meant(f"截至{day.year}年{day.month}月{day.day}日，") == [day.isoformat()]
    assert meant(f"时间{day.isoformat()} ") == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2089, 12, 31)), st.integers(min_value=0, max_value=330))
def test_a_past_day_without_a_year_is_found_again(published: date, days: int) -> None:
    day = date.fromordinal(published.toordinal() - days)
    if (day.month, day.day) != (2, 29):
        assert nearest(day.month, day.day, read_edtf(published.isoformat())).edtf() == day.isoformat()


@given(st.dates(), st.integers(min_value=-400, max_value=400))
def test_shifting_forth_and_back_is_nothing(day: date, days: int) -> None:
    if date.min.toordinal() + 400 < day.toordinal() < date.max.toordinal() - 400:
        known = read_edtf(f"{day.year:04}-{day.month:02}-{day.day:02}")
        assert shifted(shifted(known, days), -days) == known


@given(st.text(alphabet="2019年月日号底末今去明前上下周四季度当天同至—-XX 8七十五日前\n，。讯", max_size=50))
def test_dates_lie_in_order_inside_the_text(text: str) -> None:
    found = read(text, "2020-05-05")
    assert all(mention.surface == text[mention.start : mention.end] != "" for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("day", "last"), [("2021", "2021-12-31"), ("2023-02", "2023-02-28"), ("2024-02", "2024-02-29"), ("2021-05-06",) * 2]
)
def test_the_last_day(day: str, last: str) -> None:
    assert last_day(read_edtf(day)).edtf() == last


def test_a_date_that_no_calendar_has() -> None:
    assert not PartialDate(2021, 2, 29).exists()
    assert PartialDate(None, 2, 29).exists()
    assert not PartialDate(2021, 13).exists()


def test_the_year_that_a_title_sums_up_is_not_that_of_its_goal() -> None:
    titled = Document("d", "u", "今年建成1200个", title="到2025年建成5G基站2万个 东山县2021年工作总结")
    assert [mention.edtf for mention in find_dates(titled)] == ["2021"]
