"""Gives a damaged copy its full-width ，！？ back, which the damage turned into ASCII."""

import re

from tasks.clean.offsets import TracedText

_WIDE = str.maketrans(",!?", "，！？")
_CHINESE = "\u2010-\u2040\u3000-\u9fff\uff00-\uffef\ufffd"
#: A mark beside a Chinese character; one that begins a cut gloss or another mark is damage still.
_MARK = re.compile(
    rf"(?:(?<=[{_CHINESE}])[,!?](?![!?,]|[a-z\u00e0-\u01dc]{{1,6}}\))|(?<=[0-9A-Za-z%)])[,!?](?=[{_CHINESE}]))"
)
#: A copy whose marks were turned has none left; a page that mixes the two writes so itself.
_MOST_KEPT = 0.1


def with_wide_marks(text: TracedText) -> tuple[TracedText, int]:
    """Return a damaged page with the marks beside Chinese characters full-width again, and how many there were.

    Example:
        >>> with_wide_marks(TracedText.of_page("昨日,双方签约,投资1,200万元"))[0].text
        '昨日，双方签约，投资1,200万元'
    """
    marks = [match.start() for match in _MARK.finditer(text.text)]
    if text.text.count("，") > _MOST_KEPT * len(marks):
        return text, 0
    characters = list(text.text)
    for at in marks:
        characters[at] = characters[at].translate(_WIDE)
    return text.recoded("".join(characters)), len(marks)
