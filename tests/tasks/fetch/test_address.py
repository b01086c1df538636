"""One form for each address of the web, none for what may not be asked; the day that an address carries."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from tasks.fetch.address import LONGEST, day_in, host_of, normal

SAME = {
    "the scheme and the host in lower case": ("HTTP://News.Example/A", "http://news.example/A"),
    "without the scheme's own port": ("http://news.example:80/a", "http://news.example/a"),
    "with another port": ("https://news.example:80/a", "https://news.example:80/a"),
    "a path where there is none": ("https://news.example", "https://news.example/"),
    "without the fragment": ("https://news.example/a#top", "https://news.example/a"),
    "without dot segments": ("https://news.example/a/./b/../c", "https://news.example/a/c"),
    "without dot segments in disguise": ("https://news.example/a/%2e%2E/c", "https://news.example/c"),
    "without the dot of the root": ("https://news.example./a", "https://news.example/a"),
    "without the mark of an empty query": ("https://news.example/a?", "https://news.example/a"),
    "without blanks around it": ("\u3000 https://news.example/a \n", "https://news.example/a"),
    "percent signs in capitals": ("https://news.example/%e7%ad%be", "https://news.example/%E7%AD%BE"),
    "percent signs only where they are needed": ("https://news.example/%41%2f%7e", "https://news.example/A%2F~"),
    "a bare percent sign": ("https://news.example/5%", "https://news.example/5%25"),
    "bytes of GBK as they are": ("https://news.example/?k=%C7%A9", "https://news.example/?k=%C7%A9"),
    "Chinese in the path": ("https://news.example/签 约", "https://news.example/%E7%AD%BE%20%E7%BA%A6"),
    "Chinese in the query": ("https://news.example/?词=签 约", "https://news.example/?%E8%AF%8D=%E7%AD%BE%20%E7%BA%A6"),
    "a Chinese host": ("https://新闻.中国/", "https://xn--efvy88h.xn--fiqs8s/"),
    "wide letters in the host": ("https://ｎｅｗｓ。example/", "https://news.example/"),
    "backslashes as browsers read them": ("https://news.example\\a\\b?c\\d", "https://news.example/a/b?c%5Cd"),
    "an address of version 6": ("http://[0:0::0:1]:80/", "http://[::1]/"),
    "the query in its order": ("https://news.example/?b=2&a=1&b=", "https://news.example/?b=2&a=1&b="),
    "without tracking": ("https://news.example/?utm_source=a&id=1&spm=b.c&d", "https://news.example/?id=1&d"),
    "without who passed it on": ("https://news.example/?from=timeline&isappinstalled=0", "https://news.example/"),
    "with a place it comes from": (
        "https://news.example/?from=beijing&spmx=1",
        "https://news.example/?from=beijing&spmx=1",
    ),
    "without a session": ("https://news.example/a.jsp;jsessionid=A1.n2?b", "https://news.example/a.jsp?b"),
}

NONE = [
    "",
    "/only/a/path",
    "news.example/a",
    "javascript:void(0)",
    "mailto:editor@news.example",
    "ftp://news.example/a",
    "data:text/html,<p>5G",
    "http:///a",
    "http://name:word@news.example/",
    "http://name@news.example/",
    "http://@news.example/",
    "http://good.example@evil.example/",
    "http://good.example\\@evil.example/\x00",
    "http://news.example/a\nb",
    "http://news.example/\r\nHost: evil.example",
    "http://news.example/\ud800",
    "http://news.example:99999/",
    "http://news.example:0/",
    "http://news.example:x/",
    "http://news..example/",
    "http://.example/",
    "http://news example/",
    "http://news%2eexample/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a.b" * 90 + "/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://[fe80::1%25eth0]/",
    "http://[::1/",
    "http://[news.example]/",
    "http://news.example/" + "a" * LONGEST,
    "http://news.example/" + "签" * 300,
    "http://news.example/?utm_source=" + "a" * LONGEST,
]


@pytest.mark.parametrize("case", SAME)
def test_every_way_to_write_an_address_comes_to_one(case):
    written, expected = SAME[case]
    assert normal(written) == expected


@pytest.mark.parametrize("url", NONE)
def test_what_may_not_be_asked_for_is_none(url):
    assert normal(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("b.html", "https://news.example/5g/b.html"),
        ("./b.html", "https://news.example/5g/b.html"),
        ("../../../b.html", "https://news.example/b.html"),
        ("/b.html", "https://news.example/b.html"),
        ("//other.example/b.html", "https://other.example/b.html"),
        ("?page=2", "https://news.example/5g/list.html?page=2"),
        ("#top", "https://news.example/5g/list.html?page=1"),
        ("", "https://news.example/5g/list.html?page=1"),
        ("..\\b.html", "https://news.example/b.html"),
        ("http://other.example", "http://other.example/"),
        ("//name@other.example/", None),
        ("\\\\name@other.example/", None),
        ("a/b@c;d?e@f", "https://news.example/5g/a/b@c;d?e@f"),
        ("a;", "https://news.example/5g/a;"),
        ("//other.example/a/../b//c/", "https://other.example/b//c/"),
        ("list:2.html", None),
        ("./list:2.html", "https://news.example/5g/list:2.html"),
        ("tel:10010", None),
    ],
)
def test_a_relative_address_is_read_from_its_page(url, expected):
    assert normal(url, "https://news.example/5g/list.html?page=1") == expected


PIECES = """
    http:// HTTPS:// // / \\ .. . news.example 中国 :80 : @ ? & = # % %2e %2F %E7 a utm_source=x ;jsessionid=1 [ ::1 ]
    + ' é
"""
PIECE = st.sampled_from([*PIECES.split(), " ", "\t", "\u200b", "127.0.0.1"])
ADDRESSES = st.one_of(
    st.text(max_size=40), st.lists(PIECE, max_size=12).map("".join), st.text().map("http://a.example/".__add__)
)


@given(ADDRESSES, st.sampled_from(["", "http://base.example/a/b?c=d"]))
@example("http://a.example/%2E%2e/%2e", "")
@example("http://a.example/?%2", "")
@example(";JSESSIONID=;", "http://base.example/a/b?c=d")
@example("%2D:", "http://base.example/a/b?c=d")
@example(".;jsessionid=/", "http://base.example/a/b?c=d")
@example("http://a.example/a;%6Asessionid=b", "")
@example("http://a.example/?%75tm_source=b", "")
def test_the_normal_form_is_one(url, base):
    found = normal(url, base)
    if found is None:
        return
    assert normal(found) == found
    assert normal(found, "http://other.example/") == found
    assert str(URL(found)) == found, "the client asks for what is recorded"
    assert found.isascii()
    assert found.isprintable()
    assert found.startswith(("http://", "https://"))
    assert not set(found) & set(' #"<>\\^`{|}')
    assert len(found) <= LONGEST
    assert host_of(found)
    assert "@" not in host_of(found)


DAYS = {
    "https://news.example/2024/05/20/a.html": date(2024, 5, 20),
    "https://news.example/2024/5/2/a.html": date(2024, 5, 2),
    "https://news.example/art/2024/5/20/art_17_4711.html": date(2024, 5, 20),
    "https://news.example/202405/20/a.html": date(2024, 5, 20),
    "https://news.example/2024-05/20/content_4711.htm": date(2024, 5, 20),
    "https://news.example/2024/05-20/4711.shtml": date(2024, 5, 20),
    "https://news.example/2024/0520/c1001-4711.html": date(2024, 5, 20),
    "https://news.example/20240520/4711.html": date(2024, 5, 20),
    "https://news.example/202405/t20240520_4711.html": date(2024, 5, 20),
    "https://news.example/zw/c_20240520.htm": date(2024, 5, 20),
    "https://news.example/a/20240520A01XYZ00": date(2024, 5, 20),
    "https://news.example/20240520_4711.html": date(2024, 5, 20),
    "https://news.example/2024-05-20.html": date(2024, 5, 20),
    "https://news.example/news-2024-05-20-4711.html": date(2024, 5, 20),
    "https://news.example/2024-05-20/": date(2024, 5, 20),
    "https://news.example/2015-03/23/content_20101112.htm": date(2015, 3, 23),
    "https://news.example/99999999/20240520/a.html": date(2024, 5, 20),
    "https://news.example/2024/02/30/t20240301_1.html": date(2024, 3, 1),
    "https://news.example/1995/01/01/": date(1995, 1, 1),
    "https://news.example/2100/12/31/": date(2100, 12, 31),
}

NO_DAYS = [
    "https://news.example/",
    "https://news.example/2024/05/index.html",
    "https://news.example/202405/4711.html",
    "https://news.example/2024/02/30/a.html",
    "https://news.example/2024/13/01/a.html",
    "https://news.example/1994/12/31/a.html",
    "https://news.example/2101/01/01/a.html",
    "https://news.example/20240520.html",
    "https://news.example/show/content_20240520.htm",
    "https://news.example/202405201530/a.html",
    "https://news.example/120240520/a.html",
    "https://news.example/t2024052012_1.html",
    "https://news.example/12024-05-20.html",
    "https://news.example/2024-05-201.html",
    "https://news.example/5/20/2024/a.html",
    "https://news.example/list?date=2024-05-20",
    "https://2024-05-20.example/a.html",
]


@pytest.mark.parametrize("url", DAYS)
def test_an_address_carries_a_day(url):
    assert day_in(url) == DAYS[url]


@pytest.mark.parametrize("url", NO_DAYS)
def test_what_only_looks_like_a_day_is_none(url):
    assert day_in(url) is None


@given(
    st.dates(date(1995, 1, 1), date(2100, 12, 31)), st.sampled_from(["%Y/%m/%d/", "%Y%m/t%Y%m%d_1.html", "%Y-%m/%d/a"])
)
def test_every_day_is_found(day, form):
    assert day_in(f"https://news.example/{day.strftime(form)}") == day


@given(st.text(max_size=60))
def test_a_day_is_found_in_any_text_or_not(url):
    found = normal(url, "http://base.example/")
    assert found is None or day_in(found) is None or 1995 <= day_in(found).year <= 2100
