"""A look at a page of HTML before it is parsed: a parser needs minutes for a tag with 200,000 attributes."""

import re

#: No honest tag has as many; the time for them grows with their square.
MOST_ATTRIBUTES = 1000
_TAG = re.compile(r"<(?:(!--)|(/?[a-zA-Z][^\s/>]{0,40}))")
#: One attribute, with the blanks before it; a quoted value that does not end goes to the end of the page.
_ATTRIBUTE = re.compile(r"""[\s/]*+(?:[^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?""")
#: What stands in these is no markup.
_RAW = ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")


def is_parsable(page: str) -> bool:
    """Return whether no tag of the page has too many attributes. The work is linear in the page.

    Example:
        >>> is_parsable("<a href='/5g'>5G</a>"), is_parsable("<a " + "".join(f"a{n} " for n in range(5000)) + ">")
        (True, False)
    """
    lowered = page.lower()
    at = 0
    while match := _TAG.search(page, at):
        if match[1]:
            at = _after(lowered, "-->", match.start() + 2)
            continue
        at, n_attributes = _attributes(page, match.end())
        if n_attributes > MOST_ATTRIBUTES:
            return False
        if match[2].lower() in _RAW:
            at = _after(lowered, f"</{match[2].lower()}", at)
    return True


def _after(page: str, wanted: str, at: int) -> int:
    found = page.find(wanted, at)
    return len(page) if found < 0 else found


def _attributes(page: str, at: int) -> tuple[int, int]:
    """Return where the tag's attributes end, and how many there are, up to one too many."""
    n_attributes = 0
    while n_attributes <= MOST_ATTRIBUTES and (match := _ATTRIBUTE.match(page, at)):
        at, n_attributes = match.end(), n_attributes + 1
    return at, n_attributes
