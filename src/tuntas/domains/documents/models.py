"""Issued documents and each byte version that ever left the house."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tuntas.platform.ids import new_id, new_token
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField
from tuntas.platform.secrets.hashes import HashField, KeyedHash

from .workflow import CARDS, READY, Kind, State, Status

# What the bytes of a version are encrypted for.
SEALED_AS = "documents_version.sealed"

NUMBER = KeyedHash(
    "documents.Document",
    "number_hash",
    "document-number",
    of=lambda document: f"{document.kind}:{document.number}" if document.number else None,
)


class Document(models.Model):
    """One paper of one case: its frozen content, how far it has come and what it is worth."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    # A plain column: cases lie above documents and may be archived without touching what was issued.
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    number = EncryptedTextField(default="")
    # Finds the earlier documents of the same number, which a newer one replaces.
    number_hash, number_hash_even = HashField(), HashField()
    office_code = models.CharField(max_length=40)
    office_name = models.CharField(max_length=200)
    holder_masked = EncryptedTextField()
    content = EncryptedJSONField()
    is_specimen = models.BooleanField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.PENDING)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.VALID)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    withdrawn_reason = models.CharField(max_length=60, blank=True, default="")
    blank_number = models.CharField(max_length=40, blank=True, default="")
    certificate = models.CharField(max_length=64, blank=True, default="")
    frozen_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # The backlog is counted while the monitor is open; finished documents must not make that slower.
        indexes = [
            models.Index(name="document_backlog", fields=["frozen_at"], condition=Q(state=State.PENDING)),
            models.Index(
                name="document_valid_by_number", fields=["number_hash"], condition=Q(status=Status.VALID)
            ),
            models.Index(
                name="document_valid_by_number_even",
                fields=["number_hash_even"],
                condition=Q(status=Status.VALID),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="document_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="document_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="document_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="document_card_is_never_signed", condition=~Q(kind__in=sorted(CARDS), state=State.SIGNED)
            ),
            models.CheckConstraint(
                name="document_is_issued_exactly_when_ready",
                condition=Q(state__in=sorted(READY), issued_at__isnull=False)
                | (~Q(state__in=sorted(READY)) & Q(issued_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="document_replaced_names_its_successor",
                condition=Q(status=Status.REPLACED, replaced_by__isnull=False)
                | (~Q(status=Status.REPLACED) & Q(replaced_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="document_does_not_replace_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
            ),
            models.CheckConstraint(
                name="document_withdrawn_says_why",
                condition=~Q(status=Status.WITHDRAWN) | ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="document_signed_names_its_certificate",
                condition=~Q(state=State.SIGNED) | ~Q(certificate=""),
            ),
            models.UniqueConstraint(
                name="document_blank_is_used_once", fields=["blank_number"], condition=~Q(blank_number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Version(models.Model):
    """The exact bytes of one issued version: what a file must equal to be genuine.

    The bytes stand in the row, encrypted, so that state, hash and bytes are one transaction; a store of files
    comes when a year's documents (about 60 kB each) no longer fit the database's backup window.
    """

    class Reason(models.TextChoices):
        ISSUED = "issued", "issued"
        LONG_TERM = "long_term", "long-term validation data added"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    issued_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="document_is_issued_once", fields=["document"], condition=Q(reason="issued")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.reason})"
