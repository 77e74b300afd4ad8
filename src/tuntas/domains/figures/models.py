"""Figures of a place, service and week; and up to which leaf of the journal they are counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .rules.places import Scope
from .rules.waiting import Facet


class WeekFigures(models.Model):
    """What happened in one week (its Monday) at one office, or in one region: each is added to when a fact is counted.

    The three times are `{begun minutes: how many cases}`: additive, and exact for every percentile.
    """

    scope = models.CharField(max_length=8)
    code = models.CharField(max_length=20, blank=True)
    service_code = models.CharField(max_length=60)
    week = models.DateField()
    submitted = models.PositiveIntegerField(default=0)
    # Of these: opened by an officer for a person at a counter. Rows of before the column say none.
    at_counter = models.PositiveIntegerField(default=0, db_default=0)
    kept = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    void = models.PositiveIntegerField(default=0)
    accept_kept = models.PositiveIntegerField(default=0)
    accept_broken = models.PositiveIntegerField(default=0)
    accept_void = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    take = models.JSONField(default=dict)
    accept = models.JSONField(default=dict)
    deliver = models.JSONField(default=dict)

    class Meta:
        db_table = "figures_week"
        verbose_name_plural = "week figures"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "code", "week", "service_code"], name="figures_stand_once_per_place_and_week"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in Scope]), name="figures_scope_is_known"
            ),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="figures_week_is_a_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.code} {self.week}"


class Along(models.Model):
    """One row: so many leaves of the journal are counted. It moves in the transaction that counts them."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    leaves = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.leaves} leaves"


class Position(Along):
    """How far promises are counted."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="figures_have_one_position"),
            models.CheckConstraint(condition=Q(leaves__gte=0), name="figures_position_counts_from_zero"),
        ]


class WaitingFigures(models.Model):
    """Who came to a place in one week (its Monday), in all and once more under each heading: service, channel, hour ….

    Service, channel and hour also stand crossed, so that "birth certificates at nine, by phone" can be asked. Rows grow
    with places × weeks: by what is offered there, never by how many come.
    """

    scope = models.CharField(max_length=8)
    code = models.CharField(max_length=20, blank=True)
    week = models.DateField()
    facet = models.CharField(max_length=8)
    value = models.CharField(max_length=60, blank=True)
    issued = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    sent_on = models.PositiveIntegerField(default=0)
    misdirected = models.PositiveIntegerField(default=0)
    out_of_order = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    even_minutes = models.PositiveIntegerField(default=0, db_default=0)
    wait = models.JSONField(default=dict)
    serve = models.JSONField(default=dict)
    deliver = models.JSONField(default=dict)

    class Meta:
        db_table = "figures_waiting"
        verbose_name_plural = "waiting figures"
        indexes = [
            models.Index(
                fields=["week"], condition=Q(facet__in=["held", "rank"]), name="waiting_ranks_of_a_week"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "code", "week", "facet", "value"], name="waiting_stands_once_per_heading"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in Scope]), name="waiting_scope_is_known"
            ),
            models.CheckConstraint(
                condition=Q(facet__in=[facet.value for facet in Facet]), name="waiting_facet_is_known"
            ),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="waiting_week_is_a_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.code} {self.week} {self.facet} {self.value}"


class WaitingPosition(Along):
    """How far waiting is counted: in a row of its own, less often, so neither waits for the other."""

    class Meta:
        db_table = "figures_waiting_position"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="waiting_has_one_position"),
            models.CheckConstraint(condition=Q(leaves__gte=0), name="waiting_position_counts_from_zero"),
        ]
