"""What an office said about waits, and how well it kept: one row of experience, one word per ticket, counts per day."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.platform.secrets.fields import EncryptedTextField

from .tickets import Ticket


class Outlook(models.Model):
    """What an office learnt from its own forecasts, and how many are at risk there as it was last looked at."""

    office_code = models.CharField(max_length=20, primary_key=True)
    low = models.FloatField(default=-1.0)  # the three points of `waiting.Calibration`
    middle = models.FloatField(default=0.0)
    high = models.FloatField(default=1.0)
    waiting_at_risk = models.PositiveIntegerField(default=0)
    promises_at_risk = models.PositiveIntegerField(default=0)
    tickets_at_risk = ArrayField(models.UUIDField(), default=list, db_default=[])  # those of `waiting_at_risk`
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__lte=F("middle"), middle__lte=F("high")), name="outlook_points_are_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.office_code


class Forecast(models.Model):
    """The first word that was given to a ticket, kept until it is called: later words would flatter the office."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="forecast")
    said_at = models.DateTimeField()
    low = models.FloatField()  # whole minutes from then, as the page said them
    high = models.FloatField()
    computed = models.JSONField()  # the three points before the office's experience

    def __str__(self) -> str:
        return f"{self.low:.0f}–{self.high:.0f}"


class Coverage(models.Model):
    """Of an office's day: to how many an interval was said that could be judged, and how many were called within it."""

    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    told = models.PositiveIntegerField(default=0)
    within = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office_code", "business_day"], name="coverage_of_an_office_day"),
            models.CheckConstraint(condition=Q(within__lte=F("told")), name="coverage_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.within}/{self.told}"


class NearlyTime(models.Model):
    """An address that wants one message when its ticket is nearly called. Gone with the message, or with the day."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="nearly_time")
    email = EncryptedTextField()
    language = models.CharField(max_length=2, default="id")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.ticket_id)
