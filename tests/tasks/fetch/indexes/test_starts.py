"""Where a run begins to ask, and how the pages of a listing are counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.source import Source, Window
from tasks.fetch.indexes import starts
from tasks.fetch.indexes.template import first_page, next_page

TODAY = date(2024, 5, 20)
DAILY = Source("paper", "listing", "https://news.example/{date:%Y-%m/%d}/node_1.html")


def days(found):
    return [date.fromisoformat(f"{url[21:28]}-{url[29:31]}") for url in found]


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing", "urls"])
def test_a_source_begins_at_its_address_in_normal_form(kind):
    source = Source("a", kind, "HTTPS://News.Example/5g list/")
    assert starts(source, TODAY, None, None) == ("https://news.example/5g%20list/",)
    assert starts(source, TODAY, date(2024, 1, 1), Window(date(2025, 1, 1), date(2025, 1, 2))) == (
        "https://news.example/5g%20list/",
    )


def test_a_list_of_addresses_may_be_a_path():
    assert starts(Source("a", "urls", "lists/pages.txt"), TODAY, None, None) == ("lists/pages.txt",)


def test_an_address_that_is_none_begins_nowhere():
    assert starts(Source("a", "feed", "lists/pages.txt"), TODAY, None, None) == ()
    assert starts(Source("a", "urls", "ftp://news.example/a"), TODAY, None, None) == ()


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (None, TODAY),
        (TODAY, TODAY),
        (date(2024, 5, 18), date(2024, 5, 18)),
        (date(2024, 4, 20), date(2024, 4, 20)),
        (date(2024, 4, 19), date(2024, 4, 20)),
        (date(2020, 1, 1), date(2024, 4, 20)),
        (date(2024, 5, 25), TODAY),
    ],
)
def test_a_daily_listing_is_asked_from_the_last_day_on(last, first):
    assert days(starts(DAILY, TODAY, last, None)) == [first + timedelta(n) for n in range((TODAY - first).days + 1)]


def test_a_window_has_each_of_its_days_that_have_come():
    def found(since, until):
        return days(starts(DAILY, TODAY, date(2024, 5, 19), Window(since, until)))

    assert found(date(2024, 2, 28), date(2024, 3, 1)) == [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
    assert len(found(date(2023, 1, 1), date(2023, 12, 31))) == 365
    assert found(date(2024, 5, 19), date(2024, 6, 30)) == [date(2024, 5, 19), TODAY]
    assert found(date(2024, 6, 1), date(2024, 6, 30)) == []


def test_a_listing_by_month_is_asked_once_a_month():
    source = Source("a", "listing", "https://news.example/{date:%Y%m}/")
    found = starts(source, TODAY, date(2024, 4, 25), None)
    assert found == ("https://news.example/202404/", "https://news.example/202405/")


PAGES = {
    "https://news.example/list?p={page}": ["/list?p=1", "/list?p=2", "/list?p=3"],
    "https://news.example/list/{page:0}/": ["/list/0/", "/list/1/", "/list/2/"],
    "https://news.example/index[_{page:0}].html": ["/index.html", "/index_1.html", "/index_2.html"],
    "https://news.example/index[_{page}].html": ["/index.html", "/index_2.html", "/index_3.html"],
    "https://news.example/5g/[page/{page}/]": ["/5g/", "/5g/page/2/", "/5g/page/3/"],
    "https://news.example/5g[?p={page}]": ["/5g", "/5g?p=2", "/5g?p=3"],
    "https://news.example/列表/{page}.html?a[]=1": [f"/%E5%88%97%E8%A1%A8/{n}.html?a%5B%5D=1" for n in (1, 2, 3)],
    "https://news.example/{page:8}-{page:8}": ["/8-8", "/9-9", "/10-10"],
    "https://news.example/{date:%Y-%m/%d}/{date:%d}/p[_{page}].html": [
        "/2024-05/20/20/p.html",
        "/2024-05/20/20/p_2.html",
        "/2024-05/20/20/p_3.html",
    ],
}


@pytest.mark.parametrize("template", PAGES)
def test_the_pages_of_a_listing(template):
    (url,) = starts(Source("a", "listing", template), TODAY, None, None)
    found = [url]
    while len(found) < 3:
        found.append(next_page(template, found[-1]))
    assert [one.removeprefix("https://news.example") for one in found] == PAGES[template]


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("https://news.example/list", "https://news.example/list"),
        ("https://news.example/list?p={page}", "https://news.example/list"),
        ("https://news.example/list?p={page}", "https://news.example/list?p=1&q=2"),
        ("https://news.example/list?p={page}", "https://news.example/list?p=a"),
        ("https://news.example/list?p={page}", "https://other.example/list?p=1"),
        ("https://news.example/{page}-{page}", "https://news.example/1-2"),
        ("https://news.example/l.st[_{page}]", "https://news.example/list"),
        ("https://news.example/#{page}", "https://news.example/"),
        ("no address {page}", "https://news.example/1"),
    ],
)
def test_an_address_of_another_form_has_no_next_page(template, url):
    assert next_page(template, url) is None


@given(st.text(max_size=30), st.sampled_from(["", "{page}", "[_{page:0}]", "[x{page:7}y]z"]), st.text(max_size=10))
def test_any_template_gives_an_address_or_none(before, page, after):
    template = f"https://news.example/{before}{page}{after}"
    found = starts(Source("a", "listing", template), TODAY, TODAY, None)
    if page and found and "{page" not in before + after:
        following = next_page(template, found[0])
        assert following is None or following != found[0]


@given(st.dates(date(1995, 1, 1), date(2100, 1, 1)), st.integers(0, 10_000))
def test_the_day_stays_while_the_number_grows(day, number):
    template = "https://news.example/{date:%Y/%m%d}/[{page:0}/]a"
    url = first_page(template, day).replace("/a", f"/{number}/a") if number else first_page(template, day)
    assert next_page(template, url) == first_page(template, day).replace("/a", f"/{number + 1}/a")
