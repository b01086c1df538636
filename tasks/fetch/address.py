"""Addresses of pages in one normal form, and the day that an address carries."""

import re
from datetime import date
from urllib.parse import urlsplit

from yarl import URL

#: Longer ones are traps or data in the shape of an address.
LONGEST = 2000
#: Control characters, the separators of lines and halves of characters.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NAMED_USER = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}[^/\\?#]*@", re.I)
_HOST_NAME = re.compile(r"(?!.{254})[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_-]{1,63})*")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_IPV6 = re.compile(r"[0-9a-f:]+")
#: ``127.1`` and ``0x7f.1`` lead to 127.0.0.1 too; nobody writes them in good faith.
_NUMBER_AT_END = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")
#: Java servers write it into the addresses for visitors without cookies: another one at every visit.
_SESSION = re.compile(";jsessionid=[^/;]*", re.I)
#: What campaigns and share buttons add and no page depends on: Urchin's parameters, Alibaba's (Sohu uses it too), two
#: of advertisers, and WeChat's, which says in ``from`` how a link was passed on.
_TRACKING = re.compile(
    "(?:utm_[a-z]+|spm|fbclid|gclid|isappinstalled)(?:=.*)?|from=(?:timeline|singlemessage|groupmessage|appmessage)",
    re.I,
)

#: How addresses write days, the surest first. A month alone, a number without a mark of its own (``/20240520.html``)
#: and anything in the query may be something else.
_DAYS = (
    re.compile(r"(?<=/)(\d{4})[/_-]?(\d{2})/(\d{2})(?=/)"),  # /2024/05/20/ /2024-05/20/ /202405/20/
    re.compile(r"(?<=/)(\d{4})[/_-](\d{1,2})[/_-](\d{1,2})(?=/)"),  # /2024/5/20/ /2024-05-20/ /2024/05-20/
    re.compile(r"(?<=/)(\d{4})/?(\d{2})(\d{2})(?=/)"),  # /20240520/ /2024/0520/
    re.compile(r"(?<![0-9A-Za-z])[tc]_?(\d{4})(\d{2})(\d{2})(?!\d)"),  # /t20240520_123.html /c_20240520.html
    re.compile(r"(?<![0-9A-Za-z])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"),  # /2024-05-20.html
    re.compile(r"(?<=/)(\d{4})(\d{2})(\d{2})[A-Za-z_-][^/]*$"),  # /20240520_123.html /20240520A01XYZ00
)
_FIRST_YEAR, _LAST_YEAR = 1995, 2100


def normal(url: str, base: str = "") -> str | None:
    """Return the address in the one form under which a page is known, None where it is none that may be asked for.

    Scheme and host are in lower case, the host in ASCII and without a dot at its end; the scheme's own port, the
    fragment, dot segments, session ids and parameters that only say where a visitor came from are left out; what may
    not stand in an address is written in percent signs, as UTF-8. Path and query keep their order and case otherwise.

    None are addresses that are not of the web (``mailto:``, ``javascript:``), that hold a name or password (they may
    show one host and lead to another), control characters, a host that no name service knows, and those of more than
    2,000 characters.

    Args:
        url: an address, absolute or relative to the base.
        base: the address of the page that names it.

    Example:
        >>> normal("../签约.html?a=1&utm_source=x#top", "HTTP://News.Example:80/5g/list/")
        'http://news.example/5g/%E7%AD%BE%E7%BA%A6.html?a=1'
        >>> normal("javascript:void(0)", "http://news.example/") is None
        True
    """
    written = url.strip()
    if len(written) > LONGEST or _UNWRITABLE.search(written) or _NAMED_USER.match(written):
        return None
    try:
        relative = URL(_as_browsers_read(written))
        return _composed(URL(str(URL(base).join(relative))) if base else relative)
    except ValueError:  # a port or an address in brackets that is none
        return None


def _as_browsers_read(url: str) -> str:
    path, mark, query = url.partition("?")
    return path.replace("\\", "/").replace(" ", "%20") + mark + query.replace(" ", "%20")


def _composed(url: URL) -> str | None:
    host = (url.raw_host or "").rstrip(".")
    if url.scheme not in ("http", "https") or not _is_host(host):
        return None
    port = "" if url.is_default_port() else f":{url.port}"
    name = f"[{host}]" if ":" in host else host
    query, path = _without_tracking(url.raw_query_string), _SESSION.sub("", url.raw_path)
    written = f"{url.scheme}://{name}{port}{path}{query and '?'}{query}"
    if path != url.raw_path:  # what is left may be a dot segment
        return normal(written)
    return written if len(written) <= LONGEST and url.port else None


def _is_host(host: str) -> bool:
    if ":" in host:
        return _IPV6.fullmatch(host) is not None
    if _NUMBER_AT_END.search(host):
        return _IPV4.fullmatch(host) is not None
    return _HOST_NAME.fullmatch(host) is not None


def _without_tracking(query: str) -> str:
    if _TRACKING.search(query) is None:
        return query
    return "&".join(part for part in query.split("&") if not _TRACKING.fullmatch(part))


def host_of(url: str) -> str:
    """Return the host of an address in normal form, with its port where that is not the scheme's own.

    Example:
        >>> host_of("http://news.example:8080/5g/"), host_of("https://news.example/")
        ('news.example:8080', 'news.example')
    """
    return urlsplit(url).netloc


def day_in(url: str) -> date | None:
    """Return the day that an address carries, as Chinese news sites write it into theirs, None where it does not.

    Only days from 1995 to 2100 count, and only digits that are no part of a longer number.

    Example:
        >>> day_in("http://news.example/202405/t20240520_4711.html"), day_in("http://news.example/2024/0520/c1-4711.html")
        (datetime.date(2024, 5, 20), datetime.date(2024, 5, 20))
        >>> day_in("http://news.example/2024/05/index.html"), day_in("http://news.example/a/202405201530.html")
        (None, None)
    """
    path = urlsplit(url).path
    for form in _DAYS:
        for match in form.finditer(path):
            day = _day(*(int(part) for part in match.groups()))
            if day is not None:
                return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
