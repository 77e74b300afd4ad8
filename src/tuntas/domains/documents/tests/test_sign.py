"""The signature holds for two independent validators and breaks with any change."""

from __future__ import annotations

import io
import random
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from cryptography import x509 as cx509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tuntas.domains.documents import keys, signing
from tuntas.platform.secrets import keys as key_files

from .reading import structure_of
from .test_render import rendered


@pytest.fixture(scope="module")
def signed() -> bytes:
    return signing.sign(rendered("birth_certificate")).pdf


@pytest.fixture
def signed_page(signing_keys: None, request: pytest.FixtureRequest) -> bytes:
    return request.getfixturevalue("signed")


def trust(authority: str) -> ValidationContext:
    root = x509.Certificate.load(pem.unarmor(authority.encode())[2])
    return ValidationContext(trust_roots=[root], allow_fetching=False)


def _authority() -> str:
    return key_files.read("signing")["ca_certificate"]


def validated(pdf: bytes, authority: str | None = None):
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    assert len(found) == 1
    return validate_pdf_signature(found[0], trust(authority or _authority()))


def test_pyhanko_finds_it_valid_whole_and_trusted(signed_page: bytes) -> None:
    status = validated(signed_page)

    assert status.bottom_line
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok


def test_pyhanko_does_not_trust_it_under_another_authority(
    signed_page: bytes, tmp_path: Path, settings
) -> None:
    settings.TUNTAS_KEYS_DIR = tmp_path
    key_files.read.cache_clear()
    keys.create_signing(at=datetime.now(UTC))
    stranger = _authority()
    key_files.read.cache_clear()

    assert not validated(signed_page, stranger).trusted


def test_is_one_pades_certification_without_any_later_change(signed_page: bytes) -> None:
    signature = PdfFileReader(io.BytesIO(signed_page)).embedded_signatures[0]

    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level == MDPPerm.NO_CHANGES
    assert signature.signer_cert.public_key.curve == ("named", "secp256r1")
    names = [attribute["type"].native for attribute in signature.signer_info["signed_attrs"]]
    assert "signing_certificate_v2" in names


def test_poppler_finds_the_signature_valid(signed_page: bytes, tmp_path: Path) -> None:
    said = pdfsig(signed_page, tmp_path)

    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_poppler_sees_a_changed_byte(signed_page: bytes, tmp_path: Path) -> None:
    at = len(signed_page) // 3
    changed = signed_page[:at] + bytes([signed_page[at] ^ 1]) + signed_page[at + 1 :]

    assert "Signature is Valid." not in pdfsig(changed, tmp_path)


def test_pyhanko_refuses_a_revision_after_the_signature(signed_page: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_page))
    writer.root["/Changed"] = writer.root["/Type"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    status = validated(out.getvalue())

    assert not status.bottom_line


def test_pyhanko_sees_changed_bytes(signed_page: bytes) -> None:
    start, length, resume, _rest = (
        int(part) for part in PdfFileReader(io.BytesIO(signed_page)).embedded_signatures[0].byte_range
    )
    choose = random.Random(20261103)
    for _ in range(25):
        at = choose.choice([choose.randrange(200, length), choose.randrange(resume, len(signed_page))])
        changed = signed_page[:at] + bytes([signed_page[at] ^ 0x01]) + signed_page[at + 1 :]

        assert not _is_valid(changed), at
    assert start == 0


def test_signed_page_keeps_its_tags(signed_page: bytes) -> None:
    page = structure_of(signed_page)

    assert page.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in page.Root


def test_certificates_say_what_they_are_for(signing_keys: None) -> None:
    stored = key_files.read("signing")

    authority, signer = (
        cx509.load_pem_x509_certificate(stored[name].encode())
        for name in ("ca_certificate", "signer_certificate")
    )

    assert stored["mode"] == "demonstration"
    assert authority.extensions.get_extension_for_class(cx509.BasicConstraints).value.ca
    assert signer.extensions.get_extension_for_class(cx509.KeyUsage).value.content_commitment
    signer.verify_directly_issued_by(authority)


def test_key_files_are_never_overwritten(signing_keys: None) -> None:
    with pytest.raises(FileExistsError):
        keys.create_signing(at=datetime.now(UTC))


def pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "signed.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", "-nocert", "signed.pdf"], cwd=folder, capture_output=True, text=True, timeout=30, check=False
    )
    return done.stdout


def _is_valid(pdf: bytes) -> bool:
    try:
        return validated(pdf).bottom_line
    except Exception:
        # A file that can't be read any more is as good as refused.
        return False
