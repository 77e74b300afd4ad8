"""A provider that lives in memory and believes everybody: for the demonstration and for tests."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from tuntas.platform.ids import new_token

from .port import Begun, Unreachable, Untrusted
from .real import challenge_of


class FakeSignIn:
    """Whoever signs in here is `who`. Codes work once, for the sign-in that they were given to."""

    def __init__(self, who: str = "") -> None:
        self.who = who
        self.is_down = False
        self._given: dict[str, tuple[str, str]] = {}

    def begin(self, *, return_to: str) -> Begun:
        self._answer()
        state, nonce, verifier = new_token(), new_token(), new_token() + new_token()
        asked = {
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "redirect_uri": return_to,
        }
        return Begun(f"https://provider.invalid/authorize?{urlencode(asked)}", state, nonce, verifier)

    def finish(self, begun: Begun, *, code: str, return_to: str, at: datetime) -> str:
        self._answer()
        expected = (challenge_of(begun.verifier), return_to)
        if self._given.pop(code, None) != expected:
            raise Untrusted("refused by the provider")
        if not self.who:
            raise Untrusted("the provider did not say who it is")
        return self.who

    def walk(self, address: str) -> str:
        """What the person does there: sign in and come back; the code."""
        asked = parse_qs(urlsplit(address).query)
        code = new_token()
        self._given[code] = (asked["code_challenge"][0], asked["redirect_uri"][0])
        return code

    def _answer(self) -> None:
        if self.is_down:
            raise Unreachable("down")
