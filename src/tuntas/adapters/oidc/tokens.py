"""Is this token the provider's, for us, of this sign-in and not too old? Pure: keys and moment are arguments."""

from __future__ import annotations

import hmac
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .port import Untrusted

if TYPE_CHECKING:
    from jwcrypto.jwk import JWKSet

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
COMPACT = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}")
# Clocks of two houses are never the same.
SKEW_SECONDS = 60
OLDEST_SECONDS = 600


@dataclass(frozen=True)
class Expected:
    """Who must have signed, for whom, and for which sign-in."""

    issuer: str
    audience: str
    nonce: str


def claims_of(token: str, keys: JWKSet, expected: Expected, *, at: datetime) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7); raises `Untrusted`."""
    claims = _signed(token, keys)
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    _check(claims.get("iss") == expected.issuer, "another issuer")
    _check(expected.audience in audiences, "for another client")
    _check(len(audiences) == 1 or claims.get("azp") == expected.audience, "given to another client")
    nonce = claims.get("nonce")
    _check(
        isinstance(nonce, str) and hmac.compare_digest(nonce.encode(), expected.nonce.encode()), "another nonce"
    )
    now = at.timestamp()
    _check(_moment(claims, "exp") + SKEW_SECONDS > now, "expired")
    _check("nbf" not in claims or _moment(claims, "nbf") < now + SKEW_SECONDS, "not good yet")
    issued = _moment(claims, "iat")
    _check(now - OLDEST_SECONDS < issued < now + SKEW_SECONDS, "not issued just now")
    return claims


def keys_of(several: list[Any]) -> JWKSet:
    """Those that we can read: a provider that adds a kind we don't know goes on signing by the others (RFC 7517, 5)."""
    from jwcrypto.common import JWException
    from jwcrypto.jwk import JWK, JWKSet

    known = JWKSet()
    for one in several:
        with suppress(JWException, ValueError, TypeError):
            known.add(JWK(**one))
    return known


def _signed(token: str, keys: JWKSet) -> dict[str, Any]:
    # Loaded when somebody signs in: most processes never need it.
    from jwcrypto.common import JWException
    from jwcrypto.jws import JWS

    # The other way of writing one, as JSON, may name its algorithm where nothing is signed.
    _check(COMPACT.fullmatch(token) is not None, "not an ID token")
    read = JWS()
    read.allowed_algs = list(ALGORITHMS)
    try:
        read.deserialize(token)
        # An algorithm that is refused by name is refused before any key is tried.
        _check(read.jose_header.get("alg") in ALGORITHMS, "an algorithm that proves nothing")
        read.verify(keys)
        claims = json.loads(read.payload)
    except (JWException, ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Untrusted("not signed by the provider") from fault
    if not isinstance(claims, dict):
        raise Untrusted("no claims")
    return claims


def _moment(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    _check(isinstance(value, int | float) and not isinstance(value, bool), f"no {name}")
    return float(value)  # type: ignore[arg-type]


def _check(holds: bool, fault: str) -> None:
    if not holds:
        raise Untrusted(fault)
