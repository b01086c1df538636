"""Bodies unpack to what was packed, in whatever pieces they come, and never to more than is allowed."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.web.coding import BrokenCodingError, TornCodingError, UnknownCodingError, unpacking
from tests.site.faults import packed_zeros

BODY = "贵阳市与中国移动签署战略合作协议。".encode() * 40


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACK = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "x-gzip": lambda body: gzip.compress(body, mtime=0),
    "GZIP ": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "identity": lambda body: body,
    "": lambda body: body,
    "identity, gzip": lambda body: gzip.compress(body, mtime=0),
}


def unpacked(coding, packed, size=1 << 16, most=1 << 20):
    stream = unpacking(coding)
    body = b"".join(stream.feed(packed[at : at + size], most) for at in range(0, len(packed), size))
    stream.end()
    return body


@pytest.mark.parametrize("coding", PACK)
@given(body=st.binary(max_size=300), size=st.integers(1, 50))
def test_a_body_comes_out_as_it_was_packed(coding, body, size):
    assert unpacked(coding, PACK[coding](body), size) == body


@given(bodies=st.lists(st.binary(max_size=60), min_size=1, max_size=5), size=st.integers(1, 50))
def test_all_members_of_a_gzip_file_are_unpacked(bodies, size):
    packed = b"".join(gzip.compress(body, mtime=0) for body in bodies)
    assert unpacked("gzip", packed, size) == b"".join(bodies)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@given(padding=st.binary(max_size=20).map(lambda rest: b"\0" + rest), size=st.integers(1, 50))
def test_what_follows_the_end_is_passed_over(coding, padding, size):
    assert unpacked(coding, PACK[coding](BODY) + padding, size) == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "Deflate"])
@given(share=st.floats(0.01, 0.99))
def test_a_body_that_is_cut_off_is_noticed(coding, share):
    packed = PACK[coding](BODY)
    with pytest.raises(TornCodingError):
        unpacked(coding, packed[: max(1, int(len(packed) * share))])


def test_a_body_of_nothing_is_nothing_packed_or_not():
    assert unpacked("gzip", b"") == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_is_not_packed_as_it_says_is_broken(coding):
    with pytest.raises(BrokenCodingError):
        unpacked(coding, b"<html>" * 40)


def test_a_wrong_checksum_is_noticed():
    packed = bytearray(gzip.compress(BODY, mtime=0))
    packed[-6] ^= 1
    with pytest.raises(BrokenCodingError):
        unpacked("gzip", bytes(packed))


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "deflate, gzip", "x-own"])
def test_a_coding_that_was_not_asked_for_is_refused(coding):
    with pytest.raises(UnknownCodingError, match="not asked for"):
        unpacking(coding)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "identity"])
@given(most=st.integers(0, 3000))
def test_never_more_than_one_byte_beyond_the_limit_is_unpacked(coding, most):
    whole = b"x" * 2000
    piece = unpacking(coding).feed(PACK[coding](whole), most)
    assert len(piece) == min(most + 1, 2000)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(coding):
    packed = packed_zeros(200, coding)
    assert len(packed) < 1 << 18
    assert len(unpacking(coding).feed(packed, 1000)) == 1001


def test_members_without_end_are_refused():
    with pytest.raises(BrokenCodingError, match="more than 1000 streams"):
        unpacked("gzip", gzip.compress(b"", mtime=0) * 1001)
