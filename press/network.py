"""Where a request comes from, as far as that can be known and not forged."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address, or "" when there is none (a Unix socket).

    With `settings.PROXIES` = n, the n-th address from the right of X-Forwarded-For is what the
    outermost of our own proxies saw; everything to the left of it was said by the visitor and is
    not believed. A header that is shorter than our chain of proxies, or holds nonsense in that
    place, was not written by them: then the address that connected counts.
    """
    connected = _address(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(chain) >= settings.PROXIES:
            return _address(chain[-settings.PROXIES]) or connected
    return connected


def network(address: str) -> str:
    """The network that an address belongs to, for counting: a household or an office is a /24 in
    IPv4 and a /48 in IPv6, where one customer has more addresses than can be counted."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def _address(text: str) -> str:
    """An IP address in its one spelling, without port, brackets or zone; "" if it is none."""
    text = text.strip()[:100]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(ip, "ipv4_mapped", None) or ip)
