"""The pages of messages in a real browser: readable for everyone, and they fit a small phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tuntas.adapters.smtp import FakeMail, Refusal
from tuntas.domains.messaging.models import Message
from tuntas.platform.jobs import run_pending

from .conftest import KEEPER, TO, confirm_address, queue_message

pytestmark = pytest.mark.browser


def test_every_page_can_be_read_by_everyone(
    own_db: str, postman: FakeMail, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuntas.platform.ui.tests.browsing import chromium, served

    monkeypatch.setattr("tuntas.config.acting._actor", lambda request: KEEPER)
    confirm_address()
    queue_message("one")
    postman.fail_for(TO, Refusal("SMTP 550"))
    run_pending()
    queue_message("two")
    letter = f"/demonstration/messages/{Message.objects.get(key='two').pk}/"
    found: dict[str, Any] = {}

    with served() as address, chromium() as browser:
        page = browser.new_context(base_url=address, viewport={"width": 320, "height": 640}).new_page()
        for where in ("/desk/messages/", "/desk/messages/?state=uncertain", "/demonstration/messages/", letter):
            page.goto(where)
            faults = Axe().run(page).response["violations"]
            found[where] = [
                f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
                for fault in faults
                if fault["impact"] in {"serious", "critical"}
            ]
            found[f"{where} is too wide"] = page.evaluate("document.documentElement.scrollWidth > 320")

            found[f"{where} has a table to push"] = page.evaluate(
                "[...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth)"
            )

    assert not any(found.values()), found
