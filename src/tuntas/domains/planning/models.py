"""How many came: one row for each office, letter and day that is over, small enough to be kept for years."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .rules.history import QUARTERS


class CountedDay(models.Model):
    """Tickets by quarter of an hour of the office's own time. The row without office and letter is the whole city's."""

    office_code = models.CharField(max_length=20, blank=True)
    letter = models.CharField(max_length=1, blank=True)
    business_day = models.DateField()
    counts = ArrayField(models.PositiveSmallIntegerField(), size=QUARTERS)
    issued = models.PositiveIntegerField()
    # Who came to this letter from another one of the office, where they had been counted; none where nobody did.
    onward = ArrayField(models.PositiveSmallIntegerField(), size=QUARTERS, default=list, db_default=[])
    sent_on = models.PositiveIntegerField(default=0, db_default=0)
    with_case = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    minutes = models.FloatField(default=0)  # of those served, together, and their squares
    squares = models.FloatField(default=0)
    # Of this letter's services: cases that somebody approved, and the minutes which that took.
    approved = models.PositiveIntegerField(default=0, db_default=0)
    approving_minutes = models.FloatField(default=0, db_default=0)
    approving_squares = models.FloatField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "business_day", "letter"], name="letter_is_counted_once_a_day"
            ),
            models.CheckConstraint(condition=Q(counts__len=QUARTERS), name="counted_day_has_its_quarters"),
            models.CheckConstraint(
                condition=Q(office_code="", letter="") | (~Q(office_code="") & ~Q(letter="")),
                name="counted_day_is_an_offices_or_the_citys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.letter} {self.business_day}"
