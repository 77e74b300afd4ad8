"""The whole journey with a mark in everything secret, through the pages as browsers ask for them."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

from django.test import Client
from PIL import Image

from tests import other_services as o
from tests import world as w
from tests.secrets.marks import Mark
from tests.secrets.places import ADDRESSES, OUTBOX, TABLES, Places
from tuntas.domains.portal.tests.visiting import copied, hidden, targets, text
from tuntas.domains.register import demonstration as register

CHILD, MOTHER, FATHER = "KANARI ANAK QXZWJ", "KANARI IBU VKQZX", "KANARI AYAH WJXQV"
NEW_NAME = "KANARI UBAH ZQVWX"
MOTHER_NIK, FATHER_NIK = "9971065109907771", "9971061402887772"
WITNESS, WITNESS_NIK = "KANARI SAKSI ZVQXK", "9971010101707773"
FAMILY_NUMBER = "9971061203157774"
EMAIL, PHONE = "kanari.qxzwj@contoh.test", "81297777775"
APPOINTMENT_EMAIL = "kanari.zvxqw@contoh.test"
NOTE, PASSWORD, BERKAS = "Kanari catatan qzxvw.", "kanari-sandi-wqxzv", "KANARI-BERKAS-XVZQW"
WRONG_NIK = "99710651099077"
FAMILY = dataclasses.replace(
    register.FAMILIES[0],
    family_number=FAMILY_NUMBER,
    mother=MOTHER,
    mother_nik=MOTHER_NIK,
    father=FATHER,
    father_nik=FATHER_NIK,
)
KNOWN = [
    Mark("child's name", CHILD),
    Mark("mother's name", MOTHER),
    Mark("mother's NIK", MOTHER_NIK),
    Mark("father's name", FATHER),
    Mark("father's NIK", FATHER_NIK),
    Mark("father's new name", NEW_NAME),
    Mark("witness' name", WITNESS),
    Mark("witness' NIK", WITNESS_NIK),
    Mark("mistyped NIK", WRONG_NIK),
    Mark("KK number", FAMILY_NUMBER),
    Mark("e-mail", EMAIL),
    Mark("e-mail of an appointment", APPOINTMENT_EMAIL),
    Mark("phone", PHONE),
    Mark("officer's note", NOTE),
    Mark("password", PASSWORD),
    Mark("uploaded file", BERKAS),
    Mark("a PDF in clear", "%PDF-"),
    Mark("a photo in clear", "\x00\x10JFIF\x00\x01"),
]


class Browser(Client):
    """Remembers every address that it asked for or was sent to."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places
        self.raise_request_exception = False

    def request(self, **asked: Any) -> Any:
        query = asked.get("QUERY_STRING", "")
        self.places.keep(ADDRESSES, f"{asked.get('PATH_INFO', '')}?{query}")
        answer = super().request(**asked)
        self.places.keep(ADDRESSES, answer.headers.get("Location", ""))
        assert answer.status_code < 500, asked.get("PATH_INFO")
        return answer


class Journey:
    """One birth; `marks` grows by what the system itself gives out: PINs, codes, numbers, tokens."""

    def __init__(self, places: Places) -> None:
        self.places, self.marks = places, list(KNOWN)
        self.phone, self.desk = Browser(places), Browser(places)

    def walk(self) -> None:
        self.there = w.world()
        for step in (
            self._start,
            self._answer,
            self._submit,
            self._confirm_email,
            self._ask_by_program,
            self._sign_in,
            self._return_and_complete,
            self._decide,
            self._collect,
            self._survey,
            self._book,
            self._ask_for_the_other_services,
            self._look_at_the_outbox,
        ):
            step()
            self._settle()
            self.places.look()

    def _settle(self) -> None:
        from tuntas.platform import clock, jobs
        from tuntas.platform.journal import sequencer

        jobs.run_pending()
        sequencer.turn(at=clock.now())

    def _start(self) -> None:
        page = f"/services/{w.SERVICE}/"
        key = hidden(self.phone.get(page), "key")
        pin, address = copied(self.phone.post(page, {"key": key}))
        self.link = address.split("/apply/")[1].strip("/")
        self.marks += [
            Mark("draft's PIN", pin),
            # The link is the draft's address and finds its row; it opens nothing without the PIN.
            Mark("draft's link", self.link, frozenset({ADDRESSES, TABLES})),
        ]
        other = Browser(self.places)
        other.post("/continue/", {"link": self.link, "pin": "000000"})
        other.post("/continue/", {"link": self.link, "pin": pin})

    def _answer(self) -> None:
        from tuntas.domains.cases import actions as cases
        from tuntas.domains.cases.models import Case

        case = Case.objects.get(link=self.link)
        whole = {key: value for key, value in w.answers().items() if not key.endswith("_file")}
        asked = {"kk_number", "child_name", "mother", "father", "witnesses"}
        easy = {key: value for key, value in whole.items() if key not in asked}
        empty = {"birth_weight": None, "birth_length": None}
        cases.answer(case.pk, {**easy, **empty}, by=w.resident(case), at=self.there.at)
        self._write("kk-number", {"kk_number": FAMILY_NUMBER})
        self._write("child-name", {"child_name": CHILD})
        self._write("mother", _person("mother", MOTHER, WRONG_NIK, "1990-09-11"))
        self._write("mother", _person("mother", MOTHER, MOTHER_NIK, "1990-09-11"))
        self._write("father", _person("father", FATHER, FATHER_NIK, "1988-02-14"))
        witnesses = {f"witnesses.{row}.name": WITNESS for row in (0, 1)}
        numbers = {"witnesses.0.nik": WITNESS_NIK, "witnesses.1.nik": "9971010101707776"}
        self._write("witnesses", {**witnesses, **numbers})
        for question in ("birth_letter_file", "marriage_certificate_file", "kk_file"):
            self._send(f"/apply/{self.link}/{question.replace('_', '-')}/", question)
        self._write("contact", {"email": EMAIL, "phone": f"0{PHONE}"})

    def _write(self, page: str, fields: dict[str, str]) -> None:
        answer = self.phone.post(f"/apply/{self.link}/{page}/", fields)
        assert answer.status_code in {200, 302}

    def _send(self, page: str, question: str) -> None:
        [target] = targets(self.phone.get(page))
        photo = _photo(f"{BERKAS}.jpg")
        answer = self.phone.post("/uploads/", {"target": target, f"file:{question}": photo})
        assert answer.url.endswith(page)

    def _submit(self) -> None:
        from tuntas.domains.cases.models import Case

        page = f"/apply/{self.link}/check/"
        form = {"key": hidden(self.phone.get(page), "key"), "office": w.OFFICE}
        reference, pin = copied(self.phone.post(page, form))
        assert self.phone.post(page, {**form, "as": "pdf"}).content.startswith(b"%PDF")
        self.case = Case.objects.get(reference=reference)
        # The case is found by its reference, so its own row holds it.
        self.marks += [Mark("reference", reference, frozenset({TABLES})), Mark("PIN", pin)]
        other = Browser(self.places)
        other.post("/track/", {"reference": reference, "pin": "000000"})
        other.post("/track/", {"reference": reference, "pin": pin}, follow=True)

    def _confirm_email(self) -> None:
        from tuntas.domains.messaging.models import Message

        page = f"/track/case/{self.case.pk}/email/"
        self.phone.post(page, {"address": "kanari.qxzwj@"})
        self.phone.post(page, {"address": EMAIL})
        code = Message.objects.order_by("queued_at").last().parameters["code"]
        self.marks.append(Mark("e-mail code", code))
        self.phone.post(f"{page}code/", {"code": "000000"})
        self.phone.post(f"{page}code/", {"code": code})
        assert type(self.case).objects.get(pk=self.case.pk).email_confirmed_at

    def _ask_by_program(self) -> None:
        """The same secrets through the interface: a wrong PIN, a right one, a token, and answers that are refused."""
        program, json = Browser(self.places), "application/json"
        [pin] = [mark.value for mark in self.marks if mark.name == "PIN"]
        for tried in ("000000", pin):
            proof = {"reference": self.case.reference, "pin": tried}
            answer = program.post("/api/v1/proofs", proof, content_type=json)
        token = answer.json()["token"]
        self.marks.append(Mark("bearer token", token))
        headers = {"Authorization": f"Bearer {token}"}
        assert program.get("/api/v1/application", headers=headers).status_code == 200
        refused = {"answers": {"mother": {"name": MOTHER, "nik": WRONG_NIK}}}
        path = "/api/v1/application/answers"
        assert program.patch(path, refused, content_type=json, headers=headers).status_code == 422

    def _sign_in(self) -> None:
        from tuntas.domains.offices.models import Staff

        officer = Staff.objects.get(pk=self.there.officer.id)
        officer.set_password(PASSWORD)
        officer.save()
        for password in (f"{PASSWORD}!", PASSWORD):
            self.desk.post("/staff/sign-in/", {"login": officer.username, "password": password})
        self._at_the_desk(self.there.officer)

    def _at_the_desk(self, actor: Any) -> None:
        from tuntas.domains.offices.models import Staff

        self.desk.force_login(Staff.objects.get(pk=actor.id), "tuntas.domains.offices.backend.StaffBackend")

    def _do(self, verb: str, **fields: Any) -> None:
        from django.urls import reverse

        page = reverse(f"desk:{verb}", args=[self.case.pk])
        answer = text(self.desk.post(page, fields, follow=True))
        assert 'class="notice good"' in answer
        assert 'class="notice bad"' not in answer, re.findall(r'notice-title">(.*?)<', answer)

    def _return_and_complete(self) -> None:
        assert CHILD in text(self.desk.get(f"/desk/cases/{self.case.pk}/"))
        self.desk.post("/desk/find/", {"reference": self.case.reference})
        self._do("take")
        self._do("return_to_applicant", paper="kk", note=NOTE)
        page = f"/track/case/{self.case.pk}/"
        shown = self.phone.get(page)
        assert NOTE in text(shown)
        [target] = targets(shown)
        self.phone.post("/uploads/", {"target": target, "file:kk_file": _photo(f"{BERKAS}.jpg")})
        added = type(self.case).objects.get(pk=self.case.pk).answers["kk_file"][-1]
        form = {"key": hidden(shown, "key"), "shown": added, "kk_file": added}
        assert "Dokumen terkirim" in text(self.phone.post(f"{page}paper/", form, follow=True))

    def _decide(self) -> None:
        self._do("tick_papers", seen=["birth_letter", "marriage_certificate", "kk"])
        self.desk.get(f"/desk/cases/{self.case.pk}/forms/f-2.01/")
        self._do("accept")
        self._at_the_desk(self.there.registrar)
        self.desk.post("/desk/approvals/", {"case": [str(self.case.pk)]})

    def _collect(self) -> None:
        from tuntas.domains.documents.models import Document
        from tuntas.domains.register.models import Person

        [child] = [one for one in Person.objects.all() if one.name == CHILD]
        self.marks.append(Mark("child's NIK", child.nik))
        self._at_the_desk(self.there.officer)
        card = next(one for one in w.documents_of(self.case) if one.is_card)
        self._do("record_card_printed", document=str(card.id), blank_number="KIA-7")
        self._settle()
        numbers = {one.number for one in Document.objects.filter(case_id=self.case.pk)}
        self.marks += [Mark("number of a document", number) for number in numbers if number]
        self._do("hand_over", proof="ktp_el", collector="mother")
        page = f"/track/case/{self.case.pk}/"
        for document in w.documents_of(self.case):
            self.phone.get(f"{page}documents/{document.token}/")
            assert Browser(self.places).get(f"/verify/{document.token}").status_code == 200

    def _survey(self) -> None:
        from tuntas.domains.messaging.models import Message

        # The address was confirmed, so the invitation came by e-mail.
        letters = [" ".join(message.parameters.values()) for message in Message.objects.all()]
        [token] = {found[1] for one in letters if (found := re.search(r"/survey/([a-z2-7]+)/", one))}
        # The link is the invitation; after it was opened the token goes on in the form alone.
        self.marks.append(Mark("survey token", token, frozenset({ADDRESSES})))
        page = text(self.phone.get(f"/survey/{token}/"))
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        asked = set(re.findall(r'type="radio"[^>]* name="([a-z_]+)"|name="([a-z_]+)"[^>]*type="radio"', page))
        scores = {first or second: "4" for first, second in asked}
        assert self.phone.post("/survey/", {**fields, **scores}).url == "/survey/thanks/"

    def _ask_for_the_other_services(self) -> None:
        """A lost card and a changed name: what the register held, holds and printed."""
        father = {"name": FATHER, "nik": FATHER_NIK, "kk_number": FAMILY_NUMBER}
        lost = o.lost(applicant=father)
        named = {"elements": ["name"], "old_name": FATHER, "new_name": NEW_NAME}
        changed = o.change(applicant=father, **named, court_order_file=lost["kk_file"])
        for service, answers in ((o.KTP, lost), (o.CHANGE, changed)):
            self.case = o.ticked(self.there, service, answers)
            self._at_the_desk(self.there.officer)
            assert FATHER in text(self.desk.get(f"/desk/cases/{self.case.pk}/"))
            self.desk.get(f"/desk/cases/{self.case.pk}/forms/f-1.02/")
            self._do("accept")
        self.desk.get(f"/desk/cases/{self.case.pk}/forms/f-1.06/")
        self._at_the_desk(self.there.registrar)
        self._do("approve")
        assert NEW_NAME in text(self.desk.get(f"/desk/cases/{self.case.pk}/"))

    def _book(self) -> None:
        """A time at a counter, written to an address of its own, and given back."""
        from tuntas.domains.counters import actions as counters
        from tuntas.domains.messaging.models import Message
        from tuntas.platform.actors import SYSTEM

        counters.set_up_counter(w.OFFICE, 1, letters="A", by=SYSTEM, at=self.there.at)
        times = f"/appointments/{w.SERVICE}/{w.OFFICE}/"
        starts = re.findall(r'name="starts"[^>]+value="([^"]+)"', text(self.phone.get(times)))[-1]
        page = self.phone.post(times, {"starts": starts}).headers["Location"]
        self.phone.post(f"{page}confirmation/")
        self.phone.post(f"{page}address/", {"address": "kanari.zvxqw@"})
        self.phone.post(f"{page}address/", {"address": APPOINTMENT_EMAIL})
        code = Message.objects.get(template="confirm_appointment").parameters["code"]
        self.marks.append(Mark("e-mail code of an appointment", code))
        self.phone.post(f"{page}address/code/", {"code": "000000"})
        self.phone.post(f"{page}address/code/", {"code": code})
        self._settle()
        self.phone.post(f"{page}cancellation/")
        assert Message.objects.filter(template="appointment_cancelled").exists()

    def _look_at_the_outbox(self) -> None:
        self._at_the_desk(self.there.cast.administrator)
        shown = self.desk.get("/desk/messages/")
        assert shown.status_code == 200
        self.places.keep(OUTBOX, shown.content)
        self.places.keep(OUTBOX, Browser(self.places).get("/demonstration/messages/").content)


def _person(question: str, name: str, nik: str, born: str) -> dict[str, str]:
    given = {"name": name, "nationality": "wni", "nik": nik, "birth_place": "Jakarta", "birth_date": born}
    return {f"{question}.{field}": value for field, value in given.items()}


def _photo(name: str) -> io.BytesIO:
    """A photo that names its mark in its comment and its file name."""
    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "JPEG", comment=BERKAS.encode())
    file.seek(0)
    file.name = name
    return file
