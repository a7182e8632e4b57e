"""Who is at the other end of a request: the address behind the proxies we trust, and the networks it belongs to."""

import ipaddress
from contextvars import ContextVar
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
NOWHERE = ipaddress.IPv4Address(0)
# One household or one server holds a whole IPv6 /64 (RFC 6177); an IPv4 address stands for itself.
ONE_CLIENT = {4: 32, 6: 64}
# What is kept with a comment: too coarse to name a household, fine enough to see a campaign.
ONE_NETWORK = {4: 24, 6: 64}

# The pseudonym of the network that a member of staff acts from now; "" outside of their requests.
staff_network: ContextVar[str] = ContextVar("staff_network", default="")


def client_address(request: HttpRequest) -> Address:
    """Return the right-most address that is none of our proxies'; 0.0.0.0 where there is none (a Unix socket).

    Each proxy appends whom it answers to X-Forwarded-For: what stands left of the first stranger
    is whatever that stranger wrote, and is not looked at (MDN, X-Forwarded-For, "Selecting an IP address").
    """
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while address is not None and _is_trusted(address) and hops:
        hop = _parsed(hops.pop())
        if hop is None:
            break
        address = hop
    return address or NOWHERE


def client_key(address: Address) -> str:
    """Return what limits count by: the IPv4 address, or the IPv6 /64."""
    return _network(address, ONE_CLIENT)


def network_key(address: Address) -> str:
    """Return the network that may be remembered with a comment: IPv4 /24, IPv6 /64."""
    return _network(address, ONE_NETWORK)


def _network(address: Address, prefixes: dict[int, int]) -> str:
    length = prefixes[address.version]
    beyond = address.max_prefixlen - length
    return f"{type(address)(int(address) >> beyond << beyond)}/{length}"


def _parsed(text: str) -> Address | None:
    # A proxy may write a port: 192.0.2.1:4711, [2001:db8::1]:4711.
    text = text[1:].partition("]")[0] if text.startswith("[") else text
    text = text.partition(":")[0] if text.count(":") == 1 else text
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)
