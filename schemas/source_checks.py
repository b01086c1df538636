"""What must hold between the keys of one source, beyond the type of each."""

import re
from collections.abc import Callable

import cssselect

from schemas.reference.regions import gazetteer
from schemas.source import ARCHIVE_KINDS, WEB_KINDS, Source
from schemas.source_address import address_remarks
from schemas.toml_keys import Keys

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_TABLE_KINDS = ("jsonl", "csv", "parquet")
_COLUMNS = ("url", "content", "text", "fetched_at", "content_type")
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|block:[a-z0-9][a-z0-9-]*")
#: What a header may be called (RFC 9110), and those that belong to the connection or to us.
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OWN_HEADERS = {"host", "connection", "content-length", "transfer-encoding", "user-agent", "accept-encoding"}
_CONTACT = re.compile(r"https?://[^\s/]+\S*|[^\s@]+@[^\s@]+\.[^\s@]+")

#: Keys that only some kinds have a use for.
_ONLY_FOR: dict[str, tuple[str, ...]] = {
    "selector": ("listing",),
    "next_selector": ("listing",),
    "max_indexes": ("listing", "sitemap"),
    "columns": _TABLE_KINDS,
    "headers": WEB_KINDS,
    "contact": WEB_KINDS,
    "follow": (*WEB_KINDS, *ARCHIVE_KINDS),
    "allow_private": (*WEB_KINDS, *ARCHIVE_KINDS),
    "schedule": (*WEB_KINDS, *ARCHIVE_KINDS),  # a folder is read where it is, in every run
    "politeness": (*WEB_KINDS, *ARCHIVE_KINDS),
    "expect": (*WEB_KINDS, *ARCHIVE_KINDS),
}


def check(source: Source, keys: Keys) -> None:
    """Note everything that is wrong with the source beyond the types of its keys."""
    for part in (_check_name, _check_address, _check_region, _check_patterns, _check_web):
        part(source, keys)
    if source.kind in _TABLE_KINDS:
        _check_columns(source, keys)
    _check_misplaced(source, keys)


def _check_name(source: Source, keys: Keys) -> None:
    if "name" not in keys:
        keys.fault("name", "is missing", 'give it a name, such as name = "xianning-daily"')
    elif not _NAME.fullmatch(source.name):
        keys.fault("name", f"{source.name!r} is no name", "use 1 to 64 lower-case letters, digits and hyphens between")
    if "kind" not in keys:
        keys.fault("kind", "is missing", 'say what stands at the address, such as kind = "feed"')


def _check_address(source: Source, keys: Keys) -> None:
    if not source.address:
        keys.fault("address", "is missing", "say where it is: a path, or an address on the web")
    elif source.kind:
        for problem, advice in address_remarks(source.kind, source.address, source.allow_private):
            keys.fault("address", problem, advice)
    for host in source.allow_private:
        if not host or "/" in host or any(mark.isspace() for mark in host):
            keys.fault("allow_private", f"{host!r} is no host", "name hosts alone, without https:// and without a path")


def _check_region(source: Source, keys: Keys) -> None:
    code = source.region_code
    if code is not None and gazetteer().region(code) is None:
        advice = "write the six digits of GB/T 2260, as the column region_code has them"
        keys.fault("region", f"{code!r} is the code of no region", advice)


def _check_patterns(source: Source, keys: Keys) -> None:
    _try("follow", source.follow, re.compile, keys)
    for key, selector in (("selector", source.selector), ("next_selector", source.next_selector)):
        _try(key, selector, cssselect.parse, keys)


def _try(key: str, text: str, read: Callable[[str], object], keys: Keys) -> None:
    what = "pattern of regular expressions" if key == "follow" else "selector of CSS"
    if not text:
        if key == "selector":
            keys.fault(key, "is empty", 'leave it out for every link, or write a selector such as "ul.news a"')
        return
    try:
        read(text)
    except (re.error, RecursionError, OverflowError, cssselect.SelectorError) as error:
        keys.fault(key, f"{text!r} is no {what} ({error})", "mend it")


def _check_web(source: Source, keys: Keys) -> None:
    contact = source.user_agent_contact
    if source.kind in WEB_KINDS and not contact:
        advice = 'say whom a site may complain to: contact = "https://…" or an e-mail address, here or in [defaults]'
        keys.fault("contact", "is missing", advice)
    elif contact and not (_CONTACT.fullmatch(contact) and contact.isascii()):
        keys.fault("contact", f"{contact!r} is no address", "write https://… or an e-mail address, in ASCII")
    for name, value in source.headers.items():
        if not _HEADER.fullmatch(name) or name.lower() in _OWN_HEADERS:
            keys.fault(f"headers.{name}", "cannot be set", "leave it out: it is no header, or not one for a source")
        if not _SECRET.fullmatch(value):
            advice = "keep it in the environment or in a Secret block, and write env:NAME or block:NAME here"
            keys.fault(f"headers.{name}", "the value stands here in clear", advice)


def _check_columns(source: Source, keys: Keys) -> None:
    for name, column in source.columns.items():
        if name not in _COLUMNS:
            keys.fault(f"columns.{name}", "a page has no such part", f"known are {', '.join(_COLUMNS)}")
        elif not column:
            keys.fault(f"columns.{name}", "is empty", "name the column that holds it")
    if "url" not in source.columns:
        keys.fault("columns", "no column for url", 'name the one with the addresses: columns = { url = "link", … }')
    if ("content" in source.columns) == ("text" in source.columns):
        advice = "name one of them: content for pages as they were sent, text for plain text"
        keys.fault("columns", "neither content nor text, or both", advice)


def _check_misplaced(source: Source, keys: Keys) -> None:
    for key, kinds in _ONLY_FOR.items():
        if source.kind and key in keys and source.kind not in kinds:
            keys.fault(key, f"a {source.kind} has no use for it", f"leave it out; it is for {', '.join(kinds)}")
