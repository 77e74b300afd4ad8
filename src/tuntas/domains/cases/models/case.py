"""Cases, and wrong PINs for numbers that were never given out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id, new_token
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField

from ..workflow import Status


class Case(models.Model):
    """One application. Until it is submitted it is a draft: a link and a PIN, but no reference."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    service_code = models.CharField(max_length=60)
    # The version that the applicant was asked with stays, whatever the catalogue says later.
    service_version = models.PositiveIntegerField()
    office_code = models.CharField(max_length=20, default="", blank=True)
    link = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    reference = models.CharField(max_length=11, unique=True, null=True)  # noqa: DJ001 – unique, so no empty text
    pin_hash = models.BinaryField(max_length=32)
    pin_tries = models.PositiveSmallIntegerField(default=0)
    answers = EncryptedJSONField(default=dict)
    email = EncryptedTextField(null=True)
    email_confirmation = models.UUIDField(null=True)
    email_confirmed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, default="id")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    ready_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    survey_offered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT, reference__isnull=True, submitted_at__isnull=True)
                | (~Q(status=Status.DRAFT) & Q(reference__isnull=False, submitted_at__isnull=False)),
                name="case_has_a_reference_exactly_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | ~Q(office_code=""), name="case_submitted_has_an_office"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.TAKEN) | Q(taken_by__isnull=False), name="case_taken_says_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("accepted_by")),
                name="case_is_approved_by_another_than_who_accepted",
            ),
        ]
        indexes = [
            # The office's queue: open cases only, so it does not grow with all cases ever made.
            models.Index(
                fields=["office_code", "status", "submitted_at"],
                name="case_open_of_office",
                condition=~Q(status__in=[Status.DRAFT, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN]),
            ),
            # Its order: the oldest first, whatever their state.
            models.Index(
                fields=["office_code", "submitted_at", "id"],
                name="case_open_by_age",
                condition=~Q(status__in=[Status.DRAFT, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN]),
            ),
            models.Index(fields=["started_at"], name="case_draft_by_age", condition=Q(status=Status.DRAFT)),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.pk}"

    @property
    def stream(self) -> str:
        return f"case:{self.pk}"


class StrangerTry(models.Model):
    """Wrong PINs for a reference or link that does not exist: counted as for one that does, so that both take as long."""

    key = models.BinaryField(max_length=32, primary_key=True)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tries} tries"
