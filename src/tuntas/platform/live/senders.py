"""Who sent it: what a trusted proxy says, else the peer itself; a browser's own claim is dropped."""

from __future__ import annotations

import ipaddress

from .asgi import Scope, header
from .options import Options

# What one household gets of IPv6 (RFC 6177).
HOUSEHOLD_BITS = 64


def told_onward(scope: Scope, options: Options) -> dict[str, str]:
    """The headers that tell the web process."""
    peer, scheme = _peer(scope), scope.get("scheme", "http")
    if peer not in options.proxies:
        return {"x-forwarded-for": peer, "x-forwarded-proto": scheme}
    before = header(scope, b"x-forwarded-for")
    return {
        "x-forwarded-for": f"{before}, {peer}" if before else peer,
        "x-forwarded-proto": header(scope, b"x-forwarded-proto") or scheme,
    }


def household(scope: Scope, options: Options) -> str:
    """By whom memory is counted: one address, of IPv6 one household."""
    hops = [hop.strip() for hop in told_onward(scope, options)["x-forwarded-for"].split(",")]
    last = next((hop for hop in reversed(hops) if hop not in options.proxies), hops[0])
    try:
        address = ipaddress.ip_address(last)
    except ValueError:
        return last[:60]
    if isinstance(address, ipaddress.IPv6Address) and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, HOUSEHOLD_BITS), strict=False))
    return str(address)


def _peer(scope: Scope) -> str:
    return str((scope.get("client") or ("", 0))[0])
