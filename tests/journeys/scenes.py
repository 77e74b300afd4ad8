"""Cases in every state, made by the actions, so that a walk sees each page without playing the whole journey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests import world as w
from tests.browser import City
from tuntas.domains.cases import actions as cases
from tuntas.domains.counters import actions as counters
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.rules import WrongPlace
from tuntas.domains.counters.tests import crowd
from tuntas.domains.messaging.models import Message
from tuntas.domains.promises import actions as promises
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC, SYSTEM
from tuntas.platform.files import actions as files

EMAIL = "ibu.contoh@example.org"
LONG = "MUHAMMAD ABDURRAHMAN WAHYU KUSUMANINGRAT PUTRA CONTOH PANJANG"


@dataclass(frozen=True)
class Scene:
    """One application with what its applicant holds."""

    case: w.Case
    reference: str
    pin: str


def written() -> tuple[str, str]:
    """A form with every question answered, not sent yet: its address and its PIN."""
    started = cases.start_draft(w.SERVICE, by=PUBLIC, at=clock.now())
    left_out = dict.fromkeys(("birth_weight", "birth_length", "email", "phone"))
    cases.answer(started.case.pk, w.answers(**left_out), by=w.resident(started.case), at=clock.now())
    return f"/apply/{started.case.link}/", started.pin


def sent(**changes: str) -> Scene:
    return _submitted(w.draft(clock.now(), **changes))


def _submitted(draft: w.Case) -> Scene:
    done = cases.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=clock.now())
    return Scene(done.case, done.reference, done.pin)


def sent_with_photos(photo: Path, **changes: str) -> Scene:
    """As `sent`, each paper really photographed."""
    draft = w.draft(clock.now(), **changes)
    for question in ("birth_letter_file", "marriage_certificate_file", "kk_file"):
        stored = files.receive_whole(
            draft.stream, question_key=question, sent=photo.read_bytes(), by=w.resident(draft), at=clock.now()
        )
        cases.answer(draft.pk, {question: [str(stored.pk)]}, by=w.resident(draft), at=clock.now())
    return _submitted(draft)


def taken(there: w.World, *, child_name: str = LONG[:60]) -> Scene:
    scene = sent(child_name=child_name)
    cases.take(scene.case.pk, by=there.officer, at=clock.now())
    return scene


def returned(there: w.World, *, contested: bool = False) -> Scene:
    scene = taken(there)
    note = "Halaman kedua tidak terbaca."
    cases.return_to_applicant(scene.case.pk, requirement="kk", note=note, by=there.officer, at=clock.now())
    if contested:
        cases.contest_return(scene.case.pk, by=w.resident(scene.case), at=clock.now())
    return scene


def accepted(there: w.World, *, child_name: str = LONG[:60]) -> Scene:
    scene = taken(there, child_name=child_name)
    w.ticked(there, scene.case)
    cases.accept(scene.case.pk, by=there.officer, at=clock.now())
    return scene


def with_address(scene: Scene) -> Scene:
    """The applicant gave an e-mail address and confirmed it by the code that was sent there."""
    by, at = w.resident(scene.case), clock.now()
    cases.give_email(scene.case.pk, EMAIL, by=by, at=at)
    letter = Message.objects.get(template="confirm_email")
    assert cases.confirm_email(scene.case.pk, letter.parameters["code"], by=by, at=at)
    return scene


def ready(city: City, there: w.World) -> Scene:
    return finished(city, there, accepted(there))


def finished(city: City, there: w.World, scene: Scene) -> Scene:
    """Approved, signed, and the card printed on its blank."""
    cases.approve(scene.case.pk, by=there.registrar, at=clock.now())
    city.settle()
    card = next(output for output in w.documents_of(scene.case) if output.is_card)
    cases.record_card_printed(
        scene.case.pk, card.id, blank_number=f"KIA-{scene.reference}", by=there.officer, at=clock.now()
    )
    city.settle()
    return scene


def handed_over(city: City, there: w.World, scene: Scene | None = None) -> Scene:
    scene = scene or ready(city, there)
    cases.hand_over(scene.case.pk, proof="ktp_el", collector="mother", by=there.officer, at=clock.now())
    city.settle()
    return scene


def busy_room() -> None:
    """Counters at work: a call out of order, somebody at a wrong counter, one sent to another agency, an outage."""
    room = crowd.room()
    by, at = room.officer(0), room.at
    samsat = Group("S", "Samsat dan pajak kendaraan bermotor", "Vehicle tax", (), "Badan Pendapatan Daerah", 8)
    counters.set_up_group(w.OFFICE, samsat, by=SYSTEM, at=at)
    session = room.sit(0)
    for _number in range(3):
        crowd.issue(at)
    odd = crowd.issue(at)
    counters.call_ticket(session.pk, odd.id, reason="waited_elsewhere", by=by, at=at)
    counters.begin(session.pk, by=by, at=at)
    counters.send_on(session.pk, "B", cause=WrongPlace.ROOM, by=by, at=at)
    counters.call_next(session.pk, by=by, at=at)
    counters.begin(session.pk, by=by, at=at)
    counters.send_on(session.pk, "S", cause=None, by=by, at=at)
    for code in (w.OFFICE, w.OTHER_OFFICE):
        promises.report_cause(code, cause=Cause.NETWORK, by=SYSTEM, at=at - timedelta(hours=3))
