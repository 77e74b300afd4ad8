"""Every template becomes a tagged, archivable page whose text can be read and whose values stay text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import segno

from tuntas.domains.documents import codes, contents, papers, rendering, rules
from tuntas.domains.documents.workflow import CARDS

from . import samples
from .reading import squeezed, structure_of, text_of

AT = datetime(2026, 11, 3, 2, 12, tzinfo=UTC)
TOKEN = "k7q2" * 8
CHECKPOINT = {"size": "48210", "root": "x3Yk0b9l2J1o5mWq8ZtV6nR4cD7aEfGhIjKlMnOpQrs="}
ISSUED = ["birth_certificate", "family_card", "child_card", "ktp_el"]
TEMPLATES = [*ISSUED, "receipt", "filled_form"]
SPECIMEN = "CONTOH – BUKAN DOKUMEN RESMI (SPECIMEN)"
NOTICE = "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA"


def rendered(template: str, content: dict | None = None, *, specimen: bool = True) -> bytes:
    content = samples.ALL[template] if content is None else content
    if template == "receipt":
        return papers.render_receipt(
            {**content, "checkpoint": CHECKPOINT},
            specimen=specimen,
            at=AT,
            tracking_address=codes.origin() + "/track",
        )
    if template == "filled_form":
        return papers.render_form(content, specimen=specimen, at=AT)
    return rendering.render(
        template,
        contents.for_template(template, content),
        specimen=specimen,
        at=AT,
        address=codes.verify_address(TOKEN),
        token=TOKEN,
        checkpoint=CHECKPOINT,
    )


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("template", TEMPLATES)
def test_is_tagged_titled_and_for_archives(template: str) -> None:
    page = structure_of(rendered(template))

    metadata = bytes(page.Root.Metadata.read_bytes())
    assert page.Root.MarkInfo.Marked
    assert str(page.Root.Lang).startswith("id")
    assert page.Root.ViewerPreferences.DisplayDocTitle
    assert b"pdfuaid:part" in metadata
    assert b"pdfaid:part" in metadata
    assert b"<dc:title>" in metadata


@pytest.mark.parametrize("template", TEMPLATES)
def test_shows_every_value(template: str) -> None:
    content = samples.ALL[template]

    shown = squeezed(text_of(rendered(template))).lower()

    days = {"born_on", "issued_on", "valid_until", "birth_date", "marriage_date"}
    values = [value for key, value in content.items() if key not in days and not isinstance(value, list)]
    missing = [value for value in leaves(values) if squeezed(value).lower() not in shown]
    assert missing == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_says_specimen_only_in_training(template: str) -> None:
    assert squeezed(SPECIMEN) in squeezed(text_of(rendered(template, specimen=True)))
    assert "SPECIMEN" not in text_of(rendered(template, specimen=False))
    assert "BUKAN DOKUMEN" not in text_of(rendered(template, specimen=False))


@pytest.mark.parametrize("template", TEMPLATES)
def test_says_on_every_page_that_it_is_a_demonstration_s(template: str, settings: Any) -> None:
    invented = pypdfium2.PdfDocument(rendered(template))
    settings.TUNTAS_MODE = "production"
    real = rendered(template)

    pages = [page.get_textpage().get_text_range() for page in invented]
    assert [squeezed(NOTICE) in squeezed(page) for page in pages] == [True] * len(pages)
    assert "PERAGAAN" not in text_of(real)


def test_a_family_that_takes_two_pages_says_it_and_its_number_on_both() -> None:
    faith = {
        "religion": "Kepercayaan terhadap Tuhan Yang Maha Esa",
        "birth_place": "Kabupaten Contoh Timur Laut",
    }
    people = [samples.member(number, "CONTOH " * 9, "Anak") | faith for number in range(10)]

    pdf = pypdfium2.PdfDocument(rendered("family_card", samples.FAMILY_CARD | {"members": people}))

    pages = [squeezed(page.get_textpage().get_text_range()) for page in pdf]
    assert len(pages) == 2
    assert [squeezed(NOTICE) in page and samples.FAMILY_CARD["number"] in page for page in pages] == [
        True,
        True,
    ]


@pytest.mark.parametrize("template", TEMPLATES)
def test_is_the_same_file_each_time(template: str) -> None:
    assert rendered(template) == rendered(template)


@pytest.mark.parametrize("template", TEMPLATES)
def test_stands_with_every_value_missing(template: str) -> None:
    assert rendered(template, {}).startswith(b"%PDF")


@pytest.mark.parametrize("template", ISSUED)
def test_prints_code_and_checkpoint(template: str) -> None:
    shown = squeezed(text_of(rendered(template)))

    assert TOKEN in shown
    if template not in CARDS:
        assert squeezed(CHECKPOINT["root"]) in shown


def test_qr_code_leads_to_our_address_and_nothing_else(settings) -> None:
    settings.PUBLIC_ORIGIN = "https://dukcapil.contoh.test"

    drawn = _modules_on_page(rendered("birth_certificate"))

    expected = segno.make(f"https://dukcapil.contoh.test/verify/{TOKEN}", error="q", micro=False)
    wrong = segno.make(f"https://dukcapil.contoh.tesl/verify/{TOKEN}", error="q", micro=False)
    assert drawn(expected) > 0.99
    assert drawn(wrong) < 0.9


def test_receipt_qr_code_holds_no_code(settings) -> None:
    settings.PUBLIC_ORIGIN = "https://dukcapil.contoh.test"

    svg = codes.qr_svg("https://dukcapil.contoh.test/track")

    assert rendering.render(
        "receipt", {**samples.RECEIPT}, specimen=True, at=AT, address="https://dukcapil.contoh.test/track"
    )
    assert samples.RECEIPT["reference"] not in svg


@pytest.mark.parametrize("card", sorted(CARDS))
def test_card_has_the_size_of_a_card(card: str) -> None:
    page = pypdfium2.PdfDocument(rendered(card))

    width, height = page[0].get_size()
    assert len(page) == 2
    assert (round(width / 72 * 25.4, 1), round(height / 72 * 25.4, 1)) == (85.6, 54.0)


LONGEST = "CONTOHRAJA PANJANGSEKALI MAHARANI KUSUMANINGRAT HADIPUTRANTO"


@pytest.mark.parametrize(
    ("template", "pages"), [("child_card", 2), ("ktp_el", 2), ("birth_certificate", 1), ("family_card", 1)]
)
def test_longest_lawful_name_fits(template: str, pages: int) -> None:
    # Permendagri 73/2022: 60 characters including spaces.
    named = dict.fromkeys(("name", "head", "father", "mother"), LONGEST)
    members = [
        samples.member(index, LONGEST, "Anak") | {"father": LONGEST, "mother": LONGEST} for index in range(4)
    ]
    long = {
        **samples.ALL[template],
        **named,
        "members": members,
        "address": "Jalan Contoh Panjang Sekali Nomor 123 Blok A",
    }

    page = pypdfium2.PdfDocument(rendered(template, long))

    assert len(LONGEST) == 60
    assert len(page) == pages


def test_family_card_of_fourteen_keeps_every_member() -> None:
    members = [samples.member(index, f"CONTOH ANGGOTA KE {index:02}", "Anak") for index in range(14)]

    shown = squeezed(text_of(rendered("family_card", {**samples.FAMILY_CARD, "members": members})))

    assert all(squeezed(member["name"]) in shown for member in members)


# Where people's own words land, several at a time: 200 strings in every template take a second.
HOSTILE_FIELDS = {
    "birth_certificate": [
        "name",
        "birth_place",
        "region",
        "father",
        "mother",
        "marriage_note",
        "signatory_name",
    ],
    "family_card": ["head", "address", "village", "district", "city", "province", "signatory_name"],
    "child_card": ["religion", "address", "head", "village"],
    "ktp_el": ["name", "address", "occupation", "city"],
    "receipt": ["service", "office", "office_address", "promise"],
    "filled_form": ["title", "event", "office", "declaration", "reporter_name", "officer"],
}


def hostile_strings() -> list[str]:
    """200 texts that would do harm if any of them were ever read as markup."""
    bodies = [
        '#read("/etc/passwd")', '#import "@preview/cetz:0.3.0": *', "#panic()", "#eval(\"1\")", "$ sum_1^n $", "= Judul",
        "*tebal* _miring_", "\\", "\\u{41}", "`kode`", "```raw", "]", "[", "#]", "}", "{", "<label>", "@acuan",
        "// komentar", "/* komentar", "https://jahat.test", "<script>alert(1)</script>", "{{ 7*7 }}", "{% load i18n %}",
        '"', "'", "';--", "%PDF-1.7", "%%EOF", "endstream endobj", "(ca)(kurung", ") Tj ET", "${jndi:ldap://x}", "~",
        "--- --", "...", "- daftar", "+ daftar", "1. daftar", "#sys.inputs", "#image(\"/x.png\")", "\x00\x07\x1b[31m",
        "\u202eterbalik", "\u200btak tampak", "tes\r\nX-Header: 1", "名前", "😀", "עברית", "A" * 60, "#let x = 1; #x",
    ]  # fmt: skip
    return [f"{before}{body}{after}" for body in bodies for before, after in
            (("", ""), ("NAMA ", ""), ("", " NAMA"), ("#", "#"))]  # fmt: skip


def test_hostile_texts_are_two_hundred() -> None:
    assert len(set(hostile_strings())) == 200


@pytest.mark.parametrize("template", TEMPLATES)
def test_hostile_text_stays_text(template: str) -> None:
    fields = HOSTILE_FIELDS[template]
    strings = hostile_strings()
    for start in range(0, len(strings), len(fields)):
        typed = dict(zip(fields, strings[start:], strict=False))
        page = rendered(template, {**samples.ALL[template], **typed})

        shown = squeezed(text_of(page))
        assert [text for text in typed.values() if squeezed(rules.printable(text)) not in shown] == []
        assert b"/JavaScript" not in page


def test_no_value_can_name_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("RAHASIA")

    page = rendered("birth_certificate", {**samples.BIRTH_CERTIFICATE, "name": f'#read("{secret}")'})

    assert "RAHASIA" not in text_of(page)


def test_templates_read_nothing_but_their_inputs() -> None:
    folder = Path(rendering.__file__).parent / "typst"

    words = {path.name: path.read_text() for path in folder.glob("*.typ")}

    forbidden = ("read(", "eval(", "@preview", "yaml(", "csv(", "plugin(", "http")
    assert len(words) == 8
    assert [(name, word) for name, text in words.items() for word in forbidden if word in text] == []


def _modules_on_page(pdf: bytes) -> Callable[[segno.QRCode], float]:
    """How many of a code's modules agree with the code that is drawn at the foot of the deed."""
    dots = 12  # to a millimetre
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=dots * 25.4 / 72, grayscale=True).to_pil()
    # Left of the words and inside the frame only the code is drawn.
    corner = bitmap.crop((20 * dots, 240 * dots, 53 * dots, 285 * dots)).point(
        lambda value: 255 if value < 70 else 0
    )
    drawn = corner.crop(corner.getbbox())

    def agreement(code: segno.QRCode) -> float:
        rows = list(code.matrix)
        step_x, step_y = drawn.width / len(rows), drawn.height / len(rows)
        hits = sum(
            bool(drawn.getpixel((int((x + 0.5) * step_x), int((y + 0.5) * step_y)))) == bool(bit)
            for y, row in enumerate(rows)
            for x, bit in enumerate(row)
        )
        return hits / len(rows) ** 2

    return agreement
