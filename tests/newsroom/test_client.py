"""Whose address a request comes from: behind proxies that are trusted, and those alone."""

import ipaddress

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from newsroom.client import NOWHERE, client_address, client_key, network_key

READER, STRANGER, PROXY, FAR_PROXY = "203.0.113.7", "198.51.100.9", "10.0.0.1", "10.0.0.2"


@pytest.fixture(autouse=True)
def trusted(settings):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")]


def asked(remote, forwarded=None, **headers):
    headers |= {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return str(client_address(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)))


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        # without a proxy
        (READER, None, READER),
        ("2001:db8::7", None, "2001:db8::7"),
        # what a stranger writes into the header is not looked at
        (READER, STRANGER, READER),
        (READER, f"{STRANGER}, {PROXY}", READER),
        # one proxy, two, and one that the reader made up
        (PROXY, READER, READER),
        (PROXY, f"{READER}, {FAR_PROXY}", READER),
        (PROXY, f"{STRANGER}, {READER}", READER),
        (PROXY, f"{PROXY}, {STRANGER}, {READER}, {FAR_PROXY}", READER),
        # nothing but proxies: the farthest
        (PROXY, FAR_PROXY, FAR_PROXY),
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        # ports, brackets, zones, blanks
        (PROXY, f"{READER}:4711", READER),
        (PROXY, "[2001:db8::7]:4711", "2001:db8::7"),
        (PROXY, "[2001:db8::7]", "2001:db8::7"),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (PROXY, "fe80::1%eth0", "fe80::1"),
        (PROXY, f"  {STRANGER} ,\t{READER}  ", READER),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        # IPv4 in IPv6 is the IPv4 address, so that nobody has two
        (f"::ffff:{READER}", None, READER),
        (f"::ffff:{PROXY}", f"::ffff:{READER}", READER),
        # a header that makes no sense ends the search at the last that did
        (PROXY, "unknown", PROXY),
        (PROXY, f"{READER}, unknown", PROXY),
        (PROXY, f"{STRANGER}, nonsense, {READER}", READER),
        (PROXY, f"{STRANGER}, nonsense, {FAR_PROXY}", FAR_PROXY),
        (PROXY, ",,,", PROXY),
        # a Unix socket has no address
        ("", READER, str(NOWHERE)),
        ("not an address", READER, str(NOWHERE)),
    ],
)
def test_the_address_is_the_rightmost_that_is_no_proxy_of_ours(remote, forwarded, address):
    assert asked(remote, forwarded) == address


def test_no_other_header_is_believed():
    headers = {"X-Real-IP": STRANGER, "Forwarded": f"for={STRANGER}", "CF-Connecting-IP": STRANGER}
    assert asked(PROXY, READER, **headers) == READER
    assert asked(READER, None, **headers) == READER


def test_without_trusted_proxies_the_header_is_nothing(settings):
    settings.TRUSTED_PROXIES = []
    assert asked(PROXY, READER) == PROXY


@given(st.text(alphabet="0123456789abcdef.:[]%, \t", max_size=80))
def test_whatever_stands_in_the_header_an_address_comes_out(forwarded):
    assert ipaddress.ip_address(asked(PROXY, forwarded))


@given(st.lists(st.ip_addresses().map(str), max_size=6))
def test_nothing_that_a_reader_writes_changes_the_address(made_up):
    assert asked(PROXY, ", ".join([*made_up, READER])) == READER


@pytest.mark.parametrize(
    ("address", "client", "network"),
    [
        ("203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
        ("203.0.113.200", "203.0.113.200/32", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64", "2001:db8:1:3::/64"),
    ],
)
def test_limits_count_by_the_client_and_a_comment_remembers_the_network(address, client, network):
    address = ipaddress.ip_address(address)
    assert (client_key(address), network_key(address)) == (client, network)
