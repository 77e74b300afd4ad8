"""Cases in every state, made by the actions, so that a walk sees each page without playing the whole journey."""

from __future__ import annotations

from dataclasses import dataclass

from tests import world as w
from tests.browser import City
from tuntas.domains.cases import actions as cases
from tuntas.platform import clock

LONG = "MUHAMMAD ABDURRAHMAN WAHYU KUSUMANINGRAT PUTRA CONTOH PANJANG"


@dataclass(frozen=True)
class Scene:
    """One application with what its applicant holds."""

    case: w.Case
    reference: str
    pin: str


def sent(**changes: str) -> Scene:
    draft = w.draft(clock.now(), **changes)
    done = cases.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=clock.now())
    return Scene(done.case, done.reference, done.pin)


def taken(there: w.World) -> Scene:
    scene = sent(child_name=LONG[:60])
    cases.take(scene.case.pk, by=there.officer, at=clock.now())
    return scene


def returned(there: w.World, *, contested: bool = False) -> Scene:
    scene = taken(there)
    note = "Halaman kedua tidak terbaca."
    cases.return_to_applicant(scene.case.pk, requirement="kk", note=note, by=there.officer, at=clock.now())
    if contested:
        cases.contest_return(scene.case.pk, by=w.resident(scene.case), at=clock.now())
    return scene


def accepted(there: w.World) -> Scene:
    scene = taken(there)
    w.ticked(there, scene.case)
    cases.accept(scene.case.pk, by=there.officer, at=clock.now())
    return scene


def ready(city: City, there: w.World) -> Scene:
    scene = accepted(there)
    cases.approve(scene.case.pk, by=there.registrar, at=clock.now())
    city.settle()
    card = next(output for output in w.documents_of(scene.case) if output.is_card)
    cases.record_card_printed(
        scene.case.pk, card.id, blank_number=f"KIA-{scene.reference}", by=there.officer, at=clock.now()
    )
    city.settle()
    return scene


def handed_over(city: City, there: w.World) -> Scene:
    scene = ready(city, there)
    cases.hand_over(scene.case.pk, proof="ktp_el", collector="mother", by=there.officer, at=clock.now())
    city.settle()
    return scene
