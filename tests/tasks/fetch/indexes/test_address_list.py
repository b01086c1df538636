"""Lists of addresses: good lines go on, bad ones are named."""

import pytest

from schemas.source import Source
from tasks.fetch.indexes import read_index

URL = "https://lists.example/pages.txt"


def read(page, **settings):
    content = page if isinstance(page, bytes) else page.encode()
    return read_index(Source("pages", "urls", URL, **settings), URL, content, "text/plain", None)


def urls(reading):
    return [link.url for link in reading.links]


def test_a_list_holds_an_address_a_line_with_notes_between():
    page = "\ufeff# 签约\r\n\r\nhttps://news.example/b.html\r\n  https://news.example/签约.html \n#https://x.example/\nHTTPS://news.example/b.html"
    reading = read(page)
    assert urls(reading) == ["https://news.example/b.html", "https://news.example/%E7%AD%BE%E7%BA%A6.html"]
    assert reading.problem == ""


def test_bad_lines_are_named_and_the_good_ones_go_on():
    reading = read("https://news.example/a\nnews at eleven: 5G\nmailto:a@news.example\nhttps://news.example/b")
    assert urls(reading)[0] == "https://news.example/a"
    assert "https://news.example/b" in urls(reading)
    assert "line 3 is no address of the web: mailto:a@news.example" in reading.problem


def test_many_bad_lines_are_counted():
    problem = read("https://news.example/a\n" + "ftp://x.example/\n" * 20).problem
    assert problem.count("line ") == 5
    assert "and 15 lines more" in problem


@pytest.mark.parametrize("page", ["", "\n# 签约\n", "mailto:a@news.example"])
def test_a_list_without_addresses_says_so(page):
    assert read(page).links == ()
    assert "holds no address" in read(page).problem


def test_a_list_may_be_long():
    reading = read("\n".join(f"https://news.example/{n}" for n in range(50_010)))
    assert len(reading.links) == 50_010
    assert reading.problem == ""


def test_only_what_is_to_be_followed_is_taken():
    assert urls(read("https://a.example/1\nhttps://b.example/2", follow="//b[.]")) == ["https://b.example/2"]
