"""One suite for the real adapter, before a real provider, and for the fake one …"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tuntas.adapters.oidc import FakeSignIn, Unreachable, Untrusted
from tuntas.platform.live.tests.running import free_port

from .conftest import RETURN, WHO, House, real, walk


def now() -> datetime:
    return datetime.now(UTC)


def test_says_who_signed_in(house: House) -> None:
    begun = house.sign_in.begin(return_to=RETURN)

    who = house.sign_in.finish(begun, code=house.walk(begun.address), return_to=RETURN, at=now())

    assert who == WHO


def test_no_two_sign_ins_share_a_secret(house: House) -> None:
    one, other = (house.sign_in.begin(return_to=RETURN) for _time in range(2))

    assert not {one.state, one.nonce, one.verifier} & {other.state, other.nonce, other.verifier}
    assert one.verifier not in one.address


def test_a_code_works_once(house: House) -> None:
    begun = house.sign_in.begin(return_to=RETURN)
    code = house.walk(begun.address)
    house.sign_in.finish(begun, code=code, return_to=RETURN, at=now())

    with pytest.raises(Untrusted):
        house.sign_in.finish(begun, code=code, return_to=RETURN, at=now())


def test_a_code_that_was_caught_is_worth_nothing_without_the_verifier(house: House) -> None:
    begun = house.sign_in.begin(return_to=RETURN)
    code = house.walk(begun.address)
    thief = replace(begun, verifier="x" * 52)

    with pytest.raises(Untrusted):
        house.sign_in.finish(thief, code=code, return_to=RETURN, at=now())


def test_a_made_up_code_is_refused(house: House) -> None:
    begun = house.sign_in.begin(return_to=RETURN)

    with pytest.raises(Untrusted):
        house.sign_in.finish(begun, code="made-up", return_to=RETURN, at=now())


@pytest.mark.parametrize("of", ["real", "fake"])
def test_a_provider_that_is_down_is_no_judgement(of: str) -> None:
    fake = FakeSignIn(WHO)
    fake.is_down = True
    down = fake if of == "fake" else real(f"http://127.0.0.1:{free_port()}/o")

    with pytest.raises(Unreachable):
        down.begin(return_to=RETURN)


def test_a_token_of_another_nonce_is_refused(provider: str) -> None:
    sign_in = real(provider)
    begun = sign_in.begin(return_to=RETURN)
    code = walk(begun.address)

    with pytest.raises(Untrusted, match="nonce"):
        sign_in.finish(replace(begun, nonce="another"), code=code, return_to=RETURN, at=now())


def test_a_token_that_is_old_is_refused(provider: str) -> None:
    sign_in = real(provider)
    begun = sign_in.begin(return_to=RETURN)
    code = walk(begun.address)

    with pytest.raises(Untrusted, match=r"expired|just now"):
        sign_in.finish(begun, code=code, return_to=RETURN, at=now() + timedelta(days=2))


def test_a_wrong_secret_opens_nothing(provider: str) -> None:
    begun = real(provider).begin(return_to=RETURN)
    code = walk(begun.address)

    with pytest.raises(Untrusted):
        real(provider, client_secret="wrong").finish(begun, code=code, return_to=RETURN, at=now())


def test_a_provider_that_names_another_issuer_is_refused(provider: str) -> None:
    with pytest.raises(Untrusted, match="issuer"):
        real(f"{provider}/").begin(return_to=RETURN)


def test_a_claim_that_the_provider_does_not_give_proves_nobody(provider: str) -> None:
    sign_in = real(provider, claim="passport")
    begun = sign_in.begin(return_to=RETURN)

    with pytest.raises(Untrusted, match="who it is"):
        sign_in.finish(begun, code=walk(begun.address), return_to=RETURN, at=now())
