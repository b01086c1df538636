"""Listings: which links of a page are news, and where the next page is."""

from datetime import date

import pytest

from schemas.source import Source, Window
from tasks.fetch.address import normal
from tasks.fetch.indexes import listing, read_index

URL = "https://news.example/5g/list.html"
MAY = Window(date(2024, 5, 1), date(2024, 5, 31))


def read(page, url=URL, window=None, content_type=None, **settings):
    source = Source("list", "listing", settings.pop("address", URL), **settings)
    return read_index(source, url, page if isinstance(page, bytes) else page.encode(), content_type, window)


def urls(reading):
    return [link.url for link in reading.links]


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>5G 要闻</title></head><body>
<div class=nav><a href="/">首页</a><a href="/about.html">关于我们</a></div>
<ul class="list">
<li><a href="/202405/t20240520_2.html" target=_blank>两市签署战略合作协议</a><span>2024-05-20</span>
<li><a href='../202405/t20240519_1.html'>建成 5G 基站 1 万个</a><span>2024-05-19</span>
<li><a HREF=//news.example/c.html>签约</a></li>
<li><a href="https://other.example/d.html">转载</a></li>
<li><a href="/202405/t20240520_2.html#comments">评论</a></li>
<li><a href="javascript:void(0)">分享</a><a href="mailto:a@news.example">投稿</a><a>无</a><a href="">空</a></li>
</ul>
<div class="pages"><a href="list.html">1</a><a class="next" href="list_2.html">下一页</a></div>
</body></html>"""
NEWS = [
    "https://news.example/202405/t20240520_2.html",
    "https://news.example/202405/t20240519_1.html",
    "https://news.example/c.html",
]


def test_the_selector_says_which_links_are_news():
    reading = read(PAGE, selector="ul.list a")
    assert urls(reading) == NEWS
    assert [link.dated for link in reading.links] == [date(2024, 5, 20), date(2024, 5, 19), None]
    assert reading.problem == ""
    assert reading.further == ()


@pytest.mark.parametrize("selector", [".list", "ul.list li", "ul, li, a.nothing", ".list li > a[href], .list"])
def test_links_within_what_the_selector_finds_count_once(selector):
    assert urls(read(PAGE, selector=selector)) == NEWS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_selector_may_ask_for_chinese_in_any_encoding(encoding):
    page = PAGE.replace('class="list"', 'class="新闻列表"').encode(encoding)
    assert urls(read(page, selector=".新闻列表 a")) == NEWS


def test_without_a_pattern_links_stay_on_the_host():
    assert len(urls(read(PAGE))) == 6
    assert not any("other.example" in url for url in urls(read(PAGE)))


def test_a_pattern_lets_links_lead_elsewhere():
    assert urls(read(PAGE, follow=r"/[a-d]\.html$")) == ["https://news.example/c.html", "https://other.example/d.html"]


def test_a_page_whose_links_all_lead_elsewhere_says_so():
    assert "no link leads to another page of news.example" in read("<a href=https://other.example/a>签约</a>").problem
    assert "no link leads to another page" in read("<a href=?>签约</a><a href=list.html#2>签约</a>").problem


def test_a_pattern_that_nothing_matches_says_so():
    reading = read(PAGE, follow="/6g/", next_selector=".next")
    assert reading.links == reading.further == ()
    assert "none of its 6 links matches" in reading.problem


def test_links_that_robots_shall_not_follow_are_left_out():
    page = '<a href=/a rel="noopener NoFollow">广告</a><a href=/b rel=noopener>签约</a><a href=/c rel=nofollowing>b</a>'
    assert urls(read(page)) == ["https://news.example/b", "https://news.example/c"]


@pytest.mark.parametrize(
    ("meta", "follows"),
    [
        ('<meta name="robots" content="noindex, nofollow">', False),
        ("<META NAME=Robots CONTENT=NONE>", False),
        ('<meta name="robots" content="noindex,follow">', True),
        ('<meta name="robots" content="all"><meta name="description" content="nofollow">', True),
    ],
)
def test_a_page_may_ask_robots_to_follow_nothing(meta, follows):
    reading = read(f"<head>{meta}</head><a href=/a>签约</a>")
    assert bool(reading.links) == follows
    assert ("robots" in reading.problem) != follows


def test_a_base_is_where_links_begin():
    page = "<base target=_top><base href=/other/><base href=/third/><a href=a.html>签约</a>"
    assert urls(read(page)) == ["https://news.example/other/a.html"]
    assert urls(read("<base href=/other/><a href=' '>空</a><a href=/a>签约</a>")) == ["https://news.example/a"]
    assert urls(read("<base href='javascript:go()'><a href=a.html>签约</a>")) == ["https://news.example/5g/a.html"]


def test_the_next_page_is_what_its_selector_finds():
    assert read(PAGE, next_selector="a.next").further == ("https://news.example/5g/list_2.html",)
    assert read(PAGE, next_selector=".pages a").further == ("https://news.example/5g/list_2.html",)
    assert read(PAGE, next_selector=".older a").further == ()
    assert read(PAGE.replace("list_2", "https://other.example/2"), next_selector=".next").further == ()


def test_the_next_page_is_no_news():
    assert "https://news.example/5g/list_2.html" in urls(read(PAGE, selector="a"))
    assert "https://news.example/5g/list_2.html" not in urls(read(PAGE, selector="a", next_selector=".next"))
    assert URL not in urls(read(PAGE, selector="a"))


def test_the_next_page_has_the_next_number():
    template = "https://news.example/5g/list[_{page}].html"
    assert read(PAGE, address=template).further == ("https://news.example/5g/list_2.html",)
    third = read(PAGE, "https://news.example/5g/list_3.html", address=template)
    assert third.further == ("https://news.example/5g/list_4.html",)
    assert read(PAGE, "https://news.example/elsewhere.html", address=template).further == ()


def test_a_listing_goes_on_until_it_is_past_the_window():
    def further(*days):
        page = "".join(f"<a href='/{day}/a.html'>签约</a>" for day in days)
        return read(page, address="https://news.example/5g/list[_{page}].html", window=MAY).further

    assert further("2024/06/02", "2024/06/01")
    assert further("2024/05/02", "2024/04/30")
    assert further("2024/04/30", "2024/05/01")
    assert further("2024/05/01")
    assert further("2024/04/30", "about")
    assert not further("2024/04/30", "2024/04/29")


def test_links_outside_of_the_window_are_left_out():
    page = "<a href=/2024/04/30/a>a</a><a href=/2024/05/31/b>b</a><a href=/2024/06/01/c>c</a><a href=/d>d</a>"
    assert urls(read(page, window=MAY)) == ["https://news.example/2024/05/31/b", "https://news.example/d"]


@pytest.mark.parametrize(
    ("page", "settings", "said"),
    [
        ("", {}, "no page of HTML"),
        ("<!-- -->", {}, "no page of HTML"),
        ("签约", {}, "layout may have changed"),
        (PAGE, {"selector": ".news-list a"}, "'.news-list a' found no link: the layout may have changed"),
        (PAGE, {"selector": "ul["}, "not one of CSS"),
        (PAGE, {"selector": "a:unheard-of"}, "not one of CSS"),
        (PAGE, {"selector": ""}, "not one of CSS"),
        (PAGE, {"next_selector": "a["}, "not one of CSS"),
        (PAGE, {"follow": "("}, "no pattern"),
        ("<a " + "".join(f"a{n}=1 " for n in range(1500)) + "href=/a>签约</a>", {}, "attributes"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, {}, "layout may have changed"),
    ],
)
def test_what_brings_no_links_says_why(page, settings, said):
    reading = read(page, **settings)
    assert reading.links == reading.further == ()
    assert said in reading.problem


def test_broken_pages_are_read():
    page = "<?xml version='1.0' encoding='gb2312'?>\x00<table><td><a href=/a.html>签<b>约<a href='/b.html'></p></b"
    assert urls(read(page)) == ["https://news.example/a.html", "https://news.example/b.html"]


def test_a_deep_page_is_not_read_for_ever():
    page = "<div>" * 100_000 + "<a href=/deep>签约</a>"
    assert read("<a href=/a>签约</a>" + page, selector="body, div, a").links


def test_links_in_many_enclosing_elements_are_looked_at_once(monkeypatch):
    looked_at = []
    monkeypatch.setattr(listing, "normal", lambda url, base: looked_at.append(url) or normal(url, base))
    page = "<div>" * 100 + "".join(f"<a href=/{n}>签约</a>" for n in range(100))
    assert len(urls(read(page, selector="div"))) == 100
    assert len([url for url in looked_at if url]) == 100


def test_a_script_is_no_markup():
    page = f"<script>if (a<b) {{ x = '{'=1 ' * 3000}' }}</script><!-- <c {'=1 ' * 3000} --><a href=/a>签约</a>"
    assert urls(read(page)) == ["https://news.example/a"]
