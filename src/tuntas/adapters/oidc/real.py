"""Speaks OpenID Connect: discovery, authorization code with PKCE, the provider's keys. A few seconds, or not at all."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import datetime
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tuntas.platform.ids import new_token

from .port import Begun, Unreachable, Untrusted
from .tokens import Expected, claims_of, keys_of

if TYPE_CHECKING:
    from jwcrypto.jwk import JWKSet

TIMEOUT_SECONDS = 5
LARGEST = 256 * 1024


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_asked: Any) -> None:
        return None


class OidcSignIn:
    """One provider, by its issuer. Nothing is remembered between sign-ins: a changed key is read at the next one."""

    def __init__(
        self, issuer: str, *, client_id: str, client_secret: str, claim: str, scope: str = "openid"
    ) -> None:
        self.issuer, self.client_id, self.client_secret = issuer, client_id, client_secret
        self.claim, self.scope = claim, scope
        self._open = build_opener(_NoRedirects).open

    def begin(self, *, return_to: str) -> Begun:
        state, nonce, verifier = new_token(), new_token(), new_token() + new_token()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": return_to,
            "scope": self.scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        where = self._endpoint(self._discovered(), "authorization_endpoint")
        return Begun(f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}", state, nonce, verifier)

    def finish(self, begun: Begun, *, code: str, return_to: str, at: datetime) -> str:
        if not code:
            raise Untrusted("no code came back")
        provider = self._discovered()
        token = self._exchanged(provider, begun, code=code, return_to=return_to)
        expected = Expected(self.issuer, self.client_id, begun.nonce)
        value = claims_of(token, self._keys(provider), expected, at=at).get(self.claim)
        if not isinstance(value, str) or not value:
            raise Untrusted("the provider did not say who it is")
        return value

    def _discovered(self) -> dict[str, Any]:
        found = self._asked(Request(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"))  # noqa: S310
        if found.get("issuer") != self.issuer:
            raise Untrusted("another issuer")
        return found

    def _endpoint(self, provider: dict[str, Any], name: str) -> str:
        """An address of the provider: https, or the issuer's own host."""
        address = str(provider.get(name, ""))
        parts, own = urlsplit(address), urlsplit(self.issuer)
        if parts.scheme == "https" or (parts.scheme, parts.netloc) == (own.scheme, own.netloc) != ("", ""):
            return address
        raise Untrusted("an address that is not the provider's")

    def _exchanged(self, provider: dict[str, Any], begun: Begun, *, code: str, return_to: str) -> str:
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": return_to,
            "code_verifier": begun.verifier,
        }
        known = base64.b64encode(
            f"{quote(self.client_id, safe='')}:{quote(self.client_secret, safe='')}".encode()
        ).decode()
        request = Request(  # noqa: S310 – the address was looked at
            self._endpoint(provider, "token_endpoint"),
            data=urlencode(body).encode(),
            headers={"Authorization": f"Basic {known}", "Accept": "application/json"},
        )
        token = self._asked(request).get("id_token")
        if not isinstance(token, str):
            raise Untrusted("no ID token")
        return token

    def _keys(self, provider: dict[str, Any]) -> JWKSet:
        found = self._asked(Request(self._endpoint(provider, "jwks_uri")))  # noqa: S310 – the address was looked at
        keys = found.get("keys")
        if not isinstance(keys, list):
            raise Unreachable("the provider's keys can't be read")
        return keys_of(keys)

    def _asked(self, request: Request) -> dict[str, Any]:
        """One answer as JSON. What the provider refuses (400 to 499) proves nothing; all else is no answer."""
        try:
            with self._open(request, timeout=TIMEOUT_SECONDS) as answer:
                text = _read(answer)
        except HTTPError as refused:
            refused.close()
            if 400 <= refused.code < 500:
                raise Untrusted("refused by the provider") from None
            raise Unreachable(f"the provider answered {refused.code}") from None
        except (OSError, HTTPException, ValueError) as fault:
            raise Unreachable(type(fault).__name__) from None
        try:
            found = json.loads(text) if len(text) <= LARGEST else None
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Unreachable("the provider's answer can't be read")
        return found


def _read(answer: HTTPResponse) -> bytes:
    """The body, at most one byte too long; TimeoutError when it drips: each piece would come in time."""
    text, until = b"", time.monotonic() + TIMEOUT_SECONDS
    while len(text) <= LARGEST and (piece := answer.read1(LARGEST + 1 - len(text))):
        text += piece
        if time.monotonic() > until:
            raise TimeoutError
    return text


def challenge_of(verifier: str) -> str:
    """PKCE, RFC 7636: whoever catches the code on its way back can do nothing with it."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
