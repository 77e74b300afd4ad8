"""How often is too often, and who a visitor is: pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

# What one household gets of IPv6 (RFC 6177); of IPv4 it is one address, often shared with strangers.
HOUSEHOLD_BITS = 64


@dataclass(frozen=True)
class Rate:
    """So many at once, and from then on so many a minute."""

    at_once: int
    a_minute: float

    @property
    def apart(self) -> timedelta:
        """What one more costs."""
        return timedelta(minutes=1 / self.a_minute)

    @property
    def ahead(self) -> timedelta:
        """How far somebody may be ahead of their rate."""
        return self.apart * self.at_once


def visitor(peer: str, forwarded_for: str, proxies: Collection[str]) -> str:
    """Where a request came from: the last hop that no proxy of ours reported about itself.

    Only what our own proxies (and processes of this machine, which pass uploads on) wrote is believed.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()] + [peer]
    for hop in reversed(hops):
        if hop not in proxies and not _is_this_machine(hop):
            return _household(hop)
    return hops[0] if _is_address(hops[0]) else peer


def _is_this_machine(hop: str) -> bool:
    return _is_address(hop) and ipaddress.ip_address(hop).is_loopback


def _is_address(hop: str) -> bool:
    try:
        ipaddress.ip_address(hop)
    except ValueError:
        return False
    return True


def _household(hop: str) -> str:
    if not _is_address(hop):
        return hop[:60]
    address = ipaddress.ip_address(hop)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, HOUSEHOLD_BITS), strict=False))
    return str(address)
