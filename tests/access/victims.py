"""What belongs to one office and its residents, with marks that nobody else may ever read."""

from __future__ import annotations

from typing import Any

from django.forms.models import model_to_dict

from tests import world as w
from tuntas.domains.documents.models import Document
from tuntas.domains.messaging.models import Message
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform import ids
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal.models import Fact

CHILD, COLLEAGUE = "SASARAN RAHASIA", "PETUGAS SASARAN"
# Five wrong PINs lock a case: whoever knows a reference may try.
OPEN_TO_ALL = {"pin_tries"}


class Victims:
    """Cases in every state and a colleague, all of one office."""

    def __init__(self, there: w.World) -> None:
        self.there = there
        made = (w.submitted(there.at, child_name=f"{CHILD} SATU"), w.draft(there.at, child_name=CHILD))
        later = (w.taken, w.accepted, w.ready)
        self.cases = [*made, *(make(there, child_name=f"{CHILD} {make.__name__.upper()}") for make in later)]
        self.colleague = offices.add_staff("sasaran", name=COLLEAGUE, by=SYSTEM, at=there.at)
        self.post(self.colleague, w.OFFICE, Role.OFFICER)

    def post(self, staff: Staff, office_code: str, role: Role) -> None:
        offices.post_staff(
            staff.pk,
            office_code=office_code,
            role=role,
            employment=Employment.PNS,
            from_on=self.there.at.date().replace(month=1, day=1),
            by=SYSTEM,
            at=self.there.at,
        )

    @property
    def of_the_cases(self) -> list[str]:
        """What only the office and the applicant read."""
        references = [case.reference for case in self.cases if case.reference]
        return [CHILD, w.FAMILY.mother, w.FAMILY.mother_nik, w.FAMILY.family_number, *references]

    def blanks(self) -> dict[str, list[Any]]:
        """What an address can be filled in with."""
        documents = list(Document.objects.filter(case_id__in=[case.pk for case in self.cases]))
        rows = [*self.cases, *documents, *Message.objects.all()[:5], self.colleague]
        postings = [posting.pk for posting in Posting.objects.filter(office=w.OFFICE)]
        texts = [document.token for document in documents] + [case.link for case in self.cases]
        return {
            "uuid": [row.pk for row in rows] + postings + [ids.new_id()],
            "text": [*texts, w.OFFICE, w.SERVICE, str(self.colleague.pk)],
            "slug": [*texts, w.SERVICE, str(self.colleague.pk)],
            "int": [0, 1],
            "day": [self.there.at.date()],
        }

    def typed(self) -> dict[str, Any]:
        """A form that any verb would take something from."""
        case = self.cases[0]
        return {
            "key": str(ids.new_id()),
            "reference": case.reference,
            "pin": "000000",
            "reason": "Karena tidak ada orang lain yang dapat mengurusnya.",
            "note": "x",
            "paper": "kk",
            "seen": ["kk", "birth_letter", "marriage_certificate"],
            "article": "UU 23/2006",
            "proof": "ktp_el",
            "collector": "mother",
            "blank_number": "X-1",
            "case": [str(one.pk) for one in self.cases],
            "document": [str(pk) for pk in Document.objects.values_list("pk", flat=True)],
            "staff": str(self.colleague.pk),
            "office": w.OFFICE,
            "q": CHILD,
            "name": CHILD,
            "numbers": w.FAMILY.mother_nik,
        }

    def state(self) -> Any:
        """Everything that only they may change."""
        cases = w.Case.objects.filter(pk__in=[case.pk for case in self.cases]).order_by("pk")
        streams = [*(case.stream for case in self.cases), f"staff:{self.colleague.pk}"]
        return (
            [{k: v for k, v in model_to_dict(case).items() if k not in OPEN_TO_ALL} for case in cases],
            list(Document.objects.order_by("pk").values_list("pk", "state", "status", "released_at")),
            list(Posting.objects.filter(office=w.OFFICE).order_by("pk").values_list("pk", "role", "to_on")),
            list(Staff.objects.filter(pk=self.colleague.pk).values_list("is_active", "email")),
            Fact.objects.filter(stream__in=streams).exclude(name="case.pin_locked").count(),
        )
