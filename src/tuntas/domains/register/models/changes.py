"""What an officer proposed to change about a person, and what the register said before it was changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField


class Proposal(models.Model):
    """The change that a case asks for. `changes` keeps each element's value of that moment beside the new one."""

    case_id = models.UUIDField(primary_key=True)
    family = models.ForeignKey("register.Family", models.PROTECT, related_name="proposals")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="proposals")
    changes = EncryptedJSONField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proposal of {self.case_id}"


class EarlierProposal(models.Model):
    """What had been proposed for a case before an officer corrected it or compared it anew; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    changes = EncryptedJSONField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"earlier proposal of {self.case_id}"


class PersonVersion(models.Model):
    """What the register said of a person until an event changed it. What it says now stands with the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="versions")
    name = EncryptedTextField()
    details = EncryptedJSONField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    ended_by = models.ForeignKey("register.CivilEvent", models.PROTECT, related_name="versions_ended")

    class Meta:
        ordering = ["valid_until", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "ended_by"], name="an_event_ends_one_version_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_until")), name="a_version_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.valid_until}"
