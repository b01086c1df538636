"""Whatever a server answers, an index is read or says why not."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.source import Source, Window
from tasks.fetch.address import normal
from tasks.fetch.indexes import read_index
from tasks.fetch.indexes.decoding import text_of
from tasks.fetch.indexes.markup_limit import refuse_what_takes_too_long
from tasks.fetch.indexes.moments import moment_of
from tasks.fetch.indexes.result import UnreadableIndexError

URL = "https://news.example/5g/"
KINDS = ["feed", "sitemap", "listing", "urls"]
PIECES = """
    <rss> <channel> <item> </item> <link> </link> <guid> <pubDate> </pubDate> <feed> <entry> </entry> <rdf:RDF>
    <urlset> </urlset> <url> </url> <loc> </loc> <lastmod> </lastmod> <sitemapindex> <sitemap> </sitemap>
    <a href=" href=' > </a> <base <html> <body> <meta <script> </script> <title> <!DOCTYPE [ ]> <!ENTITY <!-- -->
    <![CDATA[ ]]> <?xml ?> encoding="gb2312" & &amp; &#0; &#x110000; &nbsp; xml:base=" xmlns=" < " \x00 \x0b \ufffe
    2024-05-20 https://news.example/a / // javascript: .. 签约
"""
PAGES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\x1f\x8b\x08"]), max_size=40).map(
        lambda parts: "".join(parts).encode()
    ),
    st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=40).map(lambda parts: "".join(parts).encode("gb18030")),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(KINDS),
    PAGES,
    st.sampled_from([None, "text/html", "text/xml; charset=big5", "\udcff", "charset=idna"]),
)
@example("feed", b"<rss><item><link>http://[</link></item></rss>", None)
@example("sitemap", b"<_:>", None)
@example("sitemap", b"<urlset xmlns='x'><url><loc>http://[</loc></url></urlset>", None)
@example("listing", b"<a href='http://['>", None)
@example("feed", b"<feed xml:base='http://['><entry><link href='a'/></entry></feed>", None)
def test_any_answer_is_read_or_says_why_not(kind, page, content_type):
    source = Source("a", kind, URL, next_selector="a")
    reading = read_index(source, URL, page, content_type, Window(date(2024, 1, 1), date(2024, 12, 31)))
    addresses = [link.url for link in reading.links]
    assert all(normal(url) == url for url in [*addresses, *reading.further])
    assert len(set(addresses)) == len(addresses)
    assert all(link.changed_at is None or link.changed_at.tzinfo is not None for link in reading.links)
    assert all(link.dated is None or link.dated.year == 2024 for link in reading.links)
    assert reading.problem or reading.links or reading.further or kind in ("feed", "sitemap")


@given(st.binary(), st.text())
def test_any_bytes_are_text(content, content_type):
    assert isinstance(text_of(content, content_type), str)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_chinese_is_read_whatever_is_declared(encoding):
    text = "<title>两地签署战略合作协议，建成 5G 基站</title>"
    for declared in (None, "text/html; charset=gb2312", "text/html; charset=utf-8", "text/html; charset=unheard-of"):
        assert text_of(text.encode(encoding), declared) == text


def test_a_cut_character_does_not_change_the_encoding():
    assert text_of("两地签署战略合作协议".encode()[:-1], None).startswith("两地签署战略合作协")


@given(st.text())
def test_any_text_is_a_time_or_none(written):
    moment = moment_of(written)
    assert moment is None or 1995 <= moment.year <= 2101


@given(st.datetimes())
def test_times_come_back(moment):
    written = moment.replace(microsecond=0)
    expected = 1995 <= written.year <= 2100
    assert (moment_of(f"{written.isoformat()}Z") is not None) == expected
    if expected:
        assert moment_of(f"{written.isoformat()}Z").replace(tzinfo=None) == written


HOSTILE = {
    "many attributes": ("<a " + "".join(f"a{n} " for n in range(1001)) + ">", True),
    "many with values": ("<a " + "".join(f"a{n}='>' " for n in range(1001)) + ">", True),
    "many with slashes": ("<a" + "".join(f"/a{n}" for n in range(1001)) + ">", True),
    "many in a tag that holds tags": ("<a " + "".join(f"<b{n} " for n in range(1001)) + ">", True),
    "many after a comment": ("<!-- x --><a " + "a " * 1001, True),
    "many after an empty comment": ("<!--><a " + "a " * 1001 + "-->", True),
    "many after a script": ("<script>x</script><a " + "a " * 1001, True),
    "many after a script and letters that are two in lower case": (
        "İ" * 9000 + "<script></script><a " + "a " * 1001,
        True,
    ),
    "many after a script that ends in capitals": ("<script>x</SCRIPT><a " + "a " * 1001, True),
    "many in what is CDATA only in XML": ("<![CDATA[<a " + "a " * 1001 + "]]>", True),
    "many in a comment": ("<!-- <a " + "a " * 1001 + "-->", False),
    "many in a script": ("<script> a<b " + "a " * 1001 + "</script>", False),
    "many in a title": ("<title> a<b " + "a " * 1001 + "</title>", False),
    "many in text": ("a < b " + "a " * 1001, False),
    "a thousand": ("<a " + "a " * 1000 + ">", False),
    "a value of many words": ("<a title='" + "a " * 1001 + "'>", False),
    "no markup": ("", False),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_tag_of_too_many_attributes_is_refused(case):
    page, is_hostile = HOSTILE[case]
    if not is_hostile:
        refuse_what_takes_too_long(page, is_html=True)
        return
    with pytest.raises(UnreadableIndexError, match="1000 attributes"):
        refuse_what_takes_too_long(page, is_html=True)


def test_in_xml_a_title_holds_markup_and_cdata_does_not():
    many = "<a " + "a='' " * 1001 + ">"
    with pytest.raises(UnreadableIndexError):
        refuse_what_takes_too_long(f"<title>{many}</title>", is_html=False)
    with pytest.raises(UnreadableIndexError):
        refuse_what_takes_too_long(f"<![CDATA[{many}", is_html=False)
    refuse_what_takes_too_long(f"<title><![CDATA[{many}]]></title>", is_html=False)


MUCH = 10_000_000
BLANKS = b" " * MUCH
RUNS = {
    "blanks before the root": ("sitemap", BLANKS + b"<urlset><url><loc>/a</loc></url></urlset>"),
    "blanks in the root": ("sitemap", b"<urlset>" + BLANKS + b"<url><loc>/a</loc></url></urlset>"),
    "blanks after a declaration": ("sitemap", b"<?xml version='1.0'?>" + BLANKS + b"<urlset/>"),
    "blanks alone": ("sitemap", BLANKS),
    "declarations without end": ("sitemap", b"<?xml " * (MUCH // 6)),
    "ends without end": ("sitemap", b"<urlset>" + b"</" + b"a" * MUCH),
    "ampersands": ("sitemap", b"<urlset>" + b"&#" * (MUCH // 2)),
    "a time": ("sitemap", b"<urlset><url><loc>/a</loc><lastmod>" + b"2" * 9_000_000 + b"</lastmod></url></urlset>"),
    "blanks in a time": (
        "sitemap",
        b"<urlset><url><loc>/a</loc><lastmod>" + BLANKS[:9_000_000] + b"</lastmod></url></urlset>",
    ),
    "an address": ("sitemap", b"<urlset><url><loc>http://" + b"/." * 4_000_000 + b"</loc></url></urlset>"),
    "blank lines before a feed": ("feed", b"<!-- -->" + b"\n" * 3_000_000 + b"<rss><item><link>/a</link></item></rss>"),
    "blanks in a feed": ("feed", b"<rss>" + b" " * 3_000_000 + b"<item><link>/a</link></item></rss>"),
    "blanks in a time of a feed": (
        "feed",
        b"<rss><item><link>/a</link><pubDate>" + b" " * 3_000_000 + b"</pubDate></item></rss>",
    ),
    "digits in a time of a feed": (
        "feed",
        b"<rss><item><link>/a</link><pubDate>" + b"2" * 3_000_000 + b"</pubDate></item></rss>",
    ),
    "blanks in a tag": ("listing", b"<a" + b" " * 3_000_000 + b"<a href=/a>"),
    "a robots of words": ("listing", b"<meta name=robots content='" + b"no " * 1_000_000 + b"'><a href=/a>"),
    "a line": ("urls", b"http:" * 2_000_000),
    "blank lines": ("urls", b"\n" * MUCH),
}


@pytest.mark.parametrize("case", RUNS)
def test_the_work_does_not_grow_with_the_square_of_a_run_of_the_same(case):
    """With the square of it, none of these would end within hours."""
    kind, content = RUNS[case]
    reading = read_index(Source("a", kind, URL), URL, content, None, None)
    assert reading.problem or len(reading.links) <= 1


@pytest.mark.parametrize(
    ("kind", "begin", "end"),
    [
        ("feed", b"<rss><item><link>/a</link></item>", b"</rss>"),
        ("sitemap", b"<rss><item><link>/a</link></item>", b"</rss>"),
        ("listing", b"<a href=/a>", b""),
    ],
)
def test_a_feed_or_listing_that_is_too_large_is_refused_and_says_so(kind, begin, end):
    def read(n_bytes):
        content = begin + b" " * (n_bytes - len(begin) - len(end)) + end
        return read_index(Source("a", kind, URL), URL, content, None, None)

    assert len(read(4 * 1024 * 1024).links) == 1
    refused = read(4 * 1024 * 1024 + 1)
    assert refused.links == ()
    assert refused.problem == "has 4194305 bytes, and no feed or listing of more than 4194304 is read"


def test_a_sitemap_may_be_larger():
    content = b"<urlset><url><loc>/a</loc></url>" + b" " * 9_000_000 + b"</urlset>"
    assert len(read_index(Source("a", "sitemap", URL), URL, content, None, None).links) == 1
