import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.limits import MAX_PAGE_BYTES
from tasks.clean.decode import Decoded, byte_span, decode
from tasks.clean.unreadable import Unreadable

SIMPLIFIED = "云溪市人民政府与北辰移动签署战略合作协议，双方将在五年内共同建设网络和数据中心。"
TRADITIONAL = "雲溪市人民政府與北辰移動簽署戰略合作協議，雙方將在五年內共同建設網路和資料中心。"


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "big5hkscs", "big5hkscs"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        ("<p>" + SIMPLIFIED + "</p>", "utf-16-le", "utf-16-le"),
        ("<p>" + TRADITIONAL + "</p>", "utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_is_found(text: str, written: str, named: str):
    decoded = decode(text.encode(written))
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.encoding == named
    assert decoded.n_bad_bytes == 0


@pytest.mark.parametrize("declared", ["text/html; charset=utf-8", "text/html; charset=gb2312", "text/html"])
def test_a_wrong_declaration_changes_nothing(declared: str):
    assert decode(TRADITIONAL.encode("big5"), declared).text == TRADITIONAL
    assert decode(SIMPLIFIED.encode(), declared).text == SIMPLIFIED


def test_short_words_whose_gbk_bytes_are_valid_utf8_are_gbk():
    assert decode("联通".encode("gbk")).text == "联通"


def test_bad_bytes_stay_visible_and_are_counted():
    content = SIMPLIFIED.encode()
    decoded = decode(content[:9] + b"\xff\xfe" + content[9:])
    assert decoded.text == SIMPLIFIED[:3] + "\ufffd\ufffd" + SIMPLIFIED[3:]
    assert (decoded.encoding, decoded.n_bad_bytes) == ("utf-8", 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 x", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\xff\xd8\xff\xe0JFIF", "binary"),
        (b"PK\x03\x04zip", "binary"),
        (b"text\x00with\x00nul", "binary"),
        (b"\xff\xfe\x00", "unreadable"),
        (b"\x80\xff" * 50, "unreadable"),
        (b"a" * (MAX_PAGE_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str):
    with pytest.raises(Unreadable) as refused:
        decode(content)
    assert refused.value.reason == reason
    assert len(str(refused.value)) > 10


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20, max_size=80))
def test_utf8_comes_back(text: str):
    assert decode(text.encode()).text == text


@given(st.permutations(SIMPLIFIED), st.sampled_from(["gb18030", "utf-16-le"]))
def test_common_characters_come_back_from_other_encodings(characters: list[str], encoding: str):
    text = "<p>" + "".join(characters)
    assert decode(text.encode(encoding)).text == text


@given(
    st.lists(st.sampled_from([*SIMPLIFIED, "5", "G", "<p>", "\U00020bb7"]), min_size=1, max_size=40),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
    st.data(),
)
def test_characters_lead_back_to_their_bytes(parts: list[str], encoding: str, data: st.DataObject):
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = byte_span(text.encode(encoding), Decoded(text, encoding), start, end)
    assert text.encode(encoding)[low:high] == text[start:end].encode(encoding)


def test_bytes_that_cannot_be_read_do_not_move_the_others():
    content = "签".encode() + b"\xff" + "约".encode()
    assert byte_span(content, decode(content), 2, 3) == (4, 7)


def _misread(text: str) -> str:
    """Return what a program shows that takes the UTF-8 of a text for GBK."""
    return text.encode().decode("gbk", "replace")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("page", [SIMPLIFIED * 3, TRADITIONAL * 2, "<p>" + SIMPLIFIED + "</p><p>建成5G基站三千个</p>"])
def test_utf8_once_read_as_gbk_comes_back_but_for_lost_bytes(page: str, encoding: str):
    misread = re.sub("\ufffd+", "?", _misread(page)) if encoding == "gb18030" else _misread(page)
    decoded = decode(misread.encode(encoding))
    text = decoded.text.lstrip("\ufeff")
    as_read = "".join(
        ".{1,2}" if part.startswith("\ufffd") else re.escape(part) for part in re.split("(\ufffd[\ufffd?]*)", text)
    )
    assert re.fullmatch(as_read, page)
    assert decoded.is_misread
    assert decoded.n_bad_bytes == text.count("\ufffd") < 0.4 * len(page)


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, "锟斤拷" * 20, "5G" * 20, "café £€ naïve"])
def test_what_was_not_misread_is_left_alone(text: str):
    assert decode(text.encode()).text == text


def test_a_misread_page_leads_back_to_its_bytes():
    content = ("<b>5G</b>" + _misread("双方签署")).encode("gb18030") * 3
    decoded = decode(content)
    at = decoded.text.rindex("签署")
    start, end = byte_span(content, decoded, at, at + 2)
    assert "签署".encode() in content[start:end]
    assert len(content[start:end]) <= 8


@given(st.permutations(SIMPLIFIED[:-1]))
def test_a_misread_text_of_even_length_comes_back_whole(characters: list[str]):
    even = SIMPLIFIED[:12] + "".join(characters[: len(characters) // 2 * 2])
    try:
        misread = even.encode().decode("gbk")
    except UnicodeDecodeError:
        return
    assert decode(misread.encode()).text == even


def test_a_packed_page_is_unpacked():
    packed = gzip.compress(SIMPLIFIED[:10].encode()) + gzip.compress(SIMPLIFIED[10:].encode())
    decoded = decode(packed)
    assert (decoded.text, decoded.is_unpacked) == (SIMPLIFIED, True)
    assert byte_span(packed, decoded, 1, 2) == (3, 6)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(SIMPLIFIED.encode(), mtime=0)[:-12], "unreadable"),
        (gzip.compress(SIMPLIFIED.encode(), mtime=0)[:20] + b"\0" * 40, "unreadable"),
        (gzip.compress(b"%PDF-1.7", mtime=0), "binary"),
        (gzip.compress(b"", mtime=0), "empty"),
        (gzip.compress(b" " * (MAX_PAGE_BYTES + 1), mtime=0), "too_large"),
    ],
)
def test_a_packed_page_that_holds_none_is_refused(content: bytes, reason: str):
    with pytest.raises(Unreadable) as refused:
        decode(content)
    assert refused.value.reason == reason
