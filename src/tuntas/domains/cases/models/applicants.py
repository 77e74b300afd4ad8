"""How applicants are known, and what they were given."""

from __future__ import annotations

from django.db import models

from tuntas.platform.secrets.fields import EncryptedTextField

from .case import Case


class HandOver(models.Model):
    """Who collected, on which proof of identity, and which officer saw it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="hand_over")
    proof = models.CharField(max_length=30)
    collector = models.CharField(max_length=30)
    by = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.proof


class PhoneLink(models.Model):
    """By this link an applicant takes a case that was started at a counter to their own phone: once, for half an hour.

    The PIN lies here so long, because the page behind the link shows it; used or ended, it is gone.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="phone_link")
    # 160 random bits need no key, so no change of the hash key ends a link.
    token_hash = models.BinaryField(max_length=32, unique=True)
    pin = EncryptedTextField(null=True)
    ends_at = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id} until {self.ends_at}"


class ProvedContact(models.Model):
    """An officer saw who the applicant is, and a code went to their address; read back, it is proved to be theirs.

    The address itself is the case's: given anew or removed, this row is gone.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="proved_contact")
    confirmation = models.UUIDField()
    proof = models.CharField(max_length=30)
    by = models.UUIDField()
    at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    # The code that was asked for last to open documents; used, it is gone.
    download_code = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id} by {self.proof}"
