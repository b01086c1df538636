"""Whatever happens to an archive, what comes out of it is what went in, and nothing else."""

import gzip
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.entries.coding import CodingError, decoded
from tasks.fetch.entries.gzip_members import DamagedMemberError, members
from tasks.fetch.entries.pieces import Pieces
from tasks.fetch.entries.records import records
from tasks.fetch.entries.warc import as_sent, warc_entries
from tests.tasks.fetch.archived import answer, news, packed, record

PAGES = {f"https://news.example/{n}": news(n) for n in range(6)}
RECORDS = [record("response", url, answer(content)) for url, content in PAGES.items()]
MEMBERS = packed(*RECORDS)
PLAIN = b"".join(RECORDS)


def entries(content):
    return list(warc_entries(BytesIO(content), 100_000))


def pages_in(content):
    return {entry.url: entry.content for entry in entries(content) if entry.reason is None}


@given(st.integers(0, len(MEMBERS) - 1), st.integers(1, 255))
def test_a_changed_byte_costs_one_page_at_most(place, change):
    content = MEMBERS[:place] + bytes([MEMBERS[place] ^ change]) + MEMBERS[place + 1 :]
    found = pages_in(content)
    assert found.items() <= PAGES.items()
    assert len(found) >= len(PAGES) - 1


@given(st.integers(0, len(MEMBERS)), st.integers(0, 3000))
def test_a_missing_stretch_costs_the_pages_that_it_touches(place, length):
    found = pages_in(MEMBERS[:place] + MEMBERS[place + length :])
    assert found.items() <= PAGES.items()
    starts = [sum(len(gzip.compress(item, mtime=0)) for item in RECORDS[:n]) for n in range(len(RECORDS) + 1)]
    whole = {n for n in range(len(RECORDS)) if starts[n + 1] <= place or starts[n] >= place + length}
    assert {f"https://news.example/{n}" for n in whole} <= set(found)


@given(st.integers(0, len(PLAIN)), st.binary(max_size=40))
def test_bytes_put_into_a_plain_file_stop_nothing(place, more):
    found = entries(PLAIN[:place] + more + PLAIN[place:])
    good = [entry for entry in found if entry.reason is None]
    assert len(good) >= len(PAGES) - 2
    assert sum(PAGES.get(entry.url) == entry.content for entry in good) >= len(PAGES) - 2


@given(st.binary(max_size=300))
def test_anything_at_all_is_read_to_its_end(content):
    assert pages_in(b"WARC/1.0\r\n" + content) == {}
    assert pages_in(b"\x1f\x8b\x08" + content) == {}


@given(st.lists(st.binary(max_size=200_000), max_size=4))
def test_members_are_unpacked_one_by_one(contents):
    stream = BytesIO(b"".join(gzip.compress(content) for content in contents))
    assert [member.read(10**6) for member in members(stream)] == (contents or [b""])


def test_the_rest_of_a_member_is_not_part_of_the_next():
    content = gzip.compress(b"one\ntwo\n") + gzip.compress(b"three\n")
    assert [member.readline() for member in members(BytesIO(content))] == [b"one\n", b"three\n"]


def test_a_broken_member_says_so():
    member = next(members(BytesIO(gzip.compress(news(1))[:-9])))
    with pytest.raises(DamagedMemberError, match="ends within"):
        member.read(10**6)


@given(st.binary(max_size=500), st.integers(1, 60))
def test_pieces_are_read_by_number_and_by_line(content, size):
    def reader():
        return Pieces(content[n : n + size] for n in range(0, len(content), size))

    lines = reader()
    assert (
        list(iter(lines.readline, b"")) == content.splitlines(keepends=True) or b"\r" in content or b"\x0b" in content
    )
    assert lines.tell() == len(content)
    some = reader()
    begun = some.read(7)
    some.unread(begun)
    assert some.tell() == 0
    assert some.skip(5) == len(content[:5])
    assert some.read(10**6) == content[5:]
    assert some.at_end()


def test_a_line_without_an_end_is_cut():
    assert Pieces(iter([b"x" * 10])).readline(4) == b"xxxx"
    assert len(Pieces(iter([b"x" * 50_000] * 3)).readline()) == 64 * 1024


@given(st.binary(min_size=1, max_size=400), st.integers(1, 50), st.sampled_from(["gzip", "deflate", "raw", "none"]))
def test_a_body_comes_out_of_its_codings_as_it_went_in(body, size, coding):
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": lambda it: zlib.compress(it, wbits=-15)}
    sent = pack[coding](body) if coding in pack else body
    chunks = [sent[n : n + size] for n in range(0, len(sent), size)]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    named = {"raw": "deflate", "none": "identity"}.get(coding, coding)
    headers = (("transfer-encoding", "Chunked"), ("Content-encoding", named))
    assert decoded(chunked, headers, 400) == body
    if coding != "none" and len(body) > 1:
        with pytest.raises(CodingError, match="more than"):
            decoded(chunked, headers, len(body) - 1)


def test_a_body_of_very_many_members_is_given_up():
    headers = (("Content-Encoding", "gzip"),)
    assert decoded(gzip.compress(b"x") * 1000, headers, 5000) == b"x" * 1000
    with pytest.raises(CodingError, match="more than 1000 streams"):
        decoded(gzip.compress(b"") * 1001, headers, 5000)


def test_a_body_of_very_many_codings_is_given_up():
    with pytest.raises(CodingError, match="5 content codings"):
        decoded(b"page", (("Content-Encoding", ", ".join(["gzip"] * 5)),), 5000)


def test_only_the_fields_that_were_put_away_come_back():
    kept = (
        ("X-Crawl-Content-Encoding", "gzip"),
        ("X-Crawl-Delay", "5"),
        ("Content-Length", "3"),
        ("Content-Type", "a"),
    )
    assert as_sent(kept) == (
        ("Content-Encoding", "gzip"), ("X-Crawl-Delay", "5"), ("Content-Length", "3"), ("Content-Type", "a"),
    )  # fmt: skip


class _Counted(bytearray):
    """Bytes that count how many of them are looked through or copied."""

    n_bytes = 0

    def find(self, wanted, start=0, stop=None):
        found = super().find(wanted, start, stop)
        end = min(len(self), len(self) if stop is None else stop) if found < 0 else found
        _Counted.n_bytes += max(0, end - start)
        return found

    def __getitem__(self, part):
        taken = super().__getitem__(part)
        _Counted.n_bytes += len(taken) if isinstance(part, slice) else 1
        return taken

    def __setitem__(self, part, value):
        _Counted.n_bytes += len(value) if isinstance(part, slice) else 1
        super().__setitem__(part, value)


@pytest.mark.parametrize("filler", [b"y", b"y\n"])
def test_records_that_lie_about_their_length_are_looked_through_once(monkeypatch, filler):
    lying = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 1000000\r\n\r\nx\r\n"
    content = lying * 200 + filler * (1_100_000 // len(filler))
    original = Pieces.__init__

    def counting(self, pieces):
        original(self, pieces)
        self._buffer = _Counted()

    monkeypatch.setattr(Pieces, "__init__", counting)
    monkeypatch.setattr(_Counted, "n_bytes", 0)
    assert len(list(records(BytesIO(content), 1_000_000))) == 200
    assert 0 < _Counted.n_bytes < 12 * len(content)


def test_what_gzip_finds_wrong_only_at_the_end_counts_too():
    """The last bytes of this record come before gzip has looked at its checksum."""
    missing = 64 * 1024 - len(record("response", "https://news.example/", answer(b"x" * 60_000)))
    whole = record("response", "https://news.example/", answer(b"x" * (60_000 + missing)))
    assert len(whole) == 64 * 1024
    member = gzip.compress(whole)
    assert len(pages_in(member)) == 1
    assert pages_in(member[:-8] + b"\0" * 8) == {}
    assert pages_in(member[:-8]) == {}
