"""What xz has packed comes out whole, or it is said why not."""

import lzma
from io import BufferedReader, BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.storage import xz
from tasks.storage.xz import XzReader


def unpacked(content):
    return BufferedReader(XzReader(BytesIO(content))).read()


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(0, 3), st.booleans())
def test_what_went_in_comes_out(contents, padding, is_large):
    contents = [content * (1000 if is_large else 1) for content in contents]
    packed = b"".join(lzma.compress(content, preset=0) + b"\0" * 4 * padding for content in contents)
    assert unpacked(packed) == b"".join(contents)


def test_the_older_form_is_read_too():
    assert unpacked(lzma.compress(b"5G" * 99, lzma.FORMAT_ALONE)) == b"5G" * 99


def test_padding_longer_than_a_piece_is_passed_over():
    assert unpacked(lzma.compress(b"a") + b"\0" * 200_000 + lzma.compress(b"b") + b"\0" * 200_000) == b"ab"


def test_damage_is_told():
    packed = lzma.compress(bytes(range(256)) * 9)
    with pytest.raises(EOFError, match="ends within"):
        unpacked(packed[:-3])
    with pytest.raises(lzma.LZMAError):
        unpacked(packed[:40] + b"\0" * 20 + packed[60:])


def test_what_wants_too_much_memory_is_not_unpacked(monkeypatch):
    packed = lzma.compress(b"5G", preset=6)
    monkeypatch.setattr(xz, "_MEMORY", 1024 * 1024)
    with pytest.raises(lzma.LZMAError, match=r"[Mm]emory"):
        unpacked(packed)


def test_all_that_xz_itself_writes_is_unpacked():
    assert unpacked(lzma.compress(b"5G", preset=9 | lzma.PRESET_EXTREME)) == b"5G"
