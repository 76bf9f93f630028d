"""Where a request comes from, and what a visitor says about it."""

import pytest
from django.test import RequestFactory

from press.network import client_address, network


def request(connected, forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=connected, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "connected", "forwarded", "expected"),
    [
        (0, "203.0.113.7", None, "203.0.113.7"),
        (0, "203.0.113.7", "198.51.100.1", "203.0.113.7"),  # anybody can say so
        (1, "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (1, "127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # spoofed, then ours
        (1, "127.0.0.1", "198.51.100.1,10.0.0.1 , 203.0.113.7", "203.0.113.7"),
        (2, "127.0.0.1", "198.51.100.1, 203.0.113.7, 192.0.2.1", "203.0.113.7"),
        (2, "127.0.0.1", "203.0.113.7", "127.0.0.1"),  # shorter than the chain: not theirs
        (1, "127.0.0.1", None, "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "127.0.0.1", "203.0.113.7, nonsense", "127.0.0.1"),
        (1, "127.0.0.1", "203.0.113.7,", "127.0.0.1"),
        (1, "127.0.0.1", "unknown", "127.0.0.1"),
        (1, "127.0.0.1", "9" * 100_000, "127.0.0.1"),
        (1, "127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        (1, "127.0.0.1", "[2001:DB8::1]:4711", "2001:db8::1"),
        (1, "127.0.0.1", "2001:db8:0:0::1", "2001:db8::1"),
        (1, "127.0.0.1", "fe80::1%eth0", "fe80::1"),
        (0, "::ffff:203.0.113.7", None, "203.0.113.7"),
        (0, "", None, ""),
        (0, "unix:", None, ""),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, connected, forwarded, expected):
    settings.PROXIES = proxies
    assert client_address(request(connected, forwarded)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("203.0.113.255", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("2001:db8:1:ffff::", "2001:db8:1::/48"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_a_network_is_what_one_household_or_office_has(address, expected):
    assert network(address) == expected
