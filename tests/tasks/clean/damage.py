"""A damage as copies of pages have suffered it: bytes of GBK text replaced without regard to where characters begin."""

_READINGS = "動dòng 與yǔ 當dāng 數shù 協xié 網wǎng 會huì 業yè 規guī 開kāi"
GLOSSES = {glossed[0]: glossed[1:] for glossed in _READINGS.split()}
_MARKS = {"，": ",", "！": "!", "？": "?"}


def _read(data: bytes, *, swallow: bool) -> str:
    """Read GBK; a lone byte becomes ``?`` and may swallow the next, two bytes without a character vanish."""
    text, at = "", 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair[0] < 0x80:
            text, at = text + chr(pair[0]), at + 1
        elif len(pair) == 2 and pair[1] >= 0x40 and pair[1] != 0x7F:
            text, at = text + pair.decode("gbk", "ignore")[:1], at + 2
        else:
            text, at = text + "?", at + (2 if swallow else 1)
    return text


def turn_marks(text: str) -> str:
    data = text.encode("gbk")
    for wide, narrow in _MARKS.items():
        data = data.replace(wide.encode("gbk"), narrow.encode())
    return _read(data, swallow=False)


def put_glosses(text: str) -> str:
    data = text.encode("gbk")
    for character, reading in sorted(GLOSSES.items()):
        data = data.replace(character.encode("gbk"), f"{character}({reading})".encode("gbk"))
    return _read(data, swallow=True)


def damaged(text: str) -> str:
    return put_glosses(turn_marks(text))
