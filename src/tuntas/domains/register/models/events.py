"""What happened to persons and families, and which numbers were given out for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField
from tuntas.platform.secrets.hashes import HashField, KeyedHash, unique_even

AKTA_NUMBER = KeyedHash(
    "register.CivilEvent", "akta_number_hash", "akta-number", of=lambda event: event.akta_number
)


class EventKind(models.TextChoices):
    ADMISSION = "admission"  # a family that was on paper or elsewhere is taken in
    BIRTH = "birth"
    CHANGE = "change"  # of what the register says about a member of a family


class CivilEvent(models.Model):
    """One entry of the register. `outcome` is what was answered, so that a repeat gets the same answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    case_id = models.UUIDField(null=True)
    registered_on = models.DateField()
    recorded_by = models.CharField(max_length=64)
    akta_number = EncryptedTextField(null=True)
    akta_number_hash, akta_number_hash_even = HashField(), HashField()
    outcome = EncryptedJSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_is_known"),
            models.UniqueConstraint(
                fields=["case_id", "kind"],
                condition=Q(case_id__isnull=False),
                name="a_case_makes_an_event_once",
            ),
            models.UniqueConstraint(
                fields=["akta_number_hash"],
                condition=Q(akta_number_hash__isnull=False),
                name="an_akta_number_is_given_once",
            ),
            unique_even("akta_number_hash", name="an_akta_number_is_given_once_even"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class DuplicateHint(models.Model):
    """A warning for the registrar: this birth may be one that is already entered."""

    event = models.ForeignKey(CivilEvent, models.PROTECT, related_name="duplicate_hints")
    earlier = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "earlier"], name="a_duplicate_is_hinted_at_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} may repeat {self.earlier_id}"


class NumberCounter(models.Model):
    """The last serial given out of one kind, region and day."""

    kind = models.CharField(max_length=12)
    region = models.CharField(max_length=6)
    on = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "region", "on"], name="a_days_numbers_are_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.region} {self.on}: {self.last}"
