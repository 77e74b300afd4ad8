"""A program walks a birth from the list of services to the check of the document, by its description alone."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as w

from tuntas.domains.partners.tests.calling import Program, key, photo
from tuntas.platform import jobs

FILES = ("birth_letter_file", "marriage_certificate_file", "kk_file")


def test_from_the_list_of_services_to_the_check_of_the_document(there: w.World, program: Program) -> None:
    sent = _apply(program)
    program.prove(reference=sent["reference"], pin=sent["pin"])
    officer, registrar = Program().sign_in(there.officer), Program().sign_in(there.registrar)
    [waiting] = officer.get("desk/queue").json()
    case = f"desk/cases/{waiting['id']}"
    assert officer.get(case).json()["answers"]["child_name"] == "ANAK CONTOH PERTAMA"

    _ok(officer.post(f"{case}/take", **key()))
    _ok(officer.post(f"{case}/papers", {"seen": ["birth_letter"]}))
    _ok(officer.post(f"{case}/return", {"paper": "kk", "note": "Foto terpotong."}))
    assert program.get("application").json()["returned"]["note"] == "Foto terpotong."
    assert program.send_file("kk_file", photo()).status_code == 201
    _ok(program.post("application/paper", **key()))
    _ok(officer.post(f"{case}/acceptance", {"seen": ["birth_letter", "marriage_certificate", "kk"]}, **key()))
    _ok(registrar.post(f"{case}/approval", **key()))
    jobs.run_pending()
    card = next(one for one in officer.get(case).json()["documents"] if one["is_card"])
    _ok(officer.post(f"{case}/card", {"document": card["id"], "blank_number": "KIA-1"}))
    jobs.run_pending()
    _ok(officer.post(f"{case}/hand-over", {"proof": "ktp_el", "collector": "mother"}))

    own = program.get("application").json()
    assert own["status"] == "handed_over"
    assert {one["actor"] for one in own["history"]} == {"public", "resident", "staff", "system"}
    signed = next(one for one in own["documents"] if one["sha256"])
    file = program.get(f"application/documents/{signed['token']}")
    assert file.content.startswith(b"%PDF")
    assert Program().get(f"verification/{signed['token']}").json()["answer"] == "valid"
    assert Program().post("verification", {"sha256": signed["sha256"].upper()}).json()["answer"] == "valid"


def test_no_session_begins_and_no_cookie_is_set_for_a_program(there: w.World, program: Program) -> None:
    _apply(program)

    assert not program.client.cookies
    assert Session.objects.count() == 0


def _apply(program: Program) -> dict[str, Any]:
    codes = {one["code"] for one in program.get("services").json()}
    assert w.SERVICE in codes
    started = program.post("drafts", {"service": w.SERVICE}, **key()).json()
    program.headers["Authorization"] = f"Bearer {started['token']}"
    answers = {name: value for name, value in w.answers().items() if not name.endswith("_file")}
    kept = program.ask("PATCH", "application/answers", {"answers": answers})
    assert set(kept.json()["missing"]) == set(FILES), kept.json()
    for question in FILES:
        assert program.send_file(question, photo()).status_code == 201
    sent = program.post("application/submission", {}, **key())
    assert sent.status_code == 200, sent.json()
    assert sent.json()["office"] == w.OFFICE
    return dict(sent.json())


def _ok(answer: Any) -> None:
    assert answer.status_code == 200, answer.json()


def test_a_longer_queue_asks_the_database_no_more(there: w.World) -> None:
    officer = Program().sign_in(there.officer)
    asked = []
    for _ in range(2):
        w.submitted(there.at)
        officer.get("desk/queue")
        with CaptureQueriesContext(connection) as queries:
            officer.get("desk/queue")
        asked.append(len(queries))

    assert asked[0] == asked[1] < 10
