"""Feeds of every kind, and what passes for one."""

from datetime import UTC, date, datetime

import pytest

from schemas.source import Source, Window
from tasks.fetch.indexes import read_index

URL = "https://news.example/5g/rss.xml"
SOURCE = Source("wire", "feed", URL)


def read(page, content_type=None, window=None, source=SOURCE):
    return read_index(source, URL, page if isinstance(page, bytes) else page.encode(), content_type, window)


def rss(*items):
    body = "".join(f"<item><title>两地签约</title>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>要闻</title>{body}</channel></rss>'
    )


def urls(reading):
    return [link.url for link in reading.links]


def only(item):
    (link,) = read(rss(item)).links
    return link


RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>要闻</title><link>https://news.example/</link></channel>
  <item><title>签约</title><link>https://news.example/a.html</link><dc:date>2024-05-20T08:00+08:00</dc:date></item>
</rdf:RDF>"""
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
  "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>要闻</title>
  <item><title>签约</title><link>https://news.example/a.html</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><title>要闻</title>
  <link rel="self" href="https://news.example/5g/rss.xml"/>
  <entry><title>签约</title><link rel="enclosure" type="audio/mpeg" href="/a.mp3"/>
    <link rel="alternate" type="text/html" href="a.html"/>
    <published>2024-05-20T23:30:00Z</published><updated>2024-05-22T01:00:00Z</updated></entry>
</feed>"""


@pytest.mark.parametrize("page", [RSS_1, RSS_091, rss("<link>https://news.example/a.html</link>")])
def test_every_version_of_rss_is_read(page):
    assert urls(read(page)) == ["https://news.example/a.html"]


def test_a_date_of_dublin_core_is_read():
    assert read(RSS_1).links[0].dated == date(2024, 5, 20)


def test_atom_is_read_from_its_base_with_both_times():
    (link,) = read(ATOM).links
    assert link.url == "https://other.example/x/a.html"
    assert link.dated == date(2024, 5, 21), "the day in China"
    assert link.changed_at == datetime(2024, 5, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/a.html</link>", "https://news.example/a.html"),
        ("<link>a.html#top</link>", "https://news.example/5g/a.html"),
        ("<link>//news.example/a.html</link>", "https://news.example/a.html"),
        ("<link>\n <![CDATA[ https://news.example/a.html?x=1&y=2 ]]>\n</link>", "https://news.example/a.html?x=1&y=2"),
        ("<link>https://news.example/a.html?x=1&y=2</link>", "https://news.example/a.html?x=1&y=2"),
        ("<link>https://news.example/a.html?x=1&amp;y=2</link>", "https://news.example/a.html?x=1&y=2"),
        ("<link>https://news.example/签约.html</link>", "https://news.example/%E7%AD%BE%E7%BA%A6.html"),
        ("<guid>https://news.example/a.html</guid>", "https://news.example/a.html"),
        ('<guid isPermaLink="false">4711</guid><link>/a.html</link>', "https://news.example/a.html"),
        (
            "<link>/a.html</link><description>&nbsp;&ldquo;签约&rdquo;\x0b\x00<br></description>",
            "https://news.example/a.html",
        ),
    ],
)
def test_the_address_of_an_item(item, url):
    assert only(item).url == url


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 20 May 2024 08:00:00 +0800", date(2024, 5, 20)),
        ("Mon, 20 May 2024 17:00:00 GMT", date(2024, 5, 21)),
        ("Mon, 20 May 2024 23:00:00 CST", date(2024, 5, 20)),
        ("Mon, 20 May 2024 23:00:00", date(2024, 5, 20)),
        ("Mon, 20 May 2024 23:00", date(2024, 5, 20)),
        ("Mon, 20 May 2024 23:00:00 +08:00", date(2024, 5, 20)),
        ("Mon, 20 May 2024", date(2024, 5, 20)),
        ("2024-05-20 23:00:00", date(2024, 5, 20)),
        ("2024-05-20T23:00:00+08:00", date(2024, 5, 20)),
        ("2024-05-20T17:00:00Z", date(2024, 5, 21)),
        ("2024-05-20", date(2024, 5, 20)),
        ("2024/5/20 23:00", date(2024, 5, 20)),
        ("2024年5月20日 23:00", date(2024, 5, 20)),
        ("<![CDATA[Mon, 20 May 2024 23:00:00 CST]]>", date(2024, 5, 20)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0000-00-00 00:00:00", None),
        ("2024-02-30 08:00", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_an_item_is_dated_in_chinas_time(written, day):
    assert only(f"<link>/a.html</link><pubDate>{written}</pubDate>").dated == day


def test_the_address_dates_an_item_whose_own_date_is_wrong():
    item = "<link>/2024/05/20/a.html</link><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"
    assert only(item).dated == date(2024, 5, 20)


def test_a_base_may_be_relative_itself():
    page = ATOM.replace("https://other.example/x/", "../y/")
    assert urls(read(page)) == ["https://news.example/y/a.html"]


def test_the_feed_dates_an_item_rather_than_its_address():
    item = "<link>/2024/05/20/a.html</link><pubDate>Tue, 21 May 2024 08:00:00 +0800</pubDate>"
    assert only(item).dated == date(2024, 5, 21)


def test_the_first_of_two_items_with_one_address_counts():
    page = rss("<link>/a</link><pubDate>2024-05-21</pubDate>", "<link>/a</link><pubDate>2024-05-20</pubDate>")
    assert [link.dated for link in read(page).links] == [date(2024, 5, 21)]


def test_what_was_not_changed_has_no_time_of_change():
    same = "<published>2024-05-20T08:00:00Z</published><updated>2024-05-20T08:00:00Z</updated>"
    page = ATOM.replace(ATOM[ATOM.index("<published>") : ATOM.index("</entry>")], same)
    assert read(page).links[0].changed_at is None
    only_updated = page.replace("<published>2024-05-20T08:00:00Z</published>", "")
    assert read(only_updated).links[0].changed_at == datetime(2024, 5, 20, 8, tzinfo=UTC)
    assert read(only_updated).links[0].dated == date(2024, 5, 20)


def test_items_are_named_once_in_order_and_bad_ones_left_out():
    page = rss(
        "<link>/b</link>", "<link>/a</link>", "<link>javascript:go()</link>", "<link>/b#x</link>", "<title>x</title>"
    )
    assert urls(read(page)) == ["https://news.example/b", "https://news.example/a"]
    assert read(page).problem == ""


@pytest.mark.parametrize("content_type", [None, "text/xml; charset=utf-8", "text/html", "\udcff"])
def test_a_feed_in_gb18030_that_says_utf_8_is_read(content_type):
    page = rss("<link>https://news.example/5g/战略合作.html</link>").encode("gb18030")
    assert b'"utf-8"' in page
    assert urls(read(page, content_type)) == ["https://news.example/5g/%E6%88%98%E7%95%A5%E5%90%88%E4%BD%9C.html"]


def test_a_feed_in_big5_is_read_where_it_says_so():
    page = (
        rss("<link>/戰略合作.html</link>")
        .replace("要闻", "要聞")
        .replace("两", "兩")
        .replace("签约", "簽約")
        .replace("utf-8", "big5")
        .encode("big5")
    )
    assert urls(read(page)) == ["https://news.example/%E6%88%B0%E7%95%A5%E5%90%88%E4%BD%9C.html"]


def test_a_feed_that_says_gb2312_and_is_utf_8_is_read():
    page = rss("<link>/战略合作.html</link>").replace('"utf-8"', '"gb2312"')
    assert urls(read(page)) == ["https://news.example/%E6%88%98%E7%95%A5%E5%90%88%E4%BD%9C.html"]


def test_broken_xml_is_read_as_far_as_it_goes():
    page = rss("<link>/a</link>", "<link>/b</link>")
    assert urls(read(page[: page.index("</channel>")])) == ["https://news.example/a", "https://news.example/b"]
    assert urls(read(page.replace("<channel>", "<channel><b><i>"))) == [
        "https://news.example/a",
        "https://news.example/b",
    ]
    assert urls(read("\n\n  " + page)) == ["https://news.example/a", "https://news.example/b"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("签约", "no XML"),
        ("<!DOCTYPE html><html><body><a href='/a'>签约</a></body></html>", "HTML"),
        ("<html><head><title>404</title>", "HTML"),
        ("<urlset><url><loc>/a</loc></url></urlset>", "no feed"),
        ("<rss version='2.0'><channel><ite", "no feed"),
        (rss("<title>x</title>", "<link>javascript:go()</link>"), "none of its 2 entries"),
        (b"\x00\xff" * 100, "no XML"),
        ("<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + rss("<link>/&b;</link>"), "entities"),
        ("<!DOCTYPE r [<!entity x SYSTEM 'file:///etc/passwd'>]><rss><item><link>/&x;</link></item></rss>", "entities"),
        ("<rss " + "".join(f"a{n}='' " for n in range(2000)) + "><item><link>/a</link></item></rss>", "attributes"),
    ],
)
def test_what_is_no_feed_says_why(page, said):
    reading = read(page)
    assert reading.links == ()
    assert said in reading.problem


def test_a_feed_without_news_is_in_order():
    assert read(rss()).problem == ""


def test_bytes_that_spell_a_file_or_an_address_are_not_opened(tmp_path):
    feed = tmp_path / "<rss>.xml"
    feed.write_text(rss("<link>/secret</link>"))
    for spelled in (str(feed), feed.as_uri()):
        reading = read(spelled)
        assert reading.links == ()
        assert reading.problem


def test_an_article_may_speak_of_entities():
    item = "<link>/a</link><description><![CDATA[<!ENTITY x 'y'>]]></description>"
    assert only(item).url == "https://news.example/a"


def test_the_window_leaves_other_days_out_and_keeps_unknown_ones():
    window = Window(date(2024, 5, 1), date(2024, 5, 31))
    page = rss(
        "<link>/2024/04/30/a</link>", "<link>/2024/05/01/b</link>", "<link>/c</link>", "<link>/2024/06/01/d</link>"
    )
    assert urls(read(page, window=window)) == ["https://news.example/2024/05/01/b", "https://news.example/c"]


def test_links_of_a_feed_may_lead_to_other_hosts_and_must_match_what_is_to_be_followed():
    page = rss("<link>https://other.example/5g/a</link>", "<link>/art/b</link>")
    assert len(read(page).links) == 2
    source = Source("wire", "feed", URL, follow=r"//[^/]+/5g/")
    assert urls(read(page, source=source)) == ["https://other.example/5g/a"]
