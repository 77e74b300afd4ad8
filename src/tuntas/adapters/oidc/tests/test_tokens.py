"""A token is believed only when the provider signed it, for us, for this sign-in, just now …"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from jwcrypto.jwk import JWK, JWKSet
from jwcrypto.jws import JWS

from tuntas.adapters.oidc.port import Untrusted
from tuntas.adapters.oidc.tokens import Expected, claims_of, keys_of

AT = datetime(2026, 11, 23, 5, tzinfo=UTC)
NOW = int(AT.timestamp())
OURS = Expected("https://provider.example", "tuntas", "the-nonce")
KEY = JWK.generate(kty="EC", crv="P-256", kid="one")
KEYS = JWKSet()
KEYS.add(JWK.from_json(KEY.export_public()))


def token(key: JWK = KEY, header: dict[str, Any] | None = None, **changes: Any) -> str:
    claims = {
        "iss": OURS.issuer,
        "aud": "tuntas",
        "nonce": "the-nonce",
        "iat": NOW,
        "exp": NOW + 300,
        "nik": "99",
    }
    made = JWS(json.dumps({**claims, **changes}))
    made.add_signature(key, alg=None, protected=json.dumps(header or {"alg": "ES256", "kid": "one"}))
    return str(made.serialize(compact=True))


def token_payload() -> str:
    body = token().split(".")[1]
    return base64.urlsafe_b64decode(body + "==").decode()


def unsigned(**header: Any) -> str:
    def part(of: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(of).encode()).rstrip(b"=").decode()

    claims = {
        "iss": OURS.issuer,
        "aud": "tuntas",
        "nonce": "the-nonce",
        "iat": NOW,
        "exp": NOW + 300,
        "nik": "99",
    }
    return f"{part(header)}.{part(claims)}."


def test_of_the_provider_for_us_just_now() -> None:
    assert claims_of(token(), KEYS, OURS, at=AT)["nik"] == "99"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"iss": "https://another.example"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": "another"}, "another client"),
        ({"aud": ["tuntas", "another"]}, "given to another"),
        ({"aud": ["tuntas", "another"], "azp": "another"}, "given to another"),
        ({"nonce": "of-yesterday"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": NOW - 61}, "expired"),
        ({"exp": None}, "no exp"),
        ({"exp": True}, "no exp"),
        ({"nbf": NOW + 120}, "not good yet"),
        ({"nbf": "soon"}, "no nbf"),
        ({"iat": NOW - 700}, "just now"),
        ({"iat": NOW + 120}, "just now"),
        ({"iat": "soon"}, "no iat"),
    ],
)
def test_is_refused_when_it_says_something_else(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(Untrusted, match=why):
        claims_of(token(**changed), KEYS, OURS, at=AT)


@pytest.mark.parametrize("ours", [{"exp": NOW - 59}, {"iat": NOW + 59}, {"nbf": NOW + 59}, {"iat": NOW - 590}])
def test_is_believed_when_two_clocks_differ_by_less_than_a_minute(ours: dict[str, Any]) -> None:
    assert claims_of(token(**ours), KEYS, OURS, at=AT)["nik"] == "99"


@pytest.mark.parametrize("missing", ["iss", "aud", "nonce", "exp", "iat"])
def test_is_refused_when_a_claim_is_missing(missing: str) -> None:
    claims = json.loads(token_payload())
    del claims[missing]
    made = JWS(json.dumps(claims))
    made.add_signature(KEY, alg=None, protected=json.dumps({"alg": "ES256", "kid": "one"}))

    with pytest.raises(Untrusted):
        claims_of(str(made.serialize(compact=True)), KEYS, OURS, at=AT)


def test_is_believed_by_the_new_key_and_by_the_old_one_while_both_are_published() -> None:
    newer = JWK.generate(kty="EC", crv="P-256", kid="two")
    unknown = {"kty": "AKP", "alg": "ML-DSA-65", "kid": "three", "pub": "AAAA"}
    both = [json.loads(one.export_public()) for one in (KEY, newer)]

    keys = keys_of([unknown, *both, "no key", {"kty": "EC"}])

    assert claims_of(token(), keys, OURS, at=AT)
    assert claims_of(token(newer, {"alg": "ES256", "kid": "two"}), keys, OURS, at=AT)
    with pytest.raises(Untrusted, match="not signed"):
        claims_of(token(), keys_of(both[1:]), OURS, at=AT)


def test_is_refused_when_it_is_written_as_json() -> None:
    # There the algorithm may stand where nothing is signed.
    made = JWS(token_payload())
    made.add_signature(KEY, alg=None, protected=json.dumps({"alg": "ES256", "kid": "one"}))

    with pytest.raises(Untrusted, match="not an ID token"):
        claims_of(str(made.serialize()), KEYS, OURS, at=AT)


def test_is_refused_unsigned() -> None:
    for header in ({"alg": "none"}, {"alg": "NONE"}, {"alg": "ES256"}, {}):
        with pytest.raises(Untrusted):
            claims_of(unsigned(**header), KEYS, OURS, at=AT)


def test_is_refused_by_a_key_of_somebody_else() -> None:
    stranger = JWK.generate(kty="EC", crv="P-256", kid="one")

    with pytest.raises(Untrusted, match="not signed"):
        claims_of(token(stranger), KEYS, OURS, at=AT)


def test_is_refused_when_the_public_key_was_used_as_a_shared_secret() -> None:
    known = KEY.export_to_pem()
    secret = JWK(kty="oct", k=base64.urlsafe_b64encode(known).rstrip(b"=").decode())

    with pytest.raises(Untrusted):
        claims_of(token(secret, {"alg": "HS256"}), KEYS, OURS, at=AT)


def test_is_refused_when_one_letter_was_changed() -> None:
    good = token()
    head, body, signature = good.split(".")
    forged = base64.urlsafe_b64encode(
        base64.urlsafe_b64decode(body + "==").replace(b'"nik": "99"', b'"nik": "98"')
    )

    with pytest.raises(Untrusted):
        claims_of(f"{head}.{forged.rstrip(b'=').decode()}.{signature}", KEYS, OURS, at=AT)


@pytest.mark.parametrize("text", ["", "a", "a.b", "a.b.c", "..", "[]", "{}", "null"])
def test_is_refused_when_it_is_none(text: str) -> None:
    with pytest.raises(Untrusted):
        claims_of(text, KEYS, OURS, at=AT)
