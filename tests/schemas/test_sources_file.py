"""Every fault of a file of sources is named with its source, its key and what to do, all of them at once."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.limits import MAX_PAGE_BYTES
from schemas.source import Expectations, Politeness, Source
from schemas.sources_file import read_sources

WEB = '[[source]]\nname = "a"\nkind = "feed"\naddress = "https://news.example/feed.xml"\ncontact = "me@news.example"\n'
LISTING = WEB.replace('"feed"', '"listing"').replace("feed.xml", "list/{page}.html")
FOLDER = '[[source]]\nname = "a"\nkind = "folder"\naddress = "news"\n'
ROWS = (
    '[[source]]\nname = "a"\nkind = "jsonl"\naddress = "rows/*.jsonl"\n'
    'columns = { url = "link", text = "body", fetched_at = "crawled" }\n'
)

FULL = """
[defaults]
contact = "https://reader.example/robot"
schedule = "0 6 * * *"
licence = "asked on 2024-05-01"
politeness = { requests_per_second = 1, attempts = 2 }

[[source]]
name = "xianning-daily"
kind = "listing"
address = "https://news.example/{date:%Y-%m/%d}/node_{page}.htm"
publisher = "咸宁日报"
region = "421200"
schedule = "30 7 * * 1-5"
follow = 'content_\\d+'
selector = "ul.news a[href]"
next_selector = "a.next"
max_indexes = 5
headers = { Authorization = "env:NEWS_TOKEN", X-Key = "block:news-key" }
allow_private = ["127.0.0.1"]
[source.politeness]
attempts = 4
revisit_days = [2]
[source.expect]
pages = [5, 200]
silent_days = 3
filled = { title = 0.9, published_on = 1 }

[[source]]
name = "rows"
kind = "csv"
address = "s3://bucket/*.csv.gz"
columns = { url = "link", content = "html" }
"""


def faults_of(text):
    return [str(fault) for fault in read_sources(text)[1]]


def test_every_key_is_read():
    (listing, rows), faults = read_sources(FULL)
    assert faults == ()
    assert listing == Source(
        name="xianning-daily",
        kind="listing",
        address="https://news.example/{date:%Y-%m/%d}/node_{page}.htm",
        publisher="咸宁日报",
        region_code="421200",
        licence="asked on 2024-05-01",
        schedule="30 7 * * 1-5",
        follow=r"content_\d+",
        selector="ul.news a[href]",
        next_selector="a.next",
        max_indexes=5,
        user_agent_contact="https://reader.example/robot",
        headers={"Authorization": "env:NEWS_TOKEN", "X-Key": "block:news-key"},
        allow_private=("127.0.0.1",),
        politeness=Politeness(requests_per_second=1.0, attempts=4, revisit_days=(2,)),
        expect=Expectations(5, 200, 3, {"title": 0.9, "published_on": 1.0}),
    )
    assert (rows.schedule, rows.columns) == ("0 6 * * *", {"url": "link", "content": "html"})
    assert rows.politeness.attempts == 2


def test_a_source_that_says_little_has_the_defaults():
    (source,), faults = read_sources('[[source]]\nname = "n"\nkind = "folder"\naddress = "news"')
    assert (source, faults) == (Source("n", "folder", "news"), ())


#: What is added to a sound source, and how the fault that it makes must begin and go on.
ONE_KEY = [
    (WEB, 'region = "999999"', "a: region: '999999' is the code of no region", "six digits"),
    (WEB, "region = 421200", "a: region: is a number", 'region = "…"'),
    (WEB, 'schedul = "0 6 * * *"', "a: schedul: there is no such key", "did you mean schedule?"),
    (WEB, "zzz = 1", "a: zzz: there is no such key", "known are address, allow_private"),
    (WEB, 'schedule = "99 * * * *"', "a: schedule: '99 * * * *' is no cron expression", "five fields"),
    (WEB, 'schedule = "@daily"', "a: schedule: '@daily' has not five fields", "five fields"),
    (WEB, 'schedule = "0 6 30 2 *"', "a: schedule: '0 6 30 2 *' is no cron expression", "five fields"),
    (WEB, "follow = '('", "a: follow: '(' is no pattern of regular expressions", "mend"),
    (LISTING, 'selector = "a[["', "a: selector: 'a[[' is no selector of CSS", "mend"),
    (LISTING, 'next_selector = ">"', "a: next_selector: '>' is no selector of CSS", "mend"),
    (LISTING, 'selector = ""', "a: selector: is empty", "leave it out"),
    (WEB, 'selector = "a"', "a: selector: a feed has no use for it", "it is for listing"),
    (WEB, 'columns = { url = "a" }', "a: columns: a feed has no use for it", "jsonl, csv, parquet"),
    (WEB, "max_indexes = 3", "a: max_indexes: a feed has no use for it", "listing, sitemap"),
    (LISTING, "max_indexes = 0", "a: max_indexes: 0 is out of bounds", "from 1 to 10000"),
    (WEB, 'headers = { Authorization = "Bearer hush" }', "a: headers.Authorization: the value stands here", "env:NAME"),
    (WEB, "headers = { Authorization = 1 }", "a: headers.Authorization: is a number", "as text"),
    (WEB, 'headers = { Authorization = "block:No Name" }', "a: headers.Authorization: the value stands", "block:NAME"),
    (WEB, 'headers = { Host = "env:A" }', "a: headers.Host: cannot be set", "leave it out"),
    (WEB, 'headers = { "a b" = "env:A" }', "a: headers.a b: cannot be set", "leave it out"),
    (WEB, 'headers = "x"', "a: headers: is text", "table"),
    (WEB, 'allow_private = "10.0.0.1"', "a: allow_private: is text", "list of texts"),
    (WEB, 'allow_private = ["http://10.0.0.1/"]', "a: allow_private: 'http://10.0.0.1/' is no host", "without https"),
    (WEB, "politeness = { requests_per_second = 0 }", "a: politeness.requests_per_second: 0 is out", "above 0 to 100"),
    (WEB, "politeness = { requests_per_second = nan }", "a: politeness.requests_per_second: nan is out", "above 0"),
    (WEB, "politeness = { read_seconds = inf }", "a: politeness.read_seconds: inf is out of bounds", "above 0"),
    (WEB, "politeness = { attempts = -1 }", "a: politeness.attempts: -1 is out of bounds", "from 1 to 10"),
    (WEB, "politeness = { attempts = 1.5 }", "a: politeness.attempts: is a number", "whole number"),
    (WEB, "politeness = { attempts = true }", "a: politeness.attempts: is true or false", "whole number"),
    (WEB, 'politeness = { read_seconds = "9" }', "a: politeness.read_seconds: is text", "without quotes"),
    (WEB, f"politeness = {{ max_bytes = {MAX_PAGE_BYTES + 1} }}", "a: politeness.max_bytes: 16777217", "16777216"),
    (WEB, "politeness = { revisit_days = [7, 1] }", "a: politeness.revisit_days: the days do not rise", "once"),
    (WEB, "politeness = { revisit_days = [0] }", "a: politeness.revisit_days: 0 is out of bounds", "from 1"),
    (WEB, 'politeness = { revisit_days = ["1"] }', "a: politeness.revisit_days: is a list", "[1, 7]"),
    (WEB, "politeness = { atempts = 1 }", "a: politeness.atempts: there is no such key", "did you mean attempts?"),
    (WEB, "expect = { pages = [9, 5] }", "a: expect.pages: the least (9) is above the most (5)", "smaller"),
    (WEB, "expect = { pages = [9] }", "a: expect.pages: has not two numbers", "[5, 200]"),
    (WEB, "expect = { pages = [1, 2], min_pages = 1 }", "a: expect.pages: says the same", "one or the other"),
    (WEB, "expect = { min_pages = -1 }", "a: expect.min_pages: -1 is out of bounds", "from 0"),
    (WEB, "expect = { silent_days = 0 }", "a: expect.silent_days: 0 is out of bounds", "from 1"),
    (WEB, "expect = { filled = { titel = 0.5 } }", "a: expect.filled.titel: the table doc", "did you mean title?"),
    (WEB, "expect = { filled = { title = 1.5 } }", "a: expect.filled.title: 1.5 is out of bounds", "from 0 to 1"),
    (FOLDER, 'schedule = "0 6 * * *"', "a: schedule: a folder has no use for it", "it is for urls"),
    (FOLDER, "expect = { silent_days = 3 }", "a: expect: a folder has no use for it", "it is for urls"),
    (ROWS, 'headers = { A = "env:A" }', "a: headers: a jsonl has no use for it", "urls, feed"),
    (ROWS, 'contact = "me@a.example"', "a: contact: a jsonl has no use for it", "urls, feed"),
]  # fmt: skip


@pytest.mark.parametrize(("sound", "line", "fault", "advice"), ONE_KEY, ids=[line for _, line, *_ in ONE_KEY])
def test_a_wrong_key_is_named_alone(sound, line, fault, advice):
    assert faults_of(sound) == []
    (found,) = faults_of(f"{sound}{line}\n")
    assert found.startswith(fault)
    assert advice in found.partition("; ")[2]


#: What stands in a sound source, what takes its place, and the fault.
CHANGED = [
    (WEB, '"a"', '"A b"', "A b: name: 'A b' is no name"),
    (WEB, '"a"', '"-a"', "-a: name: '-a' is no name"),
    (WEB, '"a"', '""', "source number 1: name: '' is no name"),
    (WEB, 'name = "a"\n', "", "source number 1: name: is missing"),
    (WEB, 'kind = "feed"\n', "", "a: kind: is missing"),
    (WEB, '"feed"', '"fead"', "a: kind: 'fead' is no kind of source; did you mean feed?"),
    (WEB, '"feed"', '"rss"', "a: kind: 'rss' is no kind of source; kinds are folder, urls"),
    (WEB, '"https://news.example/feed.xml"', '""', "a: address: is missing"),
    (WEB, "https://news.example/", "news/", "a: address: is no address on the web; write https://"),
    (WEB, "https:", "ftp:", "a: address: is no address on the web"),
    (WEB, "news.example/", ":80/", "a: address: "),
    (WEB, "https://news.example/feed.xml", "https:///feed.xml", "a: address: names no host"),
    (WEB, "https://news.example/feed.xml", "https://a.example:99999/", "a: address: cannot be read"),
    (WEB, "https://news", "https://me:hush@news", "a: address: holds a user or a password in clear"),
    (WEB, "feed.xml", "{page}.xml", "a: address: has the template {page}; a feed has none"),
    (WEB, "feed.xml", "{date:%Y}.xml", "a: address: has the template {date:%Y}; a feed has none"),
    (LISTING, "{page}", "{seite}", "a: address: has the unknown template {seite}; use {page}"),
    (LISTING, "{page}", "{date:}", "a: address: has the unknown template {date:}; use {page}"),
    (WEB, "news.example/", "127.0.0.1/", "a: address: leads into a private range (127.0.0.1)"),
    (WEB, "news.example/", "[::1]:8080/", "a: address: leads into a private range (::1)"),
    (WEB, "news.example/", "[::ffff:10.0.0.1]/", "a: address: leads into a private range"),
    (WEB, "news.example/", "169.254.169.254/", "a: address: leads into a private range"),
    (WEB, "news.example/", "LOCALHOST/", "a: address: leads into a private range (localhost)"),
    (WEB, "news.example/", "2130706433/", "a: address: leads into a private range"),
    (WEB, "news.example/", "0x7f.1/", "a: address: leads into a private range"),
    (WEB, 'contact = "me@news.example"\n', "", "a: contact: is missing; say whom a site may complain to"),
    (WEB, "me@news.example", "nobody", "a: contact: 'nobody' is no address"),
    (WEB, "me@news.example", "https://签约.example/", "a: contact: "),
    (ROWS, 'url = "link", ', "", "a: columns: no column for url"),
    (ROWS, 'text = "body", ', "", "a: columns: neither content nor text, or both"),
    (ROWS, "text =", 'content = "html", text =', "a: columns: neither content nor text, or both"),
    (ROWS, "fetched_at", "crawled_at", "a: columns.crawled_at: a page has no such part"),
    (ROWS, '"crawled"', '""', "a: columns.fetched_at: is empty"),
    (ROWS, "rows/*.jsonl", "http://10.1.2.3/a.jsonl", "a: address: leads into a private range"),
]  # fmt: skip


@pytest.mark.parametrize(("sound", "old", "new", "fault"), CHANGED)
def test_a_wrong_value_is_named_alone(sound, old, new, fault):
    assert old in sound
    (found,) = faults_of(sound.replace(old, new, 1))
    assert found.startswith(fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file: source: there is none; begin each source with a line [[source]]"),
        ("[source]\nname = 'a'", "the file: source: is a table; begin each source with a line [[source]]"),
        ("[[source]\n", "the file: is no TOML: "),
        (f"[default]\n{WEB}", "the file: default: there is no such key; did you mean defaults?"),
        (f"defaults = 1\n{WEB}", "the file: defaults: is a number"),
        (f"[defaults]\nkontact = ''\n{WEB}", "the file: defaults.kontact: there is no such key; did you mean contact?"),
        (f"[defaults.politeness]\nattempts = 0\n{WEB}", "the file: defaults.politeness.attempts: 0 is out of bounds"),
        (f"[defaults]\nschedule = 'x'\n{WEB}", "the file: defaults.schedule: 'x' has not five fields"),
    ],
)  # fmt: skip
def test_a_fault_of_the_file_as_a_whole_is_named(text, fault):
    (found,) = faults_of(text)
    assert found.startswith(fault)


def test_all_faults_are_named_at_once_and_the_sound_sources_can_be_used():
    text = (
        WEB.replace('"a"', '"first"')
        + "expect = { silent_days = 0, filled = { nothing = 2 } }\nfollow = '['\n"
        + WEB.replace('"a"', '"second"')
        + WEB.replace('"a"', '"third"').replace("https", "ftp")
    )
    sources, faults = read_sources(text)
    assert [source.name for source in sources] == ["second"]
    assert [(fault.source, fault.key) for fault in faults] == [
        ("first", "expect.filled.nothing"),
        ("first", "expect.filled.nothing"),
        ("first", "expect.silent_days"),
        ("first", "follow"),
        ("third", "address"),
    ]


def test_names_are_unique():
    sources, faults = read_sources(WEB + WEB + WEB.replace('"a"', '"b"'))
    assert [source.name for source in sources] == ["b"]
    assert [str(fault) for fault in faults] == ["a: name: 2 sources have this name; give each a name of its own"]


def test_no_fault_repeats_what_may_be_a_secret():
    text = WEB.replace("news.example/", "me:hush@news.example/") + 'headers = { A = "hush", B = ["hush"] }\n'
    assert len(faults_of(text)) == 3
    assert not [fault for fault in faults_of(text) if "hush" in fault]


def test_a_private_address_may_be_allowed_by_name():
    for host in ("127.0.0.1", "[::1]", "localhost"):
        text = WEB.replace("news.example/", f"{host}:8000/") + f'allow_private = ["{host}"]\n'
        assert faults_of(text) == []
    assert faults_of(WEB.replace("news.example/", "10.0.0.2/") + 'allow_private = ["10.0.0.1"]\n')


VALUES = st.recursive(
    st.text("a1é[*. ", max_size=8) | st.integers(-9, 9) | st.booleans() | st.floats() | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from([*tomllib.loads(FULL)["source"][0], "columns", "contact", "licence", "unknown"])


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_whatever_a_key_holds_there_is_a_source_or_a_fault(table):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("schemas.sources_file.tomllib.loads", lambda _: {"source": [table]})
        sources, faults = read_sources("")
    assert bool(sources) != bool(faults)
    assert all(fault.problem and fault.advice for fault in faults)
