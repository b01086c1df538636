import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.decode import MAX_BYTES, Unreadable, byte_span, decode

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
        (b"a" * (MAX_BYTES + 1), "too_large"),
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
    low, high = byte_span(text.encode(encoding), encoding, start, end)
    assert text.encode(encoding)[low:high] == text[start:end].encode(encoding)


def test_bytes_that_cannot_be_read_do_not_move_the_others():
    content = "签".encode() + b"\xff" + "约".encode()
    assert byte_span(content, "utf-8", 2, 3) == (4, 7)
