"""Answers that a good server gives."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from itertools import pairwise

from tests.site.answer import Answer, Request, Script, Scripted, answer

HTML = ("Content-Type", "text/html; charset=utf-8")
XML = ("Content-Type", "application/xml; charset=utf-8")
PLAIN = ("Content-Type", "text/plain; charset=utf-8")


def html(text: str, *headers: tuple[str, str]) -> Answer:
    """Return the page in UTF-8."""
    return Answer(body=text.encode(), headers=(HTML, *headers))


def xml(text: str, *headers: tuple[str, str]) -> Answer:
    """Return the feed or sitemap in UTF-8."""
    return Answer(body=text.encode(), headers=(XML, *headers))


def plain(text: str) -> Answer:
    """Return the text, such as a robots.txt."""
    return Answer(body=text.encode(), headers=(PLAIN,))


def redirect(location: str, status: int = 301) -> Answer:
    """Return a redirect; the location is sent as it is written."""
    return Answer(status, b"moved", (("Location", location), HTML))


def zipped(said: Answer) -> Answer:
    """Return the answer in the gzip coding."""
    return Answer(
        said.status, gzip.compress(said.body, 6, mtime=0), (*said.headers, ("Content-Encoding", "gzip")), said.delay
    )


def validated(said: Answer, last_modified: str | None = None, etag: bool = True) -> Callable[[Request], Answer]:
    """Return a script that gives the page validators, and 304 to a client that has it already.

    Args:
        said: the page.
        last_modified: the date in the form of HTTP, None for none.
        etag: whether there is an ETag, made from the body; where there is one the date is not looked at (RFC 9110).
    """
    tag = f'"{hashlib.sha256(said.body).hexdigest()[:16]}"'
    given = ((("ETag", tag),) if etag else ()) + ((("Last-Modified", last_modified),) if last_modified else ())
    full = Answer(said.status, said.body, (*said.headers, *given), said.delay)

    def reply(request: Request) -> Answer:
        asked = request.headers.get("if-none-match") if etag else request.headers.get("if-modified-since")
        known = tag if etag else last_modified
        return Answer(304, headers=given) if asked is not None and asked == known else full

    return reply


def first(n: int, fault: Answer, then: Scripted) -> Callable[[Request], Answer]:
    """Return a script that gives the fault to the first requests for a target, and the other answer from then on."""
    return lambda request: fault if request.n <= n else answer({request.target: then}, request)


def in_turn(*answers: Answer) -> Callable[[Request], Answer]:
    """Return a script that gives one answer after the other, and the last for ever."""
    return lambda request: answers[min(request.n, len(answers)) - 1]


def busy(retry_after: str | None, status: int = 429) -> Answer:
    """Return that the client is to come later: after so many seconds, or at that date."""
    later = () if retry_after is None else (("Retry-After", retry_after),)
    return Answer(status, b"too many", (*later, HTML))


def chain(path: str, length: int, page: Scripted) -> Mapping[str, Scripted]:
    """Return redirects from ``path`` over ``path-1``, ``path-2``, … to the page, that many of them."""
    hops = [path, *(f"{path}-{hop}" for hop in range(1, length + 1))]
    steps: dict[str, Scripted] = {here: redirect(there, 302) for here, there in pairwise(hops)}
    return {**steps, hops[-1]: page}


def robots(*rules: str) -> Mapping[str, Scripted]:
    """Return a robots.txt that holds the rules for every robot."""
    return {"/robots.txt": plain("\n".join(["User-agent: *", *rules, ""]))}


def together(*scripts: Script) -> Script:
    """Return one script that says what the first of them does that knows the target."""

    def reply(request: Request) -> Answer:
        answers = (answer(script, request) for script in scripts)
        unknown = Answer(404, b"no such page")
        return next((said for said in answers if said != unknown), unknown)

    return reply
