"""Nothing but what anybody may reach is connected to, however it is spelled and whatever the name service says."""

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from aiohttp.abc import AbstractResolver
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.web.guard import GuardedResolver, PrivateAddressError, check_host, is_public

PRIVATE_V4 = [
    "0.0.0.1",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.8.9.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
]
PUBLIC_V4 = ["1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "223.5.5.5", "192.167.1.1"]
PRIVATE_V6 = ["::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"]
PRIVATE_V6 += ["::127.0.0.1", "64:ff9b:1::a00:1", "100::1", "2001:2::1", "3fff::1", "5f00::1"]


@pytest.mark.parametrize("address", [*PRIVATE_V4, *PRIVATE_V6])
def test_what_is_not_for_everybody_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", [*PUBLIC_V4, "2400:3200::1", "2606:4700:4700::1111"])
def test_what_is_for_everybody_is_public(address):
    assert is_public(ip_address(address))


def six_to_four(inner):
    return IPv6Address(0x2002 << 112 | int(inner) << 80 | 1)


def teredo(inner):
    return IPv6Address(0x20010000 << 96 | int(IPv4Address("1.1.1.1")) << 64 | int(inner) ^ 0xFFFFFFFF)


FORMS = {
    "mapped": lambda inner: IPv6Address(0xFFFF << 32 | int(inner)),
    "6to4": six_to_four,
    "NAT64": lambda inner: IPv6Address(0x64FF9B << 96 | int(inner)),
    "Teredo": teredo,
}


@pytest.mark.parametrize("form", FORMS)
@given(inner=st.sampled_from([*PRIVATE_V4, *PUBLIC_V4]) | st.ip_addresses(v=4).map(str))
def test_an_address_in_another_is_as_public_as_that(form, inner):
    address = IPv4Address(inner)
    assert is_public(FORMS[form](address)) == is_public(address)


SPELLINGS = ["127.0.0.1", "0x7f.1", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "017700000001", "0"]
SPELLINGS += ["[::1]", "::1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "127.0.0.1."]
SPELLINGS += ["[fe80::1%25eth0]", "[FE80::1]"]


@pytest.mark.parametrize("host", SPELLINGS)
def test_a_host_that_is_a_private_address_is_refused_however_it_is_spelled(host):
    with pytest.raises(PrivateAddressError, match="allow_private"):
        check_host(host, ())


@pytest.mark.parametrize("host", ["news.example", "8.8.8.8", "[2400:3200::1]", "1.0.0.127.example", "localhost"])
def test_names_and_public_addresses_pass_for_they_are_looked_at_when_they_are_resolved(host):
    check_host(host, ())


def test_only_the_host_that_a_source_names_is_let_through():
    check_host("127.0.0.1", ("127.0.0.1",))
    check_host("[::1]", ("::1",))
    for host in ("127.0.0.2", "127.1", "[::ffff:127.0.0.1]", "2130706433"):
        with pytest.raises(PrivateAddressError):
            check_host(host, ("127.0.0.1",))


class Names(AbstractResolver):
    """A name service that answers as told, each time with the next list of addresses."""

    def __init__(self, *answers):
        self.answers = list(answers)

    async def resolve(self, host, port=0, family=0):  # noqa: ARG002
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [{"hostname": host, "host": one, "port": port, "family": 2, "proto": 0, "flags": 0} for one in addresses]

    async def close(self):
        self.answers = []


def resolved(host, allowed, *answers):
    async def resolve():
        return await GuardedResolver(allowed, Names(*answers)).resolve(host, 80)

    return [answer["host"] for answer in asyncio.run(resolve())]


def test_a_name_that_leads_to_public_addresses_is_resolved():
    assert resolved("news.example", (), ["1.1.1.1", "2400:3200::1"]) == ["1.1.1.1", "2400:3200::1"]


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::ffff:10.0.0.1"], ["fe80::1%2"]])
def test_a_name_with_a_private_address_among_its_own_is_refused(answers):
    with pytest.raises(PrivateAddressError, match=r"news\.example"):
        resolved("news.example", ("127.0.0.1",), answers)


def test_a_name_that_a_source_allows_may_lead_to_a_private_address():
    assert resolved("intranet.example", ("Intranet.example",), ["10.0.0.1"]) == ["10.0.0.1"]
