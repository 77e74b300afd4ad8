"""One office on one business day: what a wall shows of it, its number series, and its calls in order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .tickets import Ticket


class Day(models.Model):
    """The row that every call of an office locks: its calls are in one order, and its counts are true.

    A wall reads nothing but these rows, so it costs the same whatever lies behind.
    """

    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    opens_at = models.DateTimeField(null=True)  # none: it stays shut today
    closes_at = models.DateTimeField(null=True)
    issued = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    at_counters = models.PositiveIntegerField(default=0)
    counters_open = models.PositiveIntegerField(default=0)
    last_call = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveSmallIntegerField(default=0)  # at the counter that called last: for estimates
    version = models.PositiveIntegerField(default=0)  # grows with each change: what a screen compares
    is_over = models.BooleanField(
        default=False, db_default=False
    )  # nobody waits any more and no counter is open
    changed_at = models.DateTimeField(db_default=Now())  # by the database's clock, kept by a trigger

    class Meta:
        indexes = [
            models.Index(
                fields=["business_day", "office_code"],
                condition=Q(is_over=False),
                name="days_that_are_not_over",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["business_day", "office_code"], name="office_has_one_day"),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.business_day}"


class Series(models.Model):
    """The numbers of one letter at one office on one day. A kiosk's block is a series of its own, with an end.

    At nought it gives none: its letter was removed that day, before anybody had a number of it.
    """

    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    letter = models.CharField(max_length=1)
    block = models.CharField(max_length=3, default="")
    last_number = models.PositiveIntegerField(default=0)
    last_placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "business_day", "letter", "block"], name="letter_has_one_series_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.business_day} {self.letter}{self.block}"


class Call(models.Model):
    """A number that was read out. The sequence has no gap: whoever heard number 7 of the day asks for 8 and later."""

    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    sequence = models.PositiveIntegerField()
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="calls_made")
    counter_number = models.PositiveSmallIntegerField()
    is_again = models.BooleanField(default=False)
    out_of_order = models.CharField(max_length=20, blank=True, default="")  # the reason's code
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["office_code", "business_day"],
                condition=~Q(out_of_order=""),
                name="calls_out_of_order",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "business_day", "sequence"], name="call_has_its_place_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.business_day} {self.sequence}"
