"""Somebody who was sent to another agency's counter in the same room, until that agency answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id

from ..rules import SentBack
from .tickets import Ticket


class Referral(models.Model):
    """Sent to another agency; accepted by serving the person there, or sent back with a reason. Nothing else ends it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="referrals")
    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    agency = models.CharField(max_length=60)
    from_letter = models.CharField(max_length=1)
    to_letter = models.CharField(max_length=1)
    counter_number = models.PositiveSmallIntegerField()  # that sent them
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    sent_back_by = models.UUIDField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["office_code", "business_day"], name="referrals_of_an_office_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(accepted_at=None, sent_back_at=None),
                name="ticket_has_one_open_referral",
            ),
            models.CheckConstraint(
                condition=Q(reason="", sent_back_at=None)
                | Q(reason__in=[reason.value for reason in SentBack], sent_back_at__isnull=False),
                name="referral_is_sent_back_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.from_letter} → {self.to_letter}"
