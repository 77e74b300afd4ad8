"""The link from a counter: looked at it does nothing, opened it proves the case once …"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tuntas.domains.cases.tests.test_start_at_counter import start

from .visiting import copied, page_of, text

pytestmark = pytest.mark.django_db


def test_a_preview_opens_nothing(browser: Client, other_browser: Client, there: Any) -> None:
    started = start(there)
    address = f"/receive/{started.token}/"

    preview = browser.get(address)
    opened = copied(other_browser.post(address))

    assert started.reference not in text(preview)
    assert opened == [started.reference, started.pin]
    assert other_browser.get(page_of(started.case)).status_code == 200
    assert browser.get(page_of(started.case)).status_code == 404


def test_opens_in_one_browser_alone(browser: Client, other_browser: Client, there: Any) -> None:
    started = start(there)
    browser.post(f"/receive/{started.token}/")

    late = other_browser.post(f"/receive/{started.token}/")

    assert late.status_code == 410
    assert started.pin not in text(late)
    assert other_browser.get(page_of(started.case)).status_code == 404


def test_an_unknown_link_looks_the_same_until_it_is_opened(browser: Client, there: Any) -> None:
    started = start(there)
    unknown, known = (
        text(browser.get(f"/receive/{token}/")).replace(token, "") for token in ("a" * 32, started.token)
    )

    assert _without_key(unknown) == _without_key(known)
    assert browser.post(f"/receive/{'a' * 32}/").status_code == 410


def _without_key(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
