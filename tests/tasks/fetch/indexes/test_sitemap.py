"""Sitemaps as sites write them: packed, cut off, in plain text, of news, of sitemaps."""

import gzip
import re
from datetime import UTC, date, datetime

import pytest

from schemas.source import Politeness, Source, Window
from tasks.fetch.indexes import read_index

URL = "https://news.example/maps/sitemap.xml"
SOURCE = Source("map", "sitemap", URL)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MAY = Window(date(2024, 5, 1), date(2024, 5, 31))


def read(page, window=None, source=SOURCE):
    return read_index(source, URL, page if isinstance(page, bytes) else page.encode(), None, window)


def page_of(*entries, root="urlset", space=SPACE):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {space}>{"".join(entries)}</{root}>'


def entry(loc, lastmod=None, name="url"):
    changed = "" if lastmod is None else f"<lastmod>{lastmod}</lastmod>"
    return f"<{name}><loc>{loc}</loc>{changed}<changefreq>daily</changefreq></{name}>"


def urls(reading):
    return [link.url for link in reading.links]


TWO = [entry("https://news.example/a.html"), entry("https://news.example/b.html")]
TWO_URLS = ["https://news.example/a.html", "https://news.example/b.html"]


@pytest.mark.parametrize(
    "page",
    [
        page_of(*TWO),
        page_of(*TWO, space=""),
        page_of(*TWO, space='xmlns="http://www.google.com/schemas/sitemap/0.84"'),
        "\ufeff\n " + page_of(*TWO),
        re.sub("<(/?)(?=url|loc|change)", r"<\1s:", page_of(*TWO, space="xmlns:s='maps'")),
        page_of("<!-- 要闻 -->", *TWO, TWO[0]) + "\n<!-- made in 0.3 s -->",
        page_of(*TWO).replace("UTF-8", "GB2312"),
        page_of("<url><loc><![CDATA[\n https://news.example/a.html ]]></loc></url>", TWO[1]),
        page_of(entry("/a.html"), entry("../maps/../b.html")),
        gzip.compress(page_of(*TWO).encode(), mtime=0),
        "https://news.example/a.html\r\nhttps://news.example/b.html\r\n",
        gzip.compress(b"https://news.example/a.html\nhttps://news.example/b.html", mtime=0),
        "<rss><channel><item><link>/a.html</link></item><item><link>/b.html</link></item></channel></rss>",
        page_of(*TWO, "<url><loc>javascript:go()</loc></url>", "<url/>", "<url><loc/></url>"),
        page_of(*TWO).replace("</url><url>", "</url>\x0b&nbsp;<b><url>"),
    ],
)
def test_every_way_to_write_a_sitemap_is_read(page):
    reading = read(page)
    assert urls(reading) == TWO_URLS
    assert reading.further == ()
    assert reading.problem == ""


def test_a_bare_ampersand_does_not_change_the_address():
    assert urls(read(page_of(entry("/a?id=1&b=2&copy=3&amp;d=4")))) == ["https://news.example/a?id=1&b=2&copy=3&d=4"]


def test_an_ampersand_in_cdata_stays_one():
    page = page_of("<url><loc><![CDATA[https://news.example/a?id=1&b=2&amp;c=3]]></loc></url>", entry("/b?c&d"))
    assert urls(read(page)) == ["https://news.example/a?id=1&b=2&amp;c=3", "https://news.example/b?c&d"]


def test_characters_that_xml_does_not_know_are_passed_over():
    assert urls(read(page_of(entry("\x0b/a.html"), entry("/b\x00.html")))) == TWO_URLS


def test_an_image_is_no_page():
    image = "<image:image><image:loc>https://news.example/a.jpg</image:loc></image:image>"
    page = page_of(f"<url>{image}<loc>/a.html</loc></url>", space=f'{SPACE} xmlns:image="https://images.example/"')
    assert urls(read(page)) == ["https://news.example/a.html"]


def test_a_news_sitemap_dates_its_pages():
    news = "<n:news><n:publication_date>2024-05-20T23:30:00Z</n:publication_date></n:news>"
    (link,) = read(page_of(f"<url><loc>/2024/05/19/a.html</loc>{news}</url>", space=f'{SPACE} xmlns:n="news"')).links
    assert link.dated == date(2024, 5, 21)
    assert link.changed_at is None


@pytest.mark.parametrize(
    ("lastmod", "changed_at"),
    [
        ("2024-05-20", datetime(2024, 5, 19, 16, tzinfo=UTC)),
        ("2024-05-20T08:00:00+08:00", datetime(2024, 5, 20, tzinfo=UTC)),
        ("2024-05-20T08:00+08:00", datetime(2024, 5, 20, tzinfo=UTC)),
        ("2024-05-20T08:00:00.123Z", datetime(2024, 5, 20, 8, tzinfo=UTC)),
        (" 2024-05-20 08:00:00 ", datetime(2024, 5, 20, tzinfo=UTC)),
        ("2024-05", None),
        ("2024", None),
        ("0001-01-01T00:00:00+00:00", None),
        ("9999-12-31", None),
        ("2024-13-01", None),
        ("2024-05-20T25:00:00Z", None),
        ("2024-05-20T08:00:00+99:99", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_the_last_change(lastmod, changed_at):
    (link,) = read(page_of(entry("/a.html", lastmod))).links
    assert link.changed_at == changed_at
    assert link.dated == (date(2024, 5, 20) if changed_at else None)


def test_the_address_dates_a_page_rather_than_its_last_change():
    (link,) = read(page_of(entry("/2024/05/20/a.html", "2024-06-01"))).links
    assert link.dated == date(2024, 5, 20)


def test_the_window_leaves_out_what_was_published_or_last_changed_on_other_days():
    page = page_of(
        entry("/2024/05/20/a.html", "2024-07-01"),
        entry("/2024/04/20/b.html", "2024-05-20"),
        entry("/c.html", "2024-04-30"),
        entry("/d.html", "2024-05-31"),
        entry("/e.html", "2024-07-01"),
        entry("/f.html"),
    )
    kept = {link.url[-6:-5]: link.dated for link in read(page, MAY).links}
    assert kept == {"a": date(2024, 5, 20), "d": date(2024, 5, 31), "e": None, "f": None}


def test_a_sitemap_of_sitemaps_names_them():
    children = [
        entry(f"/maps/{name}.xml.gz", day, "sitemap") for name, day in (("a", "2024-04-30"), ("b", "2024-05-01"))
    ]
    page = page_of(*children, entry("/maps/c.xml", name="sitemap"), entry(URL, name="sitemap"), root="sitemapindex")
    assert [name[-8:] for name in read(page).further] == ["a.xml.gz", "b.xml.gz", "ps/c.xml"]
    assert [name[-8:] for name in read(page, MAY).further] == ["b.xml.gz", "ps/c.xml"]
    assert read(page).links == ()
    assert read(page).problem == ""


@pytest.mark.parametrize("cut", [1, 4, 9, 15, 30, 50])
def test_a_sitemap_that_is_cut_off_gives_its_whole_entries(cut):
    page = page_of(*TWO, entry("https://news.example/2024/long.html"))
    end = page.index("</loc>", page.index("long")) + 6 - cut if cut < 30 else len(page) - len("</urlset>") - cut
    reading = read(page[:end])
    assert urls(reading) == TWO_URLS
    assert "cut off after 2 addresses" in reading.problem


def test_packed_data_that_is_cut_off_gives_what_was_unpacked():
    packed = gzip.compress(page_of(*(entry(f"/{n * 7919 % 1000}.html") for n in range(1000))).encode())
    reading = read(packed[: len(packed) // 2])
    assert 100 < len(reading.links) < 1000
    assert "cut off" in reading.problem
    assert all(link.url.endswith(".html") for link in reading.links)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "empty"),
        ("<!doctype html>\n<HTML><body>404", "HTML"),
        ("签约", "no XML"),
        ("<config><a/></config>", "no sitemap"),
        (page_of().replace("urlset", "config"), "no sitemap"),
        ("<urlset><url><loc>https://news.example/a", "cut off before its first address"),
        ("<!DOCTYPE urlset [<!ENTITY a 'x'>]>" + page_of(entry("/&a;")), "entities"),
        (gzip.compress(b" " * 2_000_000, mtime=0), "more than 1000000 bytes"),
        (b" " * 2_000_000, "more than 1000000 bytes"),
        (b"\x1f\x8b\x08" + b"\xff" * 40, "gzip"),
    ],
)
def test_what_is_no_sitemap_says_why(page, said):
    reading = read(page, source=Source("map", "sitemap", URL, politeness=Politeness(max_bytes=1_000_000)))
    assert reading.links == ()
    assert said in reading.problem


def test_a_file_named_as_a_document_type_is_not_read(tmp_path):
    (tmp_path / "a.dtd").write_text("<!ENTITY x 'https://news.example/secret'>")
    page = f"<!DOCTYPE urlset SYSTEM '{(tmp_path / 'a.dtd').as_uri()}'>" + page_of(entry("/a&x;"), space="")
    assert "secret" not in str(read(page).links)


def test_a_sitemap_has_50000_pages_at_most():
    page = page_of(*(entry(f"/{n}.html") for n in range(50_001)))
    reading = read(page)
    assert len(reading.links) == 50_000
    assert "50001" in reading.problem
    assert read(page.replace("<url><loc>/0.html</loc><changefreq>daily</changefreq></url>", "")).problem == ""
