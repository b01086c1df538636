from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Quantity
from schemas.units import dimensions, unit_forms
from tasks.extract.quantities import dimension, find_quantities

# text, value, unit, approximator
ONE = [
    # counts in Arabic digits
    ("建成1200座", "1200", "座", "exact"),
    ("建成40,000个", "40000", "个", "exact"),
    ("建成1.2万座", "12000", "座", "exact"),
    ("建成 1.2 万座", "12000", "座", "exact"),
    ("用户3.05亿户", "305000000", "户", "exact"),
    ("机架83万架", "830000", "架", "exact"),
    ("服务器1万台", "10000", "台", "exact"),
    ("终端2600万部", "26000000", "部", "exact"),
    ("专网1500张", "1500", "张", "exact"),
    ("端口28.5万个", "285000", "个", "exact"),
    ("企业12家", "12", "家", "exact"),
    ("设备2亿台（套）", "200000000", "台（套）", "exact"),
    ("设备2亿台套", "200000000", "台套", "exact"),
    ("机架5万标准机架", "50000", "标准机架", "exact"),
    ("案例300例", "300", "例", "exact"),
    ("项目36项", "36", "项", "exact"),
    ("１２００座", "1200", "座", "exact"),
    # counts in Chinese numerals
    ("建成八百六十座", "860", "座", "exact"),
    ("建成一千二百个", "1200", "个", "exact"),
    ("建成三万五千座", "35000", "座", "exact"),
    ("建成一点五万座", "15000", "座", "exact"),
    ("两个标杆", "2", "个", "exact"),
    ("十二家工厂", "12", "家", "exact"),
    ("用户四百万户", "4000000", "户", "exact"),
    ("一百零八张", "108", "张", "exact"),
    # bare numbers
    ("总数达3002", "3002", "", "exact"),
    ("累计达9.5万", "95000", "", "exact"),
    ("一千二百余", "1200", "", "over"),
    ("连接3亿", "300000000", "", "exact"),
    ("能效为1.25", "1.25", "", "exact"),
    # approximators before
    ("约120个", "120", "个", "about"),
    ("约为120个", "120", "个", "about"),
    ("大约120个", "120", "个", "about"),
    ("近300个", "300", "个", "nearly"),
    ("将近300个", "300", "个", "nearly"),
    ("接近300个", "300", "个", "nearly"),
    ("超300个", "300", "个", "over"),
    ("超过300个", "300", "个", "over"),
    ("超过了300个", "300", "个", "over"),
    ("突破300个", "300", "个", "over"),
    ("突破到10万", "100000", "", "over"),
    ("逾300个", "300", "个", "over"),
    ("高于300个", "300", "个", "over"),
    ("不低于300个", "300", "个", "at_least"),
    ("不少于300个", "300", "个", "at_least"),
    ("至少300个", "300", "个", "at_least"),
    ("≥300个", "300", "个", "at_least"),
    ("不超过300个", "300", "个", "at_most"),
    ("不到300个", "300", "个", "at_most"),
    ("不足300个", "300", "个", "at_most"),
    ("低于300个", "300", "个", "at_most"),
    ("＞300个", "300", "个", "over"),
    # approximators after or inside
    ("300余个", "300", "个", "over"),
    ("300多个", "300", "个", "over"),
    ("30多万个", "300000", "个", "over"),
    ("三十余万户", "300000", "户", "over"),
    ("1.5亿多元", "150000000", "CNY", "over"),
    ("300个左右", "300", "个", "about"),
    ("300个上下", "300", "个", "about"),
    ("300个以上", "300", "个", "at_least"),
    ("300个以内", "300", "个", "at_most"),
    ("300个以下", "300", "个", "at_most"),
    ("1000+", "1000", "", "over"),
    ("2000+家", "2000", "家", "over"),
    ("10万+", "100000", "", "over"),
    ("300Mbps（兆比特每秒）以上", "300", "Mbps", "at_least"),
    # multipliers alone
    ("用户破百", "100", "", "over"),
    ("百余个", "100", "个", "over"),
    ("千余家", "1000", "家", "over"),
    ("近万个", "10000", "个", "nearly"),
    ("超亿台", "100000000", "台", "over"),
    ("用户过亿", "100000000", "", "over"),
    ("产值超百亿元", "10000000000", "CNY", "over"),
    ("上百家", "100", "家", "over"),
    ("上万户", "10000", "户", "over"),
    ("十余万户", "100000", "户", "over"),
    # money
    ("投资3亿元", "300000000", "CNY", "exact"),
    ("投资3亿元人民币", "300000000", "CNY", "exact"),
    ("投资近人民币3亿元", "300000000", "CNY", "nearly"),
    ("投资8726.9万元", "87269000", "CNY", "exact"),
    ("规模1.7万亿元", "1700000000000", "CNY", "exact"),
    ("投资三百亿元", "30000000000", "CNY", "exact"),
    ("投资5000多万元", "50000000", "CNY", "over"),
    ("出口3亿美元", "300000000", "USD", "exact"),
    ("投资2000万欧元", "20000000", "EUR", "exact"),
    # shares and changes
    ("占比35.5%", "35.5", "percent", "exact"),
    ("占比35％", "35", "percent", "exact"),
    ("百分之五", "5", "percent", "exact"),
    ("百分之九十八以上", "98", "percent", "at_least"),
    ("百分之百", "100", "percent", "exact"),
    ("占三成", "30", "percent", "exact"),
    ("超四成", "40", "percent", "over"),
    ("近七成", "70", "percent", "nearly"),
    ("九成以上", "90", "percent", "at_least"),
    ("六成五", "65", "percent", "exact"),
    ("八成半", "85", "percent", "exact"),
    ("占比过半", "50", "percent", "over"),
    ("占近半", "50", "percent", "nearly"),
    ("一半以上", "50", "percent", "at_least"),
    ("六成二", "62", "percent", "exact"),
    ("四分之一", "25", "percent", "exact"),
    ("增长4.3倍", "4.3", "times", "exact"),
    ("增长近两倍", "2", "times", "nearly"),
    ("翻了一番", "100", "percent", "exact"),
    ("翻两番", "300", "percent", "exact"),
    ("提高1.7个百分点", "1.7", "percentage_points", "exact"),
    # rates, delays, computing power
    ("速率920兆", "920", "Mbps", "exact"),
    ("宽带1000M", "1000", "Mbps", "exact"),
    ("速率100Mbps", "100", "Mbps", "exact"),
    ("速率1.2Gbps", "1200", "Mbps", "exact"),
    ("峰值10G", "10000", "Mbps", "exact"),
    ("带宽3.8万Gbps", "38000000", "Mbps", "exact"),
    ("带宽20T", "20000000", "Mbps", "exact"),
    ("千兆到户", "1000", "Mbps", "exact"),
    ("万兆进楼", "10000", "Mbps", "exact"),
    ("时延12毫秒", "12", "ms", "exact"),
    ("时延5ms以内", "5", "ms", "at_most"),
    ("时延不足1毫秒", "1", "ms", "at_most"),
    ("算力4000P", "4000", "PFLOPS", "exact"),
    ("算力11.4万P", "114000", "PFLOPS", "exact"),
    ("算力50,000PFlops", "50000", "PFLOPS", "exact"),
    ("算力18EFLOPS", "18000", "PFLOPS", "exact"),
    ("算力5E", "5000", "PFLOPS", "exact"),
    ("算力2.5百亿亿次/秒", "2500", "PFLOPS", "exact"),
    ("每秒3000亿亿次", "30000", "PFLOPS", "exact"),
    ("每秒30亿亿次浮点运算", "300", "PFLOPS", "exact"),
    # other units
    ("光缆12万芯公里", "120000000", "m", "exact"),
    ("用电30万千瓦时", "300000", "kWh", "exact"),
    ("单柜20kW", "20", "kW", "exact"),
    ("占地5万平方米", "50000", "m2", "exact"),
    ("频段700MHz", "700000000", "Hz", "exact"),
    ("存储2PB", "2000000000000000", "byte", "exact"),
    ("工期3个月", "3", "month", "exact"),
    ("接待3万人次", "30000", "人次", "exact"),
]

RANGES = [
    ("3至5个", "3", "5", "个"),
    ("3-5个", "3", "5", "个"),
    ("3～5个", "3", "5", "个"),
    ("三到五个", "3", "5", "个"),
    ("3-5万个", "30000", "50000", "个"),
    ("100万至120万户", "1000000", "1200000", "户"),
    ("5%—8%", "5", "8", "percent"),
    ("10亿—20亿元", "1000000000", "2000000000", "CNY"),
    ("七八个", "7", "8", "个"),
    ("三五百家", "300", "500", "家"),
    ("十七八个", "17", "18", "个"),
]

NONE = [
    "5G/4G/6G",
    "5G-A商用",
    "5.5G网络",
    "“1+5+10”战略",
    "“1+5+10”（1个中心、5大产业、10大场景）",
    "“1+N”体系",
    "10×10行动",
    "3A级景区的",
    "十四五时期",
    "三大运营商",
    "4K/8K直播",
    "10G-PON",
    "F5G",
    "第3届大会",
    "第十三批",
    "一带一路",
    "一体两翼",
    "千行百业",
    "万物互联",
    "双千兆",
    "2022-04-27 17:54",
    "2022年4月27日",
    "2021—2023年",
    "二〇二一年三月",
    "1—4月份",
    "热线0531-66661234",
    "电话13800138000",
    "股票300657.SZ",
    "备00000000号",
    "版本2.0版",
    "《5G发展三年行动计划（2020—2022年）》",
    "数百家",
    "几十个",
    "2019上海峰会",
    "http://a.cn/1234567",
    "百亿级产业",
    "成立大会",
]


@pytest.mark.parametrize(("text", "value", "unit", "approximator"), ONE)
def test_one_quantity(text: str, value: str, unit: str, approximator: str) -> None:
    found = [(q.value, q.unit, q.approximator, q.upper) for q in find_quantities(text)]
    assert found == [(Decimal(value), unit, approximator, None)]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_has_both_ends(text: str, low: str, high: str, unit: str) -> None:
    assert [(q.value, q.upper, q.unit) for q in find_quantities(text)] == [(Decimal(low), Decimal(high), unit)]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_the_bounds_take_in_the_approximators() -> None:
    text = "全省已建成约1.2万个以上基站"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == "约1.2万个以上"


@pytest.mark.parametrize(
    ("text", "approximator"),
    [("签约20个项目", "exact"), ("附近3个村", "exact"), ("通过100个案例", "exact"), ("最近3年", "exact")],
)
def test_the_end_of_another_word_is_no_approximator(text: str, approximator: str) -> None:
    assert [quantity.approximator for quantity in find_quantities(text)] == [approximator]


def test_from_one_to_another_is_two_figures() -> None:
    assert [q.value for q in find_quantities("从3万个到5万个")] == [30000, 50000]


def test_a_list_carries_the_scale_and_unit_of_its_last() -> None:
    found = [(q.value, q.unit) for q in find_quantities("分别为79.1、33.5和38.6万个")]
    assert found == [(791000, "个"), (335000, "个"), (386000, "个")]


@pytest.mark.parametrize(("text", "unit"), [("120个部门", "个"), ("3家庭", ""), ("20项目", "")])
def test_a_measure_word_that_begins_another_word_is_none(text: str, unit: str) -> None:
    assert [quantity.unit for quantity in find_quantities(text)] in ([unit], [])


def test_dimensions_name_what_is_measured() -> None:
    units = [dimension(q) for q in find_quantities("30亿元、1000座、20%、10毫秒、5万")]
    assert units == ["money", "count", "ratio", "delay", "number"]


def test_every_unit_has_a_dimension() -> None:
    assert {form.unit for form in unit_forms().values()} <= set(dimensions())


@given(
    st.text(alphabet="建成5G基站约近超.1290,万亿千百十一二三个座户元%至-到余多和、，。年月日P兆秒/（）\n", max_size=60)
)
def test_quantities_lie_in_order_inside_the_text(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(min_value=2, max_value=10**9), st.sampled_from(["座", "户", "元", "%"]))
def test_a_plain_number_is_read_exactly(number: int, unit: str) -> None:
    (quantity,) = find_quantities(f"共{number}{unit}。")
    assert (quantity.value, quantity.approximator) == (number, "exact")


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(quantity, Quantity) for quantity in find_quantities(text))


@given(st.text(alphabet="0123456789,.万亿千百兆余多约超个元% P", max_size=60))
def test_no_number_is_too_large(text: str) -> None:
    assert all(quantity.value < Decimal(10) ** 26 for quantity in find_quantities(text))
