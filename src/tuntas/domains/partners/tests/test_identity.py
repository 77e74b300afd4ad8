"""An address that was proved at a counter opens documents to a program as it does to a browser."""

from __future__ import annotations

from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.domains.messaging.models import Message
from tuntas.domains.partners import tokens
from tuntas.domains.partners.tests.calling import Program, key

ADDRESS = "ibu@contoh.test"


def _owner(case: Case) -> Program:
    return Program(Authorization=f"Bearer {tokens.sealed(tokens.proof_of(case.pk))}")


def _code() -> str:
    return str(Message.objects.order_by("queued_at", "pk").last().parameters["code"])


def test_a_code_to_the_proved_address_opens_the_document(there: w.World) -> None:
    case = w.ready(there)
    cases.vouch_for_contact(case.pk, ADDRESS, proof="ktp_el", by=there.officer, at=there.at)
    cases.confirm_contact(case.pk, _code(), by=there.officer, at=there.at)
    owner = _owner(case)
    document = next(one for one in w.documents_of(case) if not one.is_card)
    path = f"application/documents/{document.token}"
    assert owner.get(path).status_code == 404

    assert owner.post("application/identity").status_code == 204
    wrong = owner.post("application/identity/code", {"code": "abc"})
    proved = owner.post("application/identity/code", {"code": _code()}).json()

    assert wrong.status_code == 409
    assert owner.get(path).status_code == 404
    owner.headers["Authorization"] = f"Bearer {proved['token']}"
    assert owner.get(path).content.startswith(b"%PDF")
    assert owner.ask("DELETE", "application/email").status_code == 204
    assert owner.get(path).status_code == 404


def test_an_address_is_given_confirmed_and_forgotten(there: w.World) -> None:
    case = w.submitted(there.at)
    owner = _owner(case)

    assert owner.post("application/email", {"address": "ibu@"}).json()["fields"].keys() == {"address"}
    assert owner.post("application/email", {"address": ADDRESS}).status_code == 204
    assert owner.post("application/email/code", {"code": _code()}).status_code == 204
    assert Case.objects.get(pk=case.pk).email_confirmed_at
    assert owner.ask("DELETE", "application/email").status_code == 204
    assert Case.objects.get(pk=case.pk).email is None


def test_a_survey_is_offered_once(there: w.World) -> None:
    owner = _owner(w.handed_over(there))

    assert "/survey/" in owner.post("application/survey").json()["address"]
    assert owner.post("application/survey").status_code == 404


def test_an_officer_starts_a_case_for_whom_stands_here(there: w.World) -> None:
    officer, once = Program().sign_in(there.officer), key()
    answers = {name: value for name, value in w.answers().items() if not name.endswith("_file")}
    given = {"service": w.SERVICE, "office": w.OFFICE, "answers": answers}
    seen = {"seen": ["birth_letter", "marriage_certificate", "kk"]}

    lacking = officer.post("desk/cases", {**given, "seen": []}, **once)
    started = [officer.post("desk/cases", {**given, **seen}, **once).json() for _ in range(2)]

    assert lacking.status_code == 422
    assert started[0] == started[1]
    assert officer.get(f"desk/cases/{started[0]['id']}").json()["status"] == "taken"
    assert (
        Program().post("proofs", {name: started[0][name] for name in ("reference", "pin")}).status_code == 200
    )
    wrong = {**given, **seen, "office": w.OTHER_OFFICE}
    assert officer.post("desk/cases", wrong, **key()).status_code == 409
