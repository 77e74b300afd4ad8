"""How somebody comes in, comes in again after a loss, and leaves: each a row with its own who and when."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tuntas.domains.offices.rules.people import Purpose
from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedTextField


class EntryLinks(models.QuerySet["EntryLink"]):
    """Links, with what somebody who came back has behind them left out."""

    def of_now(self) -> EntryLinks:
        """Those since somebody was last taken on: whoever returns enters anew."""
        later = Departure.objects.filter(staff=OuterRef("staff"), returned_at__gt=OuterRef("made_at"))
        return self.filter(~Exists(later))


class EntryLink(models.Model):
    """A link that lets one person set a password once. The hash is empty until the link is written into a letter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey("offices.Staff", models.PROTECT, related_name="entry_links")
    purpose = models.CharField(max_length=10)
    by_email = models.BooleanField(default=False)
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = EntryLinks.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]),
                name="entry_link_purpose_is_known",
            ),
            models.UniqueConstraint(
                fields=["staff"],
                condition=Q(used_at=None, withdrawn_at=None),
                name="one_entry_link_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.staff_id}"


class Recovery(models.Model):
    """Somebody lost phone and passkeys: one in charge asks, another confirms, and neither is the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey("offices.Staff", models.PROTECT, related_name="recoveries")
    asked_by = models.ForeignKey("offices.Staff", models.PROTECT, related_name="+")
    reason = EncryptedTextField()
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("offices.Staff", models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # refused, or ended unconfirmed before the next was asked

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("staff")), name="nobody_asks_their_own_recovery"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | (~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("staff"))),
                name="a_recovery_needs_two_other_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_confirmed_recovery_says_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["staff"], condition=Q(confirmed_at=None, closed_at=None), name="one_recovery_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.staff_id}"


class Departure(models.Model):
    """Somebody leaves on a day: from then on no entry. What their postings said before is kept for the undoing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey("offices.Staff", models.PROTECT, related_name="departures")
    leaves_on = models.DateField()
    postings_before = models.JSONField(default=dict)  # posting's id → its last day, or null
    decided_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    # Taken on again: the same account, entered anew.
    returned_by = models.CharField(max_length=64, blank=True, default="", db_default="")
    returned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["leaves_on"],
                condition=Q(undone_at=None, carried_out_at=None),
                name="departures_to_come",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["staff"],
                condition=Q(undone_at=None, carried_out_at=None),
                name="one_departure_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} leaves on {self.leaves_on}"
