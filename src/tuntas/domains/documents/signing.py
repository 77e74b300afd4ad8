"""The signature on a PDF: PAdES B-B, one over the whole file, no change allowed afterwards."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import NamedTuple

from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tuntas.platform.secrets import keys

# A P-256 signature with both certificates takes about 1.7 kB: a fixed room saves signing everything twice.
_ROOM_FOR_SIGNATURE = 8192


class Signed(NamedTuple):
    pdf: bytes
    certificate: str


def sign(pdf: bytes) -> Signed:
    """The signed file and the serial number (hex) of the certificate that signed it."""
    signer, certificate = _signer()
    written = signer.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=_ROOM_FOR_SIGNATURE, output=io.BytesIO()
    )
    return Signed(written.getvalue(), certificate)


def check_key() -> None:
    """Raise KeyError, TypeError or ValueError when signing.json can't sign."""
    _signer()


@lru_cache(maxsize=1)
def _signer() -> tuple[PdfSigner, str]:
    stored = keys.read("signing")
    certificate, authority = (_certificate(stored[name]) for name in ("signer_certificate", "ca_certificate"))
    known = SimpleCertificateStore()
    known.register(authority)
    signer = SimpleSigner(
        signing_cert=certificate, signing_key=_private_key(stored["signer_key"]), cert_registry=known
    )
    return PdfSigner(_meaning(), signer), f"{certificate.serial_number:x}"


def _meaning() -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name="TandaTanganElektronik",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )


def _certificate(text: str) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pem.unarmor(text.encode())[2])


def _private_key(text: str) -> asn1_keys.PrivateKeyInfo:
    key = serialization.load_pem_private_key(text.encode(), password=None)
    return asn1_keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def forget() -> None:
    """Read the key file again at the next signature (after a rotation, and in tests)."""
    _signer.cache_clear()
