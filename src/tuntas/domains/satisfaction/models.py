"""Invitations, answers and how many there are. No row leads from a case to an answer, and none holds an hour."""

from __future__ import annotations

import base64
import uuid

from django.db import models
from django.db.models import F, Q

from tuntas.domains.satisfaction.rules import STEP
from tuntas.platform.secrets import keyed_hash, keyed_hashes


def token_hash(token: str) -> bytes:
    return keyed_hash(token, purpose="survey-token")


def token_hashes(token: str) -> list[bytes]:
    """What a token may be kept as: it outlives a change of the hash key, and nobody kept it to make another hash."""
    return keyed_hashes(token, purpose="survey-token")


def token_of(case_id: object, key: str) -> str:
    """The token that a page's own key makes for its case: sent twice it is one. Neither key nor token is kept."""
    made = keyed_hash(f"{case_id}/{key}", purpose="survey-page")
    return base64.b32encode(made).decode().rstrip("=").lower()


class Invitation(models.Model):
    """A token that opens the survey once; answering deletes the row. Its id is random, because a v7 holds the time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    office_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=12)
    instrument = models.CharField(max_length=40)
    invited_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.office_code} {self.invited_on}"


class Answer(models.Model):
    """One person's answers. `batch` is the ten of that office and service that they are published with; it is all that is
    known of their order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=12)
    instrument = models.CharField(max_length=40)
    answered_on = models.DateField()
    batch = models.PositiveIntegerField()
    scores = models.JSONField()
    profile = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["office_code", "batch"], name="answers_of_an_office")]
        constraints = [models.CheckConstraint(condition=~Q(scores={}), name="an_answer_says_something")]

    def __str__(self) -> str:
        return f"{self.office_code} {self.batch}"


class Tally(models.Model):
    """How many answers an office has about one service; its row is locked while one is added.

    `totals` is what is published: of all its full tens, element → [sum, answered]. Without a service: tens of before,
    which mixed them. The open page reads this and never counts answers, whose number only grows.
    """

    office_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=60, blank=True)
    batch = models.PositiveIntegerField(default=0)
    waiting = models.PositiveSmallIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "service_code"], name="an_office_counts_once_per_service"
            ),
            models.CheckConstraint(condition=Q(waiting__lt=STEP), name="a_full_ten_does_not_wait"),
            models.CheckConstraint(
                condition=Q(published=F("published") / STEP * STEP), name="only_full_tens_are_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.service_code}: {self.published}"


class WeekTally(models.Model):
    """The tens that became full in one week (its Monday) at an office or in a region, about one service."""

    scope = models.CharField(max_length=8)
    code = models.CharField(max_length=20, blank=True)
    service_code = models.CharField(max_length=60)
    week = models.DateField()
    published = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "week tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "code", "week", "service_code"], name="tens_stand_once_per_place_and_week"
            ),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="tens_week_is_a_monday"),
            models.CheckConstraint(
                condition=Q(published=F("published") / STEP * STEP), name="only_full_tens_count_in_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.code} {self.week}: {self.published}"


class OfficeTally(models.Model):
    """Before tens were of one service each. Nothing reads or writes it; the next release drops it."""

    office_code = models.CharField(max_length=20, primary_key=True)
    answers = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "office tallies"

    def __str__(self) -> str:
        return f"{self.office_code}: {self.answers}"
