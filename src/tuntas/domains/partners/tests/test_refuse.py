"""What a program may not do, or not now: one form of answer, the page's sentence, nothing learned by a stranger."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.domains.partners import limits, tokens
from tuntas.domains.partners.tests.calling import Program, key, photo
from tuntas.platform.limits import Rate
from tuntas.platform.limits.views import DECLARED

VERBS: dict[str, Any] = {
    "take": None,
    "release": None,
    "papers": {"seen": []},
    "return": {"paper": "kk"},
    "acceptance": {},
    "approval": None,
    "proposal": None,
    "refusal": {"article": "UU 23/2006", "reason": "Tidak lengkap."},
    "card": {"document": str(uuid.UUID(int=7)), "blank_number": "1"},
    "hand-over": {"proof": "ktp_el", "collector": "mother"},
    "contest": {"overturn": True, "reason": "Lengkap."},
    "withdrawal": {"document": str(uuid.UUID(int=7)), "reason": "court_order"},
    "cause": {"cause": "network"},
}


def _owner(case: Case) -> Program:
    return Program(Authorization=f"Bearer {tokens.sealed(tokens.proof_of(case.pk))}")


def test_another_offices_case_is_the_same_as_none(there: w.World) -> None:
    case = w.submitted(there.at)
    stranger = Program().sign_in(there.cast.officer_elsewhere)

    for verb, given in VERBS.items():
        theirs = stranger.post(f"desk/cases/{case.pk}/{verb}", given)
        none = stranger.post(f"desk/cases/{uuid.uuid4()}/{verb}", given)
        assert (theirs.status_code, theirs.content) == (none.status_code, none.content)
        assert theirs.status_code == 404, (verb, theirs.content)
    assert stranger.get(f"desk/cases/{case.pk}").status_code == 404
    assert stranger.post("desk/found", {"reference": case.reference}).status_code == 404
    assert stranger.get("desk/queue").json() == []


def test_a_resident_is_no_officer_and_nobody_is_anybody(there: w.World) -> None:
    case = w.submitted(there.at)

    assert _owner(case).get("desk/queue").status_code == 401
    for path in ("application", f"desk/cases/{case.pk}", "desk/queue"):
        assert Program().get(path).json()["error"] == "not_proved"


def test_a_token_that_is_old_or_not_ours_opens_nothing(there: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = w.submitted(there.at)
    forged = signing.dumps(str(case.pk), salt="another salt")
    old = _owner(case)
    monkeypatch.setattr(tokens, "LASTS", -tokens.LASTS)

    assert old.get("application").status_code == 401
    monkeypatch.undo()
    assert Program(Authorization=f"Bearer {forged}").get("application").status_code == 401


def test_a_new_pin_ends_every_token_that_the_old_one_gave(there: w.World, program: Program) -> None:
    case = w.submitted(there.at)
    elsewhere = w.submitted(there.at)
    before, other = _owner(case), _owner(elsewhere)
    officer = Program().sign_in(there.officer)
    assert before.get("application").status_code == 200
    officer.post(f"desk/cases/{case.pk}/take", **key())

    renewed = officer.post(f"desk/cases/{case.pk}/pin", {"proof": "ktp_el"}, **key())

    assert before.get("application").json()["error"] == "not_proved"
    assert other.get("application").status_code == 200
    program.prove(reference=str(case.reference), pin=renewed.json()["pin"])
    assert program.get("application").status_code == 200


def test_sending_gives_a_new_pin_and_its_answer_is_got_again_by_the_same_token(there: w.World) -> None:
    owner, once = _owner(w.draft(there.at)), key()

    sent = [owner.post("application/submission", {}, **once) for _ in range(2)]

    assert [one.status_code for one in sent] == [200, 200]
    assert sent[0].json()["pin"] == sent[1].json()["pin"]


def test_staff_without_the_forms_token_change_nothing(there: w.World) -> None:
    case = w.submitted(there.at)
    officer = Program().sign_in(there.officer)
    del officer.headers["X-CSRFToken"]

    refused = officer.post(f"desk/cases/{case.pk}/take")

    assert (refused.status_code, refused.json()["error"]) == (403, "forged")
    assert Case.objects.get(pk=case.pk).status == "submitted"


def test_five_wrong_pins_lock_the_case_for_the_page_too(there: w.World, program: Program) -> None:
    started = cases.start_draft(w.SERVICE, by=w.PUBLIC, at=there.at)
    wrong = "000000" if started.pin != "000000" else "000001"
    link = started.case.link

    answers = [program.post("proofs", {"link": link, "pin": wrong}).json() for _ in range(5)]

    assert answers == [program.post("proofs", {"link": "a" * 26, "pin": wrong}).json()] * 5
    assert program.post("proofs", {"link": link, "pin": started.pin}).status_code == 409
    assert cases.prove(link=link, pin=started.pin, at=there.at) is None


def test_a_fault_keeps_nothing_and_says_the_pages_sentence(there: w.World, program: Program) -> None:
    case = cases.start_draft(w.SERVICE, by=w.PUBLIC, at=there.at).case
    given = {
        "child_name": "R2D2",
        "mother": {"nik": "12"},
        "kk_file": ["x"],
        "nickname": "x",
        "birth_order": "NaN",
    }

    refused = _owner(case).ask("PATCH", "application/answers", {"answers": given}, **{"Accept-Language": "en"})

    fields = refused.json()["fields"]
    assert refused.status_code == 422
    assert {"child_name", "mother.nik", "mother.name", "kk_file", "nickname", "birth_order"} <= set(fields)
    assert fields["child_name"].startswith("A new name is written in letters only")
    assert Case.objects.get(pk=case.pk).answers == {}


def test_an_answer_can_be_taken_back(there: w.World) -> None:
    case = w.draft(there.at)

    answered = _owner(case).ask("PATCH", "application/answers", {"answers": {"child_name": None}})

    assert "child_name" in answered.json()["missing"]


def test_what_lacks_answers_is_not_sent(there: w.World) -> None:
    case = w.draft(there.at, child_name=None)

    refused = _owner(case).post("application/submission", {}, **key())

    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"child_name"}


def test_an_office_that_does_not_serve_it_gets_nothing(there: w.World) -> None:
    case = w.draft(there.at)

    for office in ("31", "nowhere", "\x00"):
        assert _owner(case).post("application/submission", {"office": office}, **key()).status_code == 422
    assert Case.objects.get(pk=case.pk).status == "draft"


def test_sent_twice_is_done_once_and_answered_alike(there: w.World, program: Program) -> None:
    once = key()
    first, second = (program.post("drafts", {"service": w.SERVICE}, **once).json() for _ in range(2))
    case = w.draft(there.at)
    again = key()
    sent = [_owner(case).post("application/submission", {}, **again).json() for _ in range(2)]

    assert (first["link"], first["pin"]) == (second["link"], second["pin"])
    assert sent[0] == sent[1]
    refused = _owner(case).post("application/submission", {}, **key())
    assert (refused.status_code, refused.json()["error"]) == (409, "refused")


@pytest.mark.parametrize("constant", [uuid.UUID(int=0), uuid.UUID(int=1), uuid.uuid5(uuid.NAMESPACE_URL, "x")])
def test_a_key_that_others_may_know_is_refused(there: w.World, program: Program, constant: uuid.UUID) -> None:
    # Whoever sends it next would get the first one's link and PIN.
    once = {"Idempotency-Key": str(constant)}

    refused = program.post("drafts", {"service": w.SERVICE}, **once)

    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["header.Idempotency-Key"])
    case = w.draft(there.at)
    assert _owner(case).post("application/withdrawal", **once).status_code == 422


def test_a_file_goes_only_where_one_is_asked_for(there: w.World) -> None:
    owner = _owner(w.draft(there.at))

    assert owner.send_file("child_name", photo()).status_code == 404
    assert owner.send_file("nothing", photo()).status_code == 404


def test_a_file_is_taken_by_the_live_process_alone(there: w.World, program: Program) -> None:
    # Sent to the pages' own door, a slow file held a thread until it was there.
    owner, path = _owner(w.draft(there.at)), "application/files/kk_file"

    direct = owner.client.post(f"/api/v1/{path}", {"file": photo()}, headers=owner.headers)

    assert direct.json()["error"] in {"wrong_type", "not_there"}
    told = program.get("openapi.json").json()["paths"]
    assert told[f"/uploads/{path.replace('kk_file', '{question}')}"]["post"]["servers"] == [
        {"url": settings.LIVE_ORIGIN}
    ]
    assert not any(
        "multipart/form-data" in str(one) for place, one in told.items() if place.startswith("/api/")
    )


def test_what_is_no_photo_is_refused_in_words(there: w.World) -> None:
    text = io.BytesIO(b"not a photo at all, only words")
    text.name = "a.jpg"

    refused = _owner(w.draft(there.at)).send_file("kk_file", text)

    assert refused.status_code == 422
    assert "JPEG" in refused.json()["fields"]["file"]


def test_a_form_from_another_sites_page_is_not_read(program: Program) -> None:
    posted = program.client.post("/api/v1/drafts", {"service": w.SERVICE})

    assert (posted.status_code, posted.json()["error"]) == (415, "wrong_type")


@pytest.mark.parametrize("path", ["", "nothing/here", "services%0A", "desk/cases/%0D%0A/take", "application/"])
def test_an_address_that_leads_nowhere_says_so_in_the_same_form(program: Program, path: str) -> None:
    # `services` with a line's end was once answered with a page.
    answer = program.get(path)

    assert (answer.status_code, answer.json()["error"]) == (404, "not_there")


@pytest.mark.parametrize("given", [{"reference": "\x00", "pin": "123456"}, {"link": "a\x00", "pin": "123456"}])
def test_signs_that_no_database_takes_are_refused(program: Program, given: dict[str, str]) -> None:
    assert program.post("proofs", given).status_code == 422


def test_nothing_typed_is_not_counted_as_a_try(there: w.World, program: Program) -> None:
    started = cases.start_draft(w.SERVICE, by=w.PUBLIC, at=there.at)

    for _ in range(6):
        assert program.post("proofs", {"link": started.case.link, "pin": "12"}).status_code == 422
    assert program.post("proofs", {"link": started.case.link, "pin": started.pin}).status_code == 200


@pytest.mark.parametrize(
    ("kind", "call"),
    [
        ("draft", lambda program: program.post("drafts", {"service": w.SERVICE}, **key())),
        ("pin", lambda program: program.post("proofs", {"link": "a" * 26, "pin": "123456"})),
        ("verify", lambda program: program.get("verification/abcd")),
        ("verify", lambda program: program.post("verification", {"sha256": "0" * 64})),
    ],
)
def test_who_comes_too_often_waits(
    program: Program, monkeypatch: pytest.MonkeyPatch, kind: str, call: Any
) -> None:
    monkeypatch.setitem(limits.RATES, kind, Rate(at_once=2, a_minute=1))
    monkeypatch.delitem(DECLARED, kind, raising=False)

    answers = [call(program) for _ in range(3)]

    assert [one.status_code == 429 for one in answers] == [False, False, True]
    assert answers[2].json()["error"] == "too_many"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


def test_who_sends_too_many_files_waits(there: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is refused is no file of the draft, so the draft's own limit never met who sends rubbish.
    monkeypatch.setitem(limits.RATES, "upload", Rate(at_once=2, a_minute=1))
    monkeypatch.delitem(DECLARED, "upload", raising=False)
    owner = _owner(w.draft(there.at))

    answers = [owner.send_file("kk_file", io.BytesIO(b"no photo")).status_code for _ in range(3)]

    assert answers == [422, 422, 429]


def test_speaks_the_language_that_is_asked_for(program: Program) -> None:
    asked = {"en-GB, id;q=0.5": "There is nothing", "id": "Tidak ada", "fr": "Tidak ada", "": "Tidak ada"}

    for header, begins in asked.items():
        assert program.get("nothing", **{"Accept-Language": header}).json()["detail"].startswith(begins)
