"""Passkeys without a browser: what is no passkey's answer, another page's answer, and the last second step."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from tuntas.domains.offices import passkeys
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.tests.people import PASSWORD, town
from tuntas.platform.journal import queries as journal

ORIGIN = "https://tuntas.example"
SIGN_IN = "/staff/passkeys/sign-in/"


@pytest.fixture
def there(db: None, settings: Any) -> Any:
    settings.WEB_ORIGIN = ORIGIN
    settings.ALLOWED_HOSTS = ["tuntas.example", "localhost", "127.0.0.1"]
    opened = town()
    opened.officer.set_password(PASSWORD)
    opened.officer.save()
    return opened


@pytest.fixture
def client(there: Any) -> Client:
    return Client(headers={"host": "tuntas.example"})


def confirmed(client: Client, there: Any) -> Client:
    """Signed in, the password given once more a moment ago."""
    client.force_login(there.officer, backend="tuntas.domains.offices.backend.StaffBackend")
    client.post("/staff/confirm/", {"password": PASSWORD})
    return client


def said(origin: str, **more: Any) -> dict[str, Any]:
    told = json.dumps({"type": "webauthn.get", "challenge": "AAAA", "origin": origin}).encode()
    empty = urlsafe_b64encode(bytes(37)).decode().rstrip("=")
    response = {
        "clientDataJSON": urlsafe_b64encode(told).decode().rstrip("="),
        "authenticatorData": empty,
        "signature": empty,
        "userHandle": empty,
        **more,
    }
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}


def passkey(there: Any, name: str = "Komputer kantor") -> Authenticator:
    return Authenticator.objects.create(
        user=there.officer, type="webauthn", data={"name": name, "credential": {}}
    )


JUNK = [
    "",
    "null",
    "[]",
    "7",
    "{}",
    '{"response": null}',
    '{"response": {"clientDataJSON": "!!"}}',
    json.dumps(said(ORIGIN)),
    json.dumps(said(ORIGIN, userHandle=None)),
    json.dumps(said(ORIGIN, authenticatorData="A")),
    json.dumps({**said(ORIGIN), "id": 7}),
    '{"response": ' * 200 + "1" + "}" * 200,
]


def test_junk_signs_nobody_in_and_is_no_fault_of_ours(client: Client, there: Any) -> None:
    for credential in JUNK:
        cache.clear()  # ten tries a minute are let through
        client.get(SIGN_IN, headers={"accept": "application/json"})
        answer = client.post(SIGN_IN, {"credential": credential})
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/staff/sign-in/"), credential

    assert "_auth_user_id" not in client.session


def test_junk_is_not_added(client: Client, there: Any) -> None:
    confirmed(client, there).get("/staff/passkeys/new/")

    for credential in JUNK:
        answer = client.post("/staff/passkeys/new/", {"credential": credential, "passwordless": "on"})
        assert "tidak dapat ditambahkan" in answer.content.decode(), credential

    assert not Authenticator.objects.exists()


def test_eleventh_passkey_in_a_minute_waits(client: Client, there: Any) -> None:
    answers = [client.post(SIGN_IN, {"credential": "{}"}).status_code for _try in range(11)]

    assert answers[9:] == [302, 429]


@pytest.mark.parametrize(
    ("origin", "host", "name"),
    [
        ("https://tuntas.example", "tuntas.example", "tuntas.example"),
        ("http://127.0.0.1:8000", "localhost:8000", "localhost"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", None),
        ("http://192.0.2.7", "192.0.2.7", None),
        ("https://tuntas.example", "localhost", "tuntas.example"),
    ],
)
def test_passkeys_are_bound_to_a_name(rf: Any, settings: Any, origin: str, host: str, name: str | None) -> None:
    settings.WEB_ORIGIN, settings.ALLOWED_HOSTS = origin, ["*"]

    assert passkeys.name_here(rf.get("/", headers={"host": host})) == name


def test_answer_made_for_a_neighbour_is_refused(rf: Any, there: Any) -> None:
    from django.core.exceptions import ValidationError

    request = rf.get("/", headers={"host": "tuntas.example"})
    checked = passkeys.SignInByPasskey()

    checked._ensure_origin(said(ORIGIN), request)
    for other in ("https://jahat.tuntas.example", "http://tuntas.example", "https://tuntas.example.jahat.id"):
        with pytest.raises((ValueError, ValidationError)):
            checked._ensure_origin(said(other), request)


def test_last_second_step_stays(client: Client, there: Any) -> None:
    one = passkey(there)
    confirmed(client, there)

    client.post(f"/staff/passkeys/{one.pk}/removal/")
    assert Authenticator.objects.filter(pk=one.pk).exists()

    passkey(there, "Ponsel")
    client.post(f"/staff/passkeys/{one.pk}/removal/")
    assert not Authenticator.objects.filter(pk=one.pk).exists()
    assert journal.history(f"staff:{there.officer.pk}")[-1].name == "staff.second_step_removed"


def test_passkey_is_named_by_its_owner_alone(client: Client, there: Any) -> None:
    one = passkey(there)
    confirmed(client, there).post(f"/staff/passkeys/{one.pk}/", {"name": "Ponsel sendiri"})
    assert "Ponsel sendiri" in client.get("/staff/account/").content.decode()

    other = Staff.objects.get(pk=there.stranger.pk)
    other.set_password(PASSWORD)
    other.save()
    client.force_login(other, backend="tuntas.domains.offices.backend.StaffBackend")
    client.post("/staff/confirm/", {"password": PASSWORD})
    assert client.get(f"/staff/passkeys/{one.pk}/").status_code == 404
    assert client.post(f"/staff/passkeys/{one.pk}/removal/").status_code == 404


def test_sixth_wrong_password_waits(client: Client, there: Any) -> None:
    for _try in range(5):
        client.post("/staff/sign-in/", {"login": "petugas.baru", "password": "salah-sekali-ini"})

    answer = client.post("/staff/sign-in/", {"login": "petugas.baru", "password": PASSWORD})

    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert "_auth_user_id" not in client.session
