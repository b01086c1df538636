"""Lines that were broken at a margin are joined; lists, verse and paragraphs are left as they are."""

import pytest

from tasks.clean.offsets import TracedText
from tasks.clean.wraps import unwrapped


def joined(page: str) -> list[str]:
    return [line.text for line in unwrapped(TracedText.of_page(page).lines()) if line.text.strip()]


COLUMN = """云溪晚报 2023年3月7日 星期二 第2版 要闻
本报讯 3月6日，云溪
县人民政府与云溪移动
签署智慧县城合作协
议。双方将在城管和乡
村治理上合作，三年内
新建基站一百二十座。
县里还将开放灯杆和楼
顶，供企业安装设备。
"""

SHORT_PARAGRAPHS = """云溪联通与建工总公司全面合作
就云溪联通接入网工程，全省最大的建筑企业建工总公司与云溪联
合通信有限公司5月19日签署合作备忘录，这在省内还没有先例。
备忘录里写着，接入网的施工由建工总公司优先承揽，对方帮助办
理手续。
业内人士说，这是好事。
"""

LISTED = """云溪县签约项目
云溪移动与县医院
云溪联通与县中学
云溪电信与县法院
云溪铁塔与县城投
云溪广电与县文旅
云溪银行与县财政
云溪港口与县水利
云溪机场与县交通
"""

PARAGRAPHS = """云溪县与云溪移动签约
3月6日，云溪县人民政府与云溪移动签署智慧县城合作协议，双方将在城市管理和乡村治理上合作。
县长介绍，三年内新建基站一百二十座。
会后，双方座谈。
"""


def test_a_column_of_a_newspaper_is_one_paragraph_below_its_header():
    header, body = joined(COLUMN)
    assert header.startswith("云溪晚报")
    assert "云溪县人民政府与云溪移动签署智慧县城合作协议。" in body


def test_short_paragraphs_end_where_their_last_line_does():
    lines = joined(SHORT_PARAGRAPHS)
    assert lines[0] == "云溪联通与建工总公司全面合作"
    assert "云溪联合通信有限公司5月19日签署合作备忘录" in lines[1]
    assert lines[-1] == "业内人士说，这是好事。"


@pytest.mark.parametrize("page", [LISTED, PARAGRAPHS, "", "\n\n"])
def test_what_no_margin_broke_stays_as_it_is(page):
    assert joined(page) == [line for line in page.splitlines() if line.strip()]
