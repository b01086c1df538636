"""Further ways of telling a signing: partners one by one, papers in turn, older papers of the same parties.

Each row holds a text in the words of this project and the parties of each agreement that it tells of.
"""

import pytest

from tests.tasks.extract.agreements.test_find_agreements import in_order, read, signed_by

WITH_AGAIN = (
    (
        "6月18日，铁东区人民政府与鞍山电信、与华为技术有限公司、与东软集团签署协议。",
        ("鞍山市铁东区人民政府 + 鞍山电信", "鞍山市铁东区人民政府 + 华为", "鞍山市铁东区人民政府 + 东软集团"),
    ),
    (
        "当天，滁州市人民政府同安徽移动、同安徽联通签订战略合作协议。",
        ("滁州市人民政府 + 安徽移动", "滁州市人民政府 + 安徽联通"),
    ),
    (
        "两份合同由赤峰移动与赤峰学院、与赤峰市医院签署。",
        ("赤峰移动 + 赤峰学院", "赤峰移动 + 赤峰市医院"),
    ),
    (
        "6月18日，湘潭联通跟湘潭大学、跟湖南科技大学签下5G专网协议。",
        ("湘潭联通 + 湘潭大学", "湘潭联通 + 湖南科技大学"),
    ),
    (
        "衡阳市人民政府与湖南移动，与中兴通讯签署战略合作协议。",
        ("衡阳市人民政府 + 湖南移动", "衡阳市人民政府 + 中兴通讯"),
    ),
    # With one 与 they sign together.
    ("滁州市人民政府与安徽移动、安徽联通签订战略合作协议。", ("滁州市人民政府 + 安徽移动 + 安徽联通",)),
)

WHOLE_NAMES = (
    (
        "6月18日，集团母公司太行矿业集团与华为技术有限公司签署战略合作协议。",
        ("太行矿业集团 + 华为",),
    ),
    ("全资子公司远景智联科技有限公司与晋城移动签署合作协议。", ("远景智联科技有限公司 + 晋城移动",)),
    ("6月18日，控股股东长岭重工集团与岳阳联通签订协议。", ("长岭重工集团 + 岳阳联通",)),
    ("下属子公司云帆物流有限公司与舟山电信签订合同。", ("云帆物流有限公司 + 舟山电信",)),
    ("公司大股东华岳能源集团与铜川移动签署战略合作协议。", ("华岳能源集团 + 铜川移动",)),
    ("6月18日，县文旅体局与临泉移动签署合作协议。\n临泉县数字乡村推进会昨日召开。", ("临泉县文旅体局 + 临泉移动",)),
    ("滨江风电酒泉基地和华为技术有限公司签订供货合同。", ("滨江风电酒泉基地 + 华为",)),
    (
        "2021项目签约名单\n6月18日，项目签约名单公布：\n1 渲染项目 许昌市大数据管理局 瑞石云计算（北京）有限公司 2亿元\n"
        "2 感知项目 许昌市交通投资集团 许昌铁塔 800万元",
        ("许昌市大数据管理局 + 瑞石云计算（北京）有限公司", "许昌市交通投资集团 + 许昌铁塔"),
    ),
)

WATCHED = (
    (
        "铜官区卫健委负责同志到场，铜陵市第三医院院长任知秋、铜陵联通副总经理葛远帆在协议书上签字。",
        ("铜陵市第三医院 + 铜陵联通",),
    ),
    (
        "市教育局有关同志到场见证，黄石学院院长任知秋、黄石移动总经理葛远帆在协议上签字。",
        ("黄石学院 + 黄石移动",),
    ),
)

OLDER = (
    ("县里此前和华为公司签过一份云服务合同。\n内乡县昨天开会。", "earlier"),
    ("三年前的7月，芜湖市政府与安徽电信在这里签订战略合作协议。", "earlier"),
    ("几年前，芜湖市政府与安徽电信签订战略合作协议。", "earlier"),
    ("4月，黄石学院与龙南市工业园签订过实习基地协议。", "earlier"),
    ("4月，黄石学院与黄石移动签署过一份协议。", "earlier"),
    ("6月18日，黄石学院与黄石移动签订实习基地协议。", "signed"),
    ("6月18日，芜湖市政府与安徽电信签订战略合作协议，为期三年。", "signed"),
)

SILENT = (
    "西安电子科技大学的教授和中国移动的工程师到场。专家建议，签合同之前要写明数据归属。双方交流了意见。",
    "签协议以前，黄石学院与黄石移动要先定方案。",
    "专家说，签约之前，黄石学院与黄石移动先试点。",
    "签订合同前，先看清黄石移动与黄石学院的条款。",
)


@pytest.mark.parametrize(("text", "parties"), (*WITH_AGAIN, *WHOLE_NAMES, *WATCHED))
def test_each_way_of_telling_names_its_parties(text, parties):
    assert signed_by(text) == in_order(parties)


@pytest.mark.parametrize(("text", "status"), OLDER)
def test_words_of_time_say_whether_it_is_news(text, status):
    assert [finding.status for finding in read(text)] == [status]


@pytest.mark.parametrize("text", SILENT)
def test_what_comes_before_a_signing_tells_of_none(text):
    assert signed_by(text) == []


def test_what_all_firms_do_after_the_signing_is_agreed_with_each_but_its_sum_is_none_of_one():
    found = read(
        "云南省农业农村厅分别同云南移动、云南电信、云南联通签署战略合作协议。\n"
        "按照协议，三家企业将投入资金120亿元，其中5G网络建设70亿元。"
    )
    assert [(each.is_5g, each.amount_cny) for each in found] == [(True, None)] * 3
