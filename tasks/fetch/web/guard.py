"""Which addresses of the network may be connected to: only those that anybody may reach.

A name is resolved once, every address it leads to is looked at, and the connection is made to one of these; so neither
an answer of the name service nor a second, different one leads into a private network. aiohttp does not ask for hosts
that are addresses already: ``check_host`` looks at these.
"""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = IPv4Address | IPv6Address

#: What the IANA registry of special-purpose addresses says is not globally reachable, multicast, and class E.
_SPECIAL_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
#: The only addresses that are given out to hosts of the Internet, and what in them is not for hosts.
_UNICAST_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20"))
#: Translates to the IPv4 address in its last 32 bits (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """An address lies in a range that not everybody can reach, and the source does not allow its host."""


class GuardedResolver(AbstractResolver):
    """Resolves names as the system does, and refuses those that lead to a private address.

    Args:
        allowed: hosts, as addresses name them, that may lead there.
        resolver: what resolves names, the system's where it is None.
    """

    def __init__(self, allowed: Collection[str], resolver: AbstractResolver | None = None) -> None:
        self._allowed = allowed
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of the host.

        Raises:
            PrivateAddressError: one of them is private, and the host is not allowed.
        """
        answers = await self._resolver.resolve(host, port, family)
        if not is_allowed(host, self._allowed):
            for answer in answers:
                _check(host, ip_address(answer["host"]))
        return answers

    async def close(self) -> None:
        """Release what resolves names."""
        await self._resolver.close()


def check_host(host: str, allowed: Collection[str]) -> None:
    """Refuse a host that is a private address itself, however it is spelled; names pass.

    Args:
        host: the host of an address, without brackets.
        allowed: hosts that may be private.

    Raises:
        PrivateAddressError: it is one.
    """
    address = literal(host)
    if address is not None and not is_allowed(host, allowed):
        _check(host, address)


def is_allowed(host: str, allowed: Collection[str]) -> bool:
    """Return whether the host is one of those allowed, as they name it.

    Example:
        >>> is_allowed("Intranet.example.", ["intranet.example"]), is_allowed("127.1", ["127.0.0.1"])
        (True, False)
    """
    return _plain(host) in {_plain(name) for name in allowed}


def literal(host: str) -> Address | None:
    """Return the address that a host is, None where it is a name.

    Systems take ``127.1``, ``0x7f.1``, ``0177.0.0.1`` and ``2130706433`` for 127.0.0.1.

    Example:
        >>> literal("0x7f.1"), literal("[::1]"), literal("news.example")
        (IPv4Address('127.0.0.1'), IPv6Address('::1'), None)
    """
    plain = _plain(host)
    try:
        return ip_address(plain)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(plain))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: Address) -> bool:
    """Return whether anybody on the Internet may reach the address.

    An IPv6 address that stands for an IPv4 one (mapped, 6to4, Teredo, NAT64) is as public as that.

    Example:
        >>> [is_public(ip_address(one)) for one in ("1.1.1.1", "10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::101:101")]
        [True, False, False, True]
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    inner = _inner(address)
    if inner:
        return all(is_public(one) for one in inner)
    return address in _UNICAST_V6 and not any(address in network for network in _SPECIAL_V6)


def _inner(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address stands for."""
    if address in _NAT64:
        return (IPv4Address(address.packed[-4:]),)
    if address.teredo:
        return address.teredo
    one = address.ipv4_mapped or address.sixtofour
    return (one,) if one else ()


def _check(host: str, address: Address) -> None:
    if not is_public(address):
        shown = host if str(address) == _plain(host) else f"{host} ({address})"
        raise PrivateAddressError(
            f"{shown} lies in a private or reserved range: name the host in allow_private of the source if it is meant"
        )


def _plain(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("[").removesuffix("]")
