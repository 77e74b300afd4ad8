"""Somebody steps in: a relative in an emergency, a colleague for who is ill."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedTextField

from .case import Case


class FamilyException(models.Model):
    """In an emergency somebody handles this case of their own family, and why: the level above sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="family_exceptions")
    office_code = models.CharField(max_length=20)
    reason = EncryptedTextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "by"], name="family_exception_is_claimed_once")]
        # What the level above reads: an office's exceptions, the newest first.
        indexes = [models.Index(fields=["office_code", "-at"], name="family_exception_of_office")]

    def __str__(self) -> str:
        return f"{self.case_id} by {self.by}"


class Reassignment(models.Model):
    """What somebody held at an office was passed on, to a colleague or (without `given_to`) to the queue."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    held_by = models.UUIDField()
    given_to = models.UUIDField(null=True)
    # Each case's id, and when it had been taken: what giving it back restores.
    cases = models.JSONField()
    by = models.UUIDField()
    at = models.DateTimeField()
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="reassignment_undone_says_who_and_when",
            ),
        ]
        # What can still be taken back at an office: the newest first.
        indexes = [models.Index(fields=["office_code", "-at"], name="reassignment_at_an_office")]

    def __str__(self) -> str:
        return f"{self.office_code} {self.held_by} to {self.given_to or 'the queue'}"
