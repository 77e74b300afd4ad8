"""The devices in the waiting room that give tickets, the numbers they hold in store, and the code on the poster."""

from __future__ import annotations

import hmac
from base64 import b32encode
from hashlib import sha256

from django.db import models
from django.db.models import F, Q

from tuntas.platform.ids import new_id, new_token


def secret_hash(secret: str) -> bytes:
    """What is kept of a device's secret: 160 random bits need no salt."""
    return sha256(secret.encode()).digest()


class Kiosk(models.Model):
    """One device of one office. Its digit stands on every number that it gives by itself; its secret is the device's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    digit = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    set_up_by = models.UUIDField()
    set_up_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "digit"], condition=Q(ended_at=None), name="kiosk_has_its_digit_alone"
            ),
            models.CheckConstraint(condition=Q(digit__range=(1, 9)), name="kiosk_digit_is_one_digit"),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.digit}"

    @property
    def stream(self) -> str:
        return f"kiosk:{self.pk}"


class Block(models.Model):
    """Numbers of one letter that a kiosk may give without asking, on one day. What it gave is on tickets."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kiosk = models.ForeignKey(Kiosk, models.PROTECT, related_name="blocks")
    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    letter = models.CharField(max_length=1)
    digit = models.PositiveSmallIntegerField()
    first_number = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField()
    seed = models.CharField(max_length=40, default=new_token)  # from which the tickets' own addresses follow
    reserved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["business_day"], condition=Q(closed_at=None), name="blocks_not_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "business_day", "letter", "digit", "first_number"],
                name="block_begins_where_no_other_does",
            ),
            models.CheckConstraint(
                condition=Q(last_number__gte=F("first_number")), name="block_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}{self.digit} {self.first_number} to {self.last_number}"

    @property
    def numbers(self) -> range:
        return range(self.first_number, self.last_number + 1)

    def token_of(self, number: int) -> str:
        """The address of a ticket that is printed before anybody else knows of it: 160 bits, as any ticket's."""
        digest = hmac.digest(self.seed.encode(), str(number).encode(), "sha256")
        return b32encode(digest[:20]).decode().lower()


class QueueCode(models.Model):
    """What the code on an office's poster says, so that only who stood there takes a ticket by phone."""

    code = models.CharField(max_length=40, primary_key=True, default=new_token)
    office_code = models.CharField(max_length=20)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office_code"], condition=Q(ended_at=None), name="office_has_one_queue_code"
            ),
        ]

    def __str__(self) -> str:
        return f"queue code of {self.office_code}"
