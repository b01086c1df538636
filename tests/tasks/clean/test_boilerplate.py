import pytest

from tasks.clean.boilerplate import is_heading_of_related, is_menu, is_note, is_notice, split_boilerplate
from tasks.clean.offsets import TracedText

NOTES = [
    "2018-11-02 21:47    来源：云溪日报    记者 白小鹿",
    "发布时间：2018-11-03 16:05 来源：云溪网 【字号：大 中 小】",
    "（责任编辑：白鹿）",
    "责编：白鹿  校对：青枫",
    "初审：青枫  终审：白鹿",
    "云溪日报 2018年11月05日 星期一 第06版",
    "来源：云溪新闻网 点击：153",
    "（记者 青枫）",
    "编辑 小鹿 2018年11月4日",
    "2018-11-06 11:30 云溪周刊 记者 小鹿",
]
PROSE = [
    "下周二，云溪要办一场签约",
    "云溪日报记者昨日从会上获悉，双方签署协议。",
    "纸上印的名称是云溪数字港口共建协议。",
    "2020年7月13日，双方在云溪签署协议",
    "三、2026年重点工作",
    "——云溪港数字平台，由港务集团与北辰移动签约；",
    "记者了解到，今年新建基站三千个",
    "编辑部昨日与移动公司签约",
    "来源于港口的收入增长两成",
    "云溪 4180个 2600个 98%",
    "2021年12月：北辰移动在云溪开通首个基站",
]
NOTICES = [
    "扫一扫，在手机上接着看",
    "免责声明：文中观点属作者本人，不代表云溪网。",
    "> 转载自网络，如有侵权，请联系我们删除。",
    "京ICP备00000000号 版权所有 云溪新闻网",
    "当前位置：首页 > 要闻 > 正文",
    "云溪在线 > 资讯中心 > 正文",
    "点击上方蓝字关注我们",
    "不良信息举报电话：000-00000000",
]


@pytest.mark.parametrize("line", NOTES)
def test_credits_and_headers_are_notes(line: str):
    assert is_note(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_neither_note_nor_notice_nor_menu(line: str):
    assert not is_note(line)
    assert not is_notice(line)
    assert not is_menu(line)
    assert not is_heading_of_related(line)


@pytest.mark.parametrize("line", NOTICES)
def test_legal_lines_paths_and_invitations_are_notices(line: str):
    assert is_notice(line)


@pytest.mark.parametrize(
    "line", ["首页 | 要闻 | 运营商 | 5G", "[北京站] [上海站] [广州站] [深圳站]", "下载", "打印 关闭"]
)
def test_rows_of_short_words_are_menus(line: str):
    assert is_menu(line)


@pytest.mark.parametrize(
    "line", ["相关阅读", "【推荐阅读】", "热点排行：", "更多园区动态", "上一篇：甲县召开会议 下一篇：乙市通航"]
)
def test_headings_of_link_lists(line: str):
    assert is_heading_of_related(line)


def test_a_link_heading_with_a_sentence_after_it_is_prose():
    assert not is_heading_of_related("相关链接：多杆合一就是一根杆上挂路灯、基站和摄像头，云溪去年开始试点。")


def test_what_stands_around_the_article_is_set_apart():
    lines = [
        "2023-03-07 来源：云溪日报",
        "双方昨日签署战略合作协议，共建网络。",
        "会后，",
        "项目清单已经印发，年底完工。",
        "相关新闻",
        "青石县与某企业签约",
        "（编辑：阿宁）",
    ]
    kept, dropped = split_boilerplate([TracedText.of_page(line) for line in lines])
    assert [line.text for line in kept] == lines[1:4]
    assert [line.text for line in dropped] == [lines[0], *lines[4:]]


def test_a_list_of_links_ends_where_prose_begins_again():
    lines = ["双方签署协议，共建网络。", "延伸阅读", "什么是切片", "此外，双方还将共建实验室，年内挂牌。"]
    kept, _ = split_boilerplate([TracedText.of_page(line) for line in lines])
    assert [line.text for line in kept] == [lines[0], lines[3]]
