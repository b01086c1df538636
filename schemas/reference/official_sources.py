"""Which pages are those of an authority."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: The host of an address, without name, password and port.
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?P<host>[^/?#:]+)")


@dataclass(frozen=True, slots=True)
class OfficialSources:
    """The ends of host names and of outlets' names by which the pages of authorities are known."""

    domains: tuple[str, ...]
    names: tuple[str, ...]


def is_official(url: str | None, site: str | None) -> bool:
    """Say whether the page is one of an authority.

    Args:
        url: the page's address, where known.
        site: the outlet that the page names, where it names one.

    Example:
        >>> is_official("http://www.shangqiu.gov.cn/a/1.html", None), is_official(None, "嘉鱼县统计局")
        (True, True)
        >>> is_official("https://www.gov.cn.example.com/1", "咸宁日报")
        False
    """
    known = official_sources()
    found = _HOST.match(url or "")
    host = found["host"].casefold() if found else ""
    return any(host == domain or host.endswith(f".{domain}") for domain in known.domains) or (
        site is not None and site.strip().endswith(known.names)
    )


@cache
def official_sources() -> OfficialSources:
    """Return the data of ``official_sources.toml``."""
    lists = tomllib.loads(files("schemas.reference").joinpath("official_sources.toml").read_text("utf-8"))
    return OfficialSources(tuple(lists["domains"]), tuple(lists["names"]))
