"""Which addresses on a page a reader may be led to."""

from yarl import URL


def web_address(*addresses: str | None) -> str | None:
    """Return the first that a browser may be led to: http or https, with a host and no user name before it.

    Example:
        >>> web_address("news/1.html", "https://news.example/新闻?id=1")
        'https://news.example/%E6%96%B0%E9%97%BB?id=1'
        >>> web_address("javascript:alert(1)", "https://bank.example@evil.example/", None) is None
        True
    """
    for address in filter(None, addresses):
        try:
            url = URL(address)
        except (ValueError, TypeError):
            continue
        if url.scheme in {"http", "https"} and url.host and url.user is None:
            return str(url)
    return None
