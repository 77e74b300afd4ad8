"""A ticket: somebody who waits. It holds no name and no number of a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id, new_token

from ..rules import Channel, Rank, State, WrongPlace
from .places import CounterSession


class Ticket(models.Model):
    """One place in one queue. That somebody has priority is kept, why is not: it would be data about their health."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.UUIDField(unique=True)  # of the form or the kiosk: sent twice it is the same ticket
    token = models.CharField(max_length=40, unique=True, default=new_token)  # of the page on the phone
    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    letter = models.CharField(max_length=1)  # whose counters call it; printed is the series
    series = models.CharField(max_length=1)
    block = models.CharField(max_length=3, default="")
    number = models.PositiveIntegerField()
    service_code = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=12)
    rank = models.PositiveSmallIntegerField()
    placed_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=State.WAITING.value)
    issued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)  # the first time
    began_at = models.DateTimeField(null=True)  # the last time: who was set aside is served again from here
    served_before = models.PositiveIntegerField(default=0, db_default=0)  # seconds, before they were set aside
    finished_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    session = models.ForeignKey(CounterSession, models.PROTECT, null=True, related_name="tickets")
    case_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["office_code", "business_day", "letter", "rank", "placed_at", "number"],
                condition=Q(state="waiting"),
                name="ticket_next_at_a_counter",
            ),
            # How long serving lasted lately: what the next one is told.
            models.Index(
                fields=["office_code", "letter", "-finished_at"],
                condition=Q(state="finished"),
                name="ticket_finished_at_an_office",
            ),
            models.Index(fields=["case_id"], condition=Q(case_id__isnull=False), name="tickets_of_a_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "business_day", "series", "block", "number"],
                name="ticket_number_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state__in=["called", "serving"]),
                name="counter_has_one_ticket_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="ticket_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[channel.value for channel in Channel]), name="ticket_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rank__in=[rank.value for rank in Rank]), name="ticket_rank_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving"]) | Q(session__isnull=False),
                name="ticket_that_is_called_has_a_counter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.block} {self.number}"

    @property
    def stream(self) -> str:
        return f"ticket:{self.pk}"


class Misdirection(models.Model):
    """Somebody stood where they are not served: what had sent them there, and where they were sent on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="misdirections")
    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    cause = models.CharField(max_length=8)
    from_letter = models.CharField(max_length=1)
    to_letter = models.CharField(max_length=1, blank=True, default="")
    counter_number = models.PositiveSmallIntegerField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["office_code", "business_day"], name="misdirections_of_an_office_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=[cause.value for cause in WrongPlace]),
                name="misdirection_cause_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.cause}"
