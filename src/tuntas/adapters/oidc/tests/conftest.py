"""One provider a module, really started; and walking through its pages as a person does."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tuntas.adapters.oidc import FakeSignIn, OidcSignIn, SignIn
from tuntas.platform.live.tests.running import PATIENCE, free_port

PROVIDER = Path(__file__).resolve().parents[5] / "tests" / "oidc_provider" / "serve.py"
WHO, RETURN = "9971061402880001", "http://127.0.0.1:9/sign-in/return/"


@dataclass
class House:
    """A way to sign in, and what a person does at the provider: the code that comes back."""

    sign_in: SignIn
    walk: Callable[[str], str]


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The issuer of django-oauth-toolkit in a process of its own."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}/o"
    folder = tmp_path_factory.mktemp("provider")
    process = subprocess.Popen([sys.executable, str(PROVIDER), str(port), str(folder), WHO, RETURN])
    try:
        _await(issuer, process)
        yield issuer
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(params=["real", "fake"])
def house(request: pytest.FixtureRequest) -> House:
    if request.param == "fake":
        fake = FakeSignIn(WHO)
        return House(fake, fake.walk)
    return House(real(request.getfixturevalue("provider")), walk)


def real(issuer: str, **changes: str) -> OidcSignIn:
    given = {"client_id": "tuntas", "client_secret": "of-the-test", "claim": "nik", **changes}
    return OidcSignIn(issuer, **given)


def walk(address: str) -> str:
    """Sign in at the provider's page and come back with its code."""
    with httpx.Client(timeout=PATIENCE) as browser:
        answer = browser.get(address)
        while answer.is_redirect and not answer.headers["Location"].startswith(RETURN):
            answer = browser.get(answer.url.join(answer.headers["Location"]))
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def _await(issuer: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        assert process.poll() is None, "The provider ended."
        try:
            httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=PATIENCE).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The provider did not start.")
