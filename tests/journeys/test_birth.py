"""One birth as a newcomer would try it: from a phone to signed documents and an answered survey."""

from __future__ import annotations

import base64
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser import City
from tests.journeys import office, resident
from tests.journeys.office import shown
from tests.journeys.papers import MARK, photo_of
from tests.journeys.resident import writing

MISSING = "Buku nikah atau kutipan akta perkawinan"


def test_from_the_first_page_to_the_last_question(city: City, phone: Page, tmp_path: Path) -> None:
    _reads_what_is_needed(phone)
    again = _applies_in_two_sittings(city, phone, photo_of("SURAT KETERANGAN KELAHIRAN", tmp_path))

    expect(again.get_by_role("main")).to_contain_text(resident.CHILD)
    expect(again.get_by_role("radio", name=re.compile("Gambir"))).to_be_checked()


def test_from_the_answers_to_the_receipt(city: City, phone: Page) -> None:
    from tests.journeys import scenes

    address, draft_pin = scenes.written()
    _comes_back(phone, address, draft_pin)
    phone.goto(f"{address}check/")
    city.settle()
    reference, pin = resident.submit(phone)

    assert re.fullmatch(r"[0-9A-Z-]{11,14}", reference)
    assert pin != draft_pin
    _the_receipt_prints_them(phone, reference, pin)
    phone.get_by_role("link", name="Lacak permohonan").first.click()
    expect(phone.get_by_role("main")).to_contain_text(reference)
    other = city.phone()
    resident.track(other, reference, pin)
    expect(other.get_by_role("main")).to_contain_text("Gambir")


def test_from_the_office_to_the_promise(city: City, phone: Page, desktop: Page, tmp_path: Path) -> None:
    from tests.journeys import scenes

    photo = photo_of("BUKU NIKAH", tmp_path)
    scene = scenes.sent_with_photos(photo, email=scenes.EMAIL)
    resident.track(phone, scene.reference, scene.pin)

    _confirms_the_address(city, phone)
    _one_paper_is_asked_and_added(city, desktop, phone, shown(scene.reference), photo)
    _the_promise_runs_on_both_screens(city, desktop, phone)


def test_from_the_promise_to_the_documents(city: City, phone: Page, desktop: Page, tmp_path: Path) -> None:
    from tests import world as w
    from tests.journeys import scenes
    from tuntas.platform import clock

    scene = scenes.with_address(scenes.accepted(w.world(clock.now()), child_name=resident.CHILD))
    reference = shown(scene.reference)
    resident.track(phone, reference, scene.pin)
    office.sign_in(desktop, office.OFFICER)
    office.open_case(desktop, reference)
    city.later(minutes=4)

    _the_registrar_approves_and_the_card_is_printed(city, desktop, reference)
    _nothing_leaves_before_the_hand_over(city, phone, scene.case.pk)
    office.hand_over(desktop)
    city.settle()
    certificate = _the_documents_are_downloaded(city, phone)
    _anyone_can_check_them(city, certificate, tmp_path)
    _who_looked_is_shown(phone)


def test_the_tenth_answer_publishes_the_index(city: City, phone: Page) -> None:
    """Nine answers are not published; with the tenth the index stands to the last decimal."""
    from tests import world as w
    from tests.journeys import scenes
    from tuntas.domains.satisfaction.demonstration import ANSWERS
    from tuntas.platform import clock

    there = w.world(clock.now())
    scenes.handed_over(city, there, scenes.finished(city, there, scenes.with_address(scenes.accepted(there))))
    link = re.search(r"http\S+/survey/\S+/", _message(city, "Undangan"))
    assert link
    phone.goto("/open")
    row = phone.get_by_role("row", name=re.compile("Jakarta Pusat"))
    expect(row).to_contain_text("–")

    mine = (4, 3, 2, 4, 4, 4, 3, 1, 4)
    _answers_the_survey(phone, link[0], mine)

    phone.goto("/open")
    expect(row).to_contain_text(_index([*ANSWERS, mine]))
    closed = phone.goto(link[0])
    assert closed
    assert closed.status == 410
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tautan ini sudah ditutup")


def test_an_older_family_card_is_said_to_be_replaced(city: City, phone: Page) -> None:
    """The family's next child brings a new card; whoever is shown the old one learns it from its code."""
    from tests import world as w
    from tests.journeys import scenes
    from tuntas.platform import clock

    there = w.world(clock.now())
    first = _card_of(scenes.ready(city, there))
    assert _verdict(phone, f"/verify/{first}") == "Asli dan berlaku"

    second = _card_of(scenes.ready(city, there))

    assert _verdict(phone, f"/verify/{first}") == "Sudah diganti"
    assert _verdict(phone, f"/verify/{second}") == "Asli dan berlaku"


def _reads_what_is_needed(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="Akta kelahiran").click()
    main = phone.get_by_role("main")
    expect(main).to_contain_text("paket: akta + KK + KIA")
    expect(main).to_contain_text("Surat keterangan kelahiran")
    expect(main).to_contain_text("F-2.04, SPTJM kebenaran sebagai pasangan suami istri")
    expect(main).to_contain_text("Perpres 96/2018 dan Permendagri 108/2019")
    expect(main).to_contain_text("UU 24/2013")
    # An article stands only where its source was read, and no paper's has been.
    assert "Pasal" not in phone.locator(".requirements").inner_text()
    phone.get_by_text("Untuk apa data Anda").click()
    expect(phone.get_by_text("Draf: 30 hari.").first).to_be_visible()


def _applies_in_two_sittings(city: City, phone: Page, photo: Path) -> Page:
    """Half the form on one phone, closed without a word; the rest on another, by link and PIN."""
    address, pin = resident.start(phone)
    assert re.fullmatch(r"\d{6}", pin)
    resident.begin(phone)
    resident.answer_until(phone, "marriage-certificate-file", resident.sending(photo))
    phone.context.close()

    again = city.phone()
    again.goto(address)
    expect(again.get_by_role("heading", level=1)).to_have_text("Lanjutkan formulir")
    _comes_back(again, address, "000000" if pin != "000000" else "111111")
    expect(again.get_by_role("main")).to_contain_text("tidak cocok")
    _comes_back(again, address, pin)
    expect(again).to_have_url(re.compile("/marriage-certificate-file/"))
    resident.answer_until(
        again,
        "check",
        resident.sending(photo),
        contact=writing("Alamat email", "ibu.contoh@example.org"),
    )
    _no_trace_of_the_phone(again)
    return again


def _no_trace_of_the_phone(page: Page) -> None:
    """The stored photo says neither where nor by what it was taken."""
    from tuntas.platform.files.models import StoredFile
    from tuntas.platform.files.queries import page_image

    for stored in StoredFile.objects.all():
        shown = page_image(stored, 1)
        assert MARK.encode() not in shown
        assert b"Exif" not in shown


def _comes_back(page: Page, address: str, pin: str) -> None:
    page.goto(address)
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Lanjutkan").click()
    page.wait_for_load_state()


def _the_receipt_prints_them(page: Page, reference: str, pin: str) -> None:
    """And the journal's latest checkpoint."""
    from tuntas.platform.journal import queries as journal

    with page.expect_download() as got:
        page.get_by_role("button", name="Simpan bukti permohonan (PDF)").click()
    words = re.sub(r"[\s\u200b]", "", text_of(Path(got.value.path()).read_bytes()))
    latest = journal.latest_checkpoint()
    assert latest
    assert reference in words
    assert pin in words
    assert base64.b64encode(latest.root).decode() in words


def _confirms_the_address(city: City, page: Page) -> None:
    """Nothing goes to an address before its code came back."""
    page.get_by_role("button", name="Kirim kode").click()
    city.settle()
    code = re.search(r"Kode Anda: (\d{6})", _message(city, "Kode"))
    assert code
    page.get_by_label("Kode").fill(code[1])
    page.get_by_role("button", name="Konfirmasi alamat").click()
    expect(page.get_by_role("main")).to_contain_text("yang sudah Anda konfirmasi.")


def _one_paper_is_asked_and_added(city: City, officer: Page, phone: Page, reference: str, photo: Path) -> None:
    office.sign_in(officer, office.OFFICER)
    office.open_case(officer, reference)
    office.press(officer, "t", "Permohonan ini sekarang Anda pegang.")
    city.later(minutes=5)
    office.send_back(officer, MISSING, "Halaman kedua tidak terbaca.")
    city.settle()

    phone.reload()
    expect(phone.get_by_role("heading", name=f"Satu dokumen kurang: {MISSING}")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("Halaman kedua tidak terbaca.")
    resident.sending(photo)(phone)
    phone.get_by_role("button", name="Kirim dokumen ini").click()
    expect(phone.get_by_role("main")).to_contain_text("Dokumen terkirim. Permohonan Anda berlanjut.")

    office.open_case(officer, reference)
    office.tick_papers(officer)
    office.press(officer, "a", "Berkas lengkap. Janji layanan berjalan.")


def _the_promise_runs_on_both_screens(city: City, officer: Page, phone: Page) -> None:
    """Fifteen minutes at the start, eleven after four, the same on the desk and on the phone."""
    phone.reload()
    assert office.figure(officer) == office.figure(phone) == 15
    city.later(minutes=4)
    for page in (officer, phone):
        page.reload()
        expect(page.locator(".clock")).to_have_attribute("data-state", "on_time")
    assert office.figure(officer) == office.figure(phone) == 11


def _the_registrar_approves_and_the_card_is_printed(city: City, officer: Page, reference: str) -> None:
    registrar = city.desktop()
    officer.reload()
    expect(officer.get_by_role("button", name="Setujui")).to_have_attribute("aria-disabled", "true")
    office.sign_in(registrar, office.REGISTRAR)
    office.approve(registrar, reference)
    city.later(minutes=2)
    city.settle()
    officer.reload()
    card = office.print_card(officer, "KIA-000123")
    assert "CONTOH" in text_of(card)
    city.settle()


def _nothing_leaves_before_the_hand_over(city: City, phone: Page, case_id: object) -> None:
    from tuntas.domains.documents import queries as documents

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("Silakan ambil sekarang")
    expect(phone.locator(".clock")).to_have_attribute("data-state", "kept")
    expect(phone.locator(".clock")).to_contain_text("siap setelah 6 menit")
    expect(phone.get_by_role("link", name=re.compile("Unduh"))).to_have_count(0)
    made = documents.outputs(case_id)
    assert len(made) == 3
    for output in made:
        assert phone.request.get(f"{phone.url}documents/{output.token}/").status == 404
    assert len(_messages(city, "Dokumen siap diambil")) == 1


def _the_documents_are_downloaded(city: City, phone: Page) -> bytes:
    phone.reload()
    expect(phone.get_by_role("link", name=re.compile("Unduh"))).to_have_count(2)  # the card is no file
    with phone.expect_download() as got:
        phone.get_by_role("link", name=re.compile("Unduh.*akta", re.IGNORECASE)).click()
    certificate = Path(got.value.path()).read_bytes()
    words = text_of(certificate)
    assert resident.CHILD in words
    assert "CONTOH" in words
    return certificate


def _anyone_can_check_them(city: City, certificate: bytes, folder: Path) -> None:
    from tuntas.domains.documents import actions as documents
    from tuntas.domains.documents.models import Document
    from tuntas.platform import clock
    from tuntas.platform.actors import SYSTEM

    stranger, token = city.phone(), _code_on(certificate)
    assert len(token) == 32
    changed = bytearray(certificate)
    changed[len(changed) // 2] ^= 1

    assert _verdict(stranger, f"/verify/{token}") == "Asli dan berlaku"
    assert resident.CHILD not in stranger.get_by_role("main").inner_text()
    assert _verdict_of_file(stranger, certificate, folder) == "Asli dan berlaku"
    assert _verdict_of_file(stranger, bytes(changed), folder) == "Bukan dari kami"
    assert _verdict(stranger, f"/verify/{'a' * 32}") == "Bukan dari kami"
    document = Document.objects.get(token=token)
    documents.withdraw(document.pk, "error", by=SYSTEM, at=clock.now())
    assert _verdict_of_file(stranger, certificate, folder) == "Sudah ditarik"


def _who_looked_is_shown(phone: Page) -> None:
    phone.reload()
    looked = phone.locator(".looks").inner_text()
    assert "Petugas" in looked
    assert "Gambir" in looked
    assert office.OFFICER not in looked  # role and office, no name


def _answers_the_survey(phone: Page, link: str, scores: tuple[int, ...]) -> None:
    phone.goto(link)
    for question, score in zip(phone.locator("form > fieldset").all(), scores, strict=True):
        question.locator(".choice label").nth(score - 1).click()
    phone.get_by_role("button", name="Kirim jawaban saya").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Terima kasih")


def _index(answers: list[tuple[int, ...]]) -> str:
    """PermenPANRB 14/2017 by hand: mean of the nine means, times 25, a half goes up, a comma for the decimals."""
    columns = [[score for score in column if score] for column in zip(*answers, strict=True)]
    exact = sum(Fraction(sum(column), len(column)) for column in columns) / 9 * 25
    hundredths = int(exact * 100 + Fraction(1, 2))
    return f"{hundredths // 100},{hundredths % 100:02d}"


def _verdict(page: Page, address: str) -> str:
    page.goto(address)
    return page.get_by_role("heading", level=1).inner_text()


def _verdict_of_file(page: Page, content: bytes, folder: Path) -> str:
    (folder / "document.pdf").write_bytes(content)
    page.goto("/verify/")
    page.set_input_files("input[type=file]", folder / "document.pdf")
    page.get_by_role("button", name="Periksa berkas").click()
    return page.locator("h1:not(:text('Apakah'))").inner_text()


def _card_of(scene: Any) -> str:
    """The code of the family card that came out of a case."""
    from tests import world as w

    return next(str(output.token) for output in w.documents_of(scene.case) if "keluarga" in str(output.label))


def _code_on(certificate: bytes) -> str:
    """The code under the QR code, as somebody would read it off the paper."""
    found = re.search(r"(?:[a-z2-7]{4}[ -]?){8}", text_of(certificate))
    assert found
    return re.sub(r"[ -]", "", found[0])


def _messages(city: City, title: str) -> list[str]:
    page = city.desktop()
    page.goto("/demonstration/messages/")
    found = [str(one.get_attribute("href")) for one in page.get_by_role("link", name=title).all()]
    page.context.close()
    return found


def _message(city: City, title: str) -> str:
    [address] = _messages(city, title)
    page = city.desktop()
    page.goto(address)
    text = page.get_by_role("main").inner_text()
    page.context.close()
    return text


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
