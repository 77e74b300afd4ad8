"""A resident whose browser runs no scripts gets as far as everybody else."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser import City
from tests.journeys import resident
from tests.journeys.papers import photo_of


def test_applies_is_asked_for_a_paper_and_adds_it(city: City, tmp_path: Path) -> None:
    phone = city.phone(java_script_enabled=False)
    photo = photo_of("SURAT KETERANGAN KELAHIRAN", tmp_path)

    resident.start(phone)
    resident.begin(phone)
    resident.answer_until(phone, "check", resident.sending_plainly(photo))
    reference, pin = resident.submit(phone)
    with phone.expect_download() as got:
        phone.get_by_role("button", name="Simpan bukti permohonan (PDF)").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")
    city.later(minutes=5)
    _one_paper_is_asked(reference)
    resident.track(phone, reference, pin)
    expect(phone.locator(".clock")).to_contain_text("Waktu berhenti dan menunggu Anda.")
    resident.sending_plainly(photo)(phone)
    phone.get_by_role("button", name="Kirim dokumen ini").click()

    expect(phone.get_by_role("main")).to_contain_text("Dokumen terkirim. Permohonan Anda berlanjut.")


def test_a_refused_file_is_explained_and_the_rest_kept(city: City, tmp_path: Path) -> None:
    phone = city.phone(java_script_enabled=False)
    (tmp_path / "letter.jpg").write_bytes(b"<svg><script>alert(1)</script></svg>")
    resident.start(phone)
    resident.begin(phone)
    resident.answer_until(phone, "birth-letter-file", resident.sending_plainly(tmp_path / "letter.jpg"))

    phone.set_input_files("input[type=file]", tmp_path / "letter.jpg")
    phone.get_by_role("button", name="Kirim berkas").click()

    expect(phone.get_by_role("alert").filter(has_text="Ini bukan foto")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("Jawaban Anda yang lain tetap tersimpan")
    phone.get_by_role("link", name="Kembali").click()
    expect(phone).to_have_url(re.compile("/birth-proof/"))
    expect(phone.locator("input:checked")).to_have_value("birth_letter")


def _one_paper_is_asked(reference: str) -> None:
    from tests import world as w
    from tuntas.domains.cases import actions as cases
    from tuntas.platform import clock

    there = w.world(clock.now())
    case = w.Case.objects.get(reference=reference.replace("-", ""))
    cases.take(case.pk, by=there.officer, at=there.at)
    cases.return_to_applicant(
        case.pk, requirement="kk", note="Halaman kedua hilang.", by=there.officer, at=there.at
    )
