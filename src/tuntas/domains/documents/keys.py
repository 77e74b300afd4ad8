"""The document authority: an EC P-256 certificate authority and one signer, made at the first start."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from django.conf import settings

from tuntas.platform.secrets import keys

_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_AUTHORITY_LIVES = timedelta(days=365 * 20)
_SIGNER_LIVES = timedelta(days=365 * 5)


def create_signing(*, at: datetime) -> None:
    """Write signing.json with a new authority and a new signer; refuses when the file is there."""
    ca_key, signer_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _authority(ca_key, at)
    signer = _signer(signer_key, ca_key, authority, at)
    keys.write_new(
        "signing",
        {
            "ca_key": _key_text(ca_key),
            "ca_certificate": _text(authority),
            "signer_key": _key_text(signer_key),
            "signer_certificate": _text(signer),
        },
    )


def _authority(key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.Certificate:
    name = _name("Tuntas Document Authority")
    builder = _begun(name, name, key.public_key(), at, _AUTHORITY_LIVES)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return builder.sign(key, hashes.SHA256())


def _signer(
    key: ec.EllipticCurvePrivateKey,
    ca_key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    at: datetime,
) -> x509.Certificate:
    builder = _begun(_name("Tuntas Document Signer"), authority.subject, key.public_key(), at, _SIGNER_LIVES)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    # pyHanko asks for content commitment; NSS (poppler) asks for e-mail protection, RFC 9336 for its own purpose.
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    builder = builder.add_extension(
        x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
    )
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
    )
    return builder.sign(ca_key, hashes.SHA256())


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, at: datetime, lives: timedelta
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(hours=1)).not_valid_after(at + lives)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, settings.TUNTAS_AGENCY),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = "digital_signature content_commitment key_encipherment data_encipherment key_agreement"
    every = [*names.split(), "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})


def _key_text(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _text(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
