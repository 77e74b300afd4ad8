"""A time that somebody has booked at an office, and what the office lets people book."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from tuntas.platform.ids import new_id, new_token

from ..rules.booking import AHEAD, OCCUPIES, Booking
from .tickets import Ticket


class AppointmentPolicy(models.Model):
    """How much of an office's time may be booked. Without a row `appointments.yaml` counts."""

    office_code = models.CharField(max_length=20, primary_key=True)
    is_offered = models.BooleanField()
    share_percent = models.PositiveSmallIntegerField()
    days_ahead = models.PositiveSmallIntegerField()
    slot_minutes = models.PositiveSmallIntegerField()
    early_minutes = models.PositiveSmallIntegerField()
    late_minutes = models.PositiveSmallIntegerField()
    hold_minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share_percent__lte=100, slot_minutes__gte=5, hold_minutes__gte=1),
                name="appointment_policy_can_be_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.office_code


class Appointment(models.Model):
    """One person's time at one letter of one office. It holds no name: the code is enough to come in.

    A lane is one of the people that fit into a slot. That nobody else has the lane at this time is the database's
    own promise, whatever runs beside it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token)  # of the page
    code = models.CharField(max_length=6)  # typed or shown when one comes
    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    letter = models.CharField(max_length=1)
    service_code = models.CharField(max_length=60)
    lane = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    early_at = models.DateTimeField()  # check in between here …
    latest_at = models.DateTimeField()  # … and here, as the policy was when it was booked
    state = models.CharField(max_length=9, default=Booking.HELD.value)
    held_until = models.DateTimeField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    moved_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="moved_to")
    ticket = models.OneToOneField(Ticket, models.PROTECT, null=True, related_name="appointment")
    case_id = models.UUIDField(null=True)  # which application they come about, if it was booked from its page

    class Meta:
        indexes = [
            models.Index(fields=["office_code", "business_day"], name="appointments_of_an_office_day"),
            models.Index(fields=["latest_at"], condition=Q(state="confirmed"), name="appointments_awaited"),
            models.Index(fields=["held_until"], condition=Q(state="held"), name="appointments_on_hold"),
            models.Index(fields=["case_id"], condition=Q(case_id__isnull=False), name="appointments_of_a_case"),
        ]
        constraints = [
            ExclusionConstraint(
                name="appointment_has_its_lane_alone",
                expressions=[
                    ("office_code", RangeOperators.EQUAL),
                    ("letter", RangeOperators.EQUAL),
                    ("lane", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_at",
                            "ends_at",
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=[state.value for state in OCCUPIES]),
            ),
            models.UniqueConstraint(
                fields=["office_code", "business_day", "code"], name="appointment_code_is_of_one"
            ),
            models.UniqueConstraint(
                fields=["case_id"],
                condition=Q(case_id__isnull=False, state__in=[state.value for state in AHEAD]),
                name="application_has_one_appointment_ahead",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in Booking]), name="appointment_state_is_known"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_takes_some_time"),
            models.CheckConstraint(
                condition=~Q(state="came") | Q(ticket__isnull=False), name="who_came_has_a_ticket"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.starts_at}"

    @property
    def stream(self) -> str:
        return f"appointment:{self.pk}"

    @property
    def code_in_two(self) -> str:
        """As it is said and read."""
        return f"{self.code[:3]} {self.code[3:]}"
