"""What a resident does in a browser, in the words of the tests; each `Client` is a browser of its own."""

from __future__ import annotations

import io
import re
from typing import Any

from django.test import Client
from PIL import Image
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.platform.actors import PUBLIC

SERVICE_PAGE = f"/services/{w.SERVICE}/"
# Questions that may be left empty: met, and passed over.
PASSED_OVER = {"birth_weight": None, "birth_length": None, "email": None, "phone": None}


def text(answer: Any) -> str:
    return answer.content.decode()


def hidden(answer: Any, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text(answer))
    assert found, f"no field {name}"
    return found[1]


def copied(answer: Any) -> list[str]:
    """What the page offers to copy: link, PIN, reference."""
    return re.findall(r'data-copy="([^"]+)"', text(answer))


def start(browser: Client, key: str | None = None) -> tuple[str, str]:
    """Open a form; its link and its PIN."""
    key = key or hidden(browser.get(SERVICE_PAGE), "key")
    pin, address = copied(browser.post(SERVICE_PAGE, {"key": key}))
    return address.split("/apply/")[1].strip("/"), pin


def filled(browser: Client, there: w.World, **changes: Any) -> Case:
    """A form that this browser opened, with every answer given."""
    link, _pin = start(browser)
    case = Case.objects.get(link=link)
    return cases.answer(case.pk, w.answers(**{**PASSED_OVER, **changes}), by=w.resident(case), at=there.at)


def sent(browser: Client, there: w.World, **changes: Any) -> tuple[Case, str]:
    """An application that this browser sent, and its PIN."""
    case = filled(browser, there, **changes)
    page = f"/apply/{case.link}/check/"
    reference, pin = copied(browser.post(page, {"key": hidden(browser.get(page), "key"), "office": w.OFFICE}))
    return Case.objects.get(reference=reference), pin


def returned(browser: Client, there: w.World, paper: str = "kk") -> Case:
    """An application of which an officer asks one paper."""
    case, _pin = sent(browser, there)
    cases.take(case.pk, by=there.officer, at=there.at)
    return cases.return_to_applicant(
        case.pk, requirement=paper, note="Halaman tidak terbaca.", by=there.officer, at=there.at
    )


def prove(browser: Client, case: Case, pin: str) -> Any:
    return browser.post("/track/", {"reference": case.reference, "pin": pin})


def page_of(case: Case) -> str:
    return f"/track/case/{case.pk}/"


def other_draft(there: w.World) -> Case:
    """Somebody else's form."""
    return cases.start_draft(w.SERVICE, by=PUBLIC, at=there.at).case


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "JPEG")
    file.seek(0)
    file.name = "photo.jpg"
    return file


def targets(answer: Any) -> list[str]:
    """Where the page sends files, one for each question of files."""
    return re.findall(r'data-target="([^"]+)"', text(answer))


def upload(browser: Client, target: str, question: str) -> Any:
    """Send a photo as a plain form does."""
    return browser.post("/uploads/", {"target": target, f"file:{question}": photo()})
