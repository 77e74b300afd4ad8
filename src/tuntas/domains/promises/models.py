"""The tables of promises, pauses and causes of delay."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from tuntas.platform.ids import new_id

from .rules import Cause, Kind, PauseReason, State


class Promise(models.Model):
    """One promise to one subject ("case:<uuid>"). It is open until `ended_at`, even when it is broken already."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=60)
    kind = models.CharField(max_length=7)
    service_code = models.CharField(max_length=60)
    office_code = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=7, default=State.RUNNING.value)
    left_seconds = models.IntegerField(null=True)  # office seconds that were left when it was paused
    broken_noticed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seconds_taken = models.PositiveIntegerField(null=True)  # office seconds without pauses, at the end

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="promise_that_may_break", condition=Q(state="running")),
            models.Index(fields=["office_code"], name="promise_open_at_an_office", condition=Q(ended_at=None)),
            models.Index(fields=["subject"], name="promises_of_a_subject"),
            # Which cases ran in a period, for the report of delays.
            BrinIndex(fields=["started_at"], name="promises_by_start", autosummarize=True),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=Q(ended_at=None), name="promise_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="promise_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="promise_state_is_known"
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="promise_lasts_at_least_a_minute"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(due_at__isnull=False, ended_at=None, broken_noticed_at=None),
                name="promise_that_runs_is_due_and_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(due_at=None, left_seconds__isnull=False, ended_at=None),
                name="promise_that_is_paused_has_time_left",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept") | Q(ended_at__isnull=False, seconds_taken__lte=F("minutes") * 60),
                name="promise_that_was_kept_took_no_longer",
            ),
            models.CheckConstraint(
                condition=Q(state="broken", broken_noticed_at__isnull=False)
                | (~Q(state="broken") & Q(broken_noticed_at=None)),
                name="promise_that_broke_was_noticed",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | Q(ended_at__isnull=False), name="promise_that_is_void_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.state}"


class Pause(models.Model):
    """A stretch of waiting for the applicant. An erased one counts as if it had never been."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    promise = models.ForeignKey(Promise, models.CASCADE, related_name="pauses")
    reason_code = models.CharField(max_length=30, default=PauseReason.APPLICANT.value)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    is_contested = models.BooleanField(default=False)
    is_erased = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], condition=Q(to_at=None), name="pause_is_open_once_per_promise"
            ),
            models.CheckConstraint(
                condition=Q(reason_code=PauseReason.APPLICANT.value), name="pause_waits_for_the_applicant_only"
            ),
            models.CheckConstraint(
                condition=Q(to_at=None) | Q(to_at__gte=F("from_at")), name="pause_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.from_at}–{self.to_at or ''}"


class DelayCause(models.Model):
    """Why things take longer, at a whole office or for one subject. It never touches a clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True)  # empty: everything at this office
    cause = models.CharField(max_length=12)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=60)

    class Meta:
        # What held an office up lately, for who answers for it.
        indexes = [
            models.Index(
                fields=["office_code", "to_at"],
                name="cause_ended_at_an_office",
                condition=Q(to_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "subject", "cause"], condition=Q(to_at=None), name="cause_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=[cause.value for cause in Cause]), name="cause_is_known"
            ),
            models.CheckConstraint(
                condition=Q(to_at=None) | Q(to_at__gte=F("from_at")), name="cause_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.cause}"
