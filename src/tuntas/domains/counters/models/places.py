"""What an office's counters are for, and who sits at them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.platform.ids import new_id


class ServiceGroup(models.Model):
    """A letter of one office: the services whose residents wait in one series. Without rows `groups.yaml` counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    services = ArrayField(models.CharField(max_length=60), default=list)
    agency = models.CharField(max_length=60, blank=True, default="")  # another agency's, in a shared room
    minutes = (
        models.PositiveSmallIntegerField()
    )  # how long serving one takes, until the office's own times are known

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office_code", "letter"], name="group_has_its_letter_alone"),
            models.CheckConstraint(condition=Q(letter__regex="^[A-HJ-NP-Z]$"), name="group_letter_is_clear"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="group_takes_a_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.letter}"


class Counter(models.Model):
    """A counter of an office: which groups it calls, and whose it is. Never deleted: it is taken out of use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    letters = ArrayField(models.CharField(max_length=1))
    agency = models.CharField(max_length=60, blank=True, default="")
    is_in_use = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office_code", "number"], name="counter_has_its_number_alone"),
            models.CheckConstraint(condition=Q(number__gt=0), name="counter_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.number}"


class CounterSession(models.Model):
    """One person at one counter, from opening to closing: nobody sits at two, and no counter has two."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="sessions")
    office_code = models.CharField(max_length=20)
    business_day = models.DateField()
    officer = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    break_since = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)  # as said when the break began
    passed_over = models.PositiveSmallIntegerField(
        default=0, db_default=0
    )  # calls in a row before somebody ordinary

    class Meta:
        indexes = [
            models.Index(fields=["office_code", "business_day"], name="sessions_of_an_office_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["counter"], condition=Q(closed_at=None), name="counter_is_open_for_one"
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=Q(closed_at=None), name="officer_sits_at_one_counter"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"), break_since=None),
                name="session_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter_id} since {self.opened_at}"
