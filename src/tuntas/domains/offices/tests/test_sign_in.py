"""Who comes in: with a password and a code, in a demonstration with one click, and never otherwise."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

CAST = "/staff/cast/"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "sebelas-kereta-malam"


@pytest.fixture(autouse=True)
def _staff_pages_alone(settings: Any) -> None:
    settings.ROOT_URLCONF = "tuntas.domains.offices.tests.urls"


@pytest.fixture
def cast(db: None) -> Any:
    from tuntas.domains.offices import demonstration

    return demonstration.load(AT)


@pytest.fixture
def production(settings: Any) -> Iterator[None]:
    """The same system as it runs in production; its addresses are made anew from the mode."""
    from tuntas.domains.offices import urls
    from tuntas.domains.offices.tests import urls as house
    from tuntas.platform.secrets import ring

    ring.look()  # the keys of this run stay readable
    settings.TUNTAS_MODE = "production"
    for module in (urls, house):
        importlib.reload(module)
    clear_url_caches()
    yield
    settings.TUNTAS_MODE = "demonstration"
    for module in (urls, house):
        importlib.reload(module)
    clear_url_caches()


@pytest.fixture
def staff(cast: Any) -> Any:
    from tuntas.domains.offices.models import Staff

    someone = Staff.objects.get(username="peragaan.petugas1")
    someone.set_password(PASSWORD)
    someone.save()
    return someone


def sign_in(client: Client, **fields: str) -> Any:
    return client.post("/staff/sign-in/", {"login": "peragaan.petugas1", "password": PASSWORD, **fields})


def set_up_page(client: Client) -> Any:
    """The page that sets the second step up; it asks for the password once more on the way."""
    confirm = client.get("/staff/second-step/").url
    return client.post(confirm, {"password": PASSWORD}, follow=True)


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_one_click_signs_a_tester_in_as_one_of_the_cast(client: Client, cast: Any) -> None:
    page = client.get("/staff/sign-in/").content.decode()
    assert "Petugas Peragaan Satu" in page

    answer = client.post(CAST, {"staff": cast.officer.id})

    assert answer.url == "/desk/"
    assert signed_in_as(client) == cast.officer.id


def test_one_click_knows_the_cast_only(client: Client, cast: Any) -> None:
    from tuntas.domains.offices import actions
    from tuntas.platform.actors import SYSTEM

    stranger = actions.add_staff("bukan.peragaan", name="Bukan Peragaan", by=SYSTEM, at=AT)

    assert client.post(CAST, {"staff": str(stranger.pk)}).status_code == 404
    assert client.post(CAST, {}).status_code == 404
    assert client.get(CAST).status_code == 405
    assert signed_in_as(client) is None


def test_one_click_is_absent_in_production(client: Client, cast: Any, production: None) -> None:
    page = client.get("/staff/sign-in/").content.decode()
    answer = client.post(CAST, {"staff": cast.officer.id})

    assert "Peragaan Satu" not in page
    assert answer.status_code == 404
    assert signed_in_as(client) is None


def test_one_click_is_refused_even_if_its_address_were_there(rf: Any, cast: Any, settings: Any) -> None:
    from django.http import Http404

    from tuntas.domains.offices.views.entrance import sign_in_as_cast

    settings.TUNTAS_MODE = "production"

    with pytest.raises(Http404):
        sign_in_as_cast(rf.post(CAST, {"staff": cast.officer.id}))


def test_password_opens_and_a_wrong_one_says_so_without_naming_which(client: Client, staff: Any) -> None:
    wrong = sign_in(client, password="salah-sekali-ini").content.decode()
    unknown = sign_in(client, login="tidak.ada").content.decode()
    assert "Nama pengguna dan kata sandi tidak cocok" in wrong
    assert "Nama pengguna dan kata sandi tidak cocok" in unknown

    answer = sign_in(client)

    assert answer.url == "/desk/"
    assert signed_in_as(client) == str(staff.pk)


def test_switched_off_account_stays_outside(client: Client, staff: Any) -> None:
    staff.is_active = False
    staff.save()

    sign_in(client)

    assert signed_in_as(client) is None


def test_production_wants_the_second_step_before_anything_else(
    client: Client, staff: Any, production: None
) -> None:
    sign_in(client)

    for address in ("/staff/posting/", "/staff/account/"):
        assert client.get(address).url == "/staff/protect/"
    assert set_up_page(client).status_code == 200


def test_code_of_the_phone_is_set_up_and_asked_for_at_the_next_sign_in(
    client: Client, staff: Any, production: None
) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    sign_in(client)
    secret = set_up_page(client).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    client.post("/staff/second-step/", {"code": code})
    assert client.get("/staff/posting/").status_code == 200
    client.post("/staff/sign-out/")
    with_password_only = sign_in(client)

    assert with_password_only.url.startswith("/staff/sign-in/code/")
    assert signed_in_as(client) is None


def test_secret_of_the_second_step_is_not_readable_in_the_database(
    client: Client, staff: Any, production: None
) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    authenticator = TOTP.activate(staff, "JBSWY3DPEHPK3PXP").instance

    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get(pk=authenticator.pk).data)


def test_nobody_signs_up_by_themselves(client: Client, cast: Any) -> None:
    assert client.get("/staff/sign-up/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_someone_with_two_postings_chooses_and_acts_under_the_chosen_one(client: Client, staff: Any) -> None:
    from datetime import date

    from tuntas.domains.offices import actions, queries
    from tuntas.domains.offices.rules import Employment, Role
    from tuntas.platform.actors import SYSTEM

    second = actions.post_staff(
        staff.pk,
        office_code="31.71.01.1003",
        role=Role.HEAD_OF_UNIT,
        employment=Employment.PNS,
        from_on=date(2026, 1, 1),
        by=SYSTEM,
        at=AT,
    )
    assert sign_in(client).url == "/staff/posting/"

    client.post("/staff/posting/", {"posting": str(second.pk)})

    actor = queries.actor_for(staff, date(2026, 11, 23), client.session["posting"])
    assert (actor.role, actor.offices) == ("head_of_unit", frozenset({"31.71.01.1003"}))


def test_posting_of_someone_else_cannot_be_chosen(client: Client, staff: Any, cast: Any) -> None:
    from tuntas.domains.offices.models import Posting

    theirs = Posting.objects.get(staff_id=cast.head_of_unit.id)
    sign_in(client)

    client.post("/staff/posting/", {"posting": str(theirs.pk)})

    assert client.session.get("posting") is None
