"""How far the city's traffic has come, and which case stands for which plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Progress(models.Model):
    """The one city of this database. Its plan follows from these few values; `done` is how much of it happened."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seed = models.BigIntegerField()
    wanted = models.PositiveIntegerField()
    residents = models.PositiveIntegerField(default=0)
    cases_a_day = models.PositiveIntegerField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # The moment up to which the city has lived; promises of its past are not judged by today's clock before that.
    lived_until = models.DateTimeField()
    planned = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_city")]

    def __str__(self) -> str:
        return f"{self.done}/{self.planned}"

    @property
    def is_settled(self) -> bool:
        """Whether all who were wanted have moved in."""
        return self.residents > 0

    @property
    def is_living(self) -> bool:
        """Whether some of the planned past is still to come."""
        return self.lived_until < self.ends_at


class Life(models.Model):
    """Which case a plan's number has become."""

    number = models.PositiveIntegerField(primary_key=True)
    case_id = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.number}: {self.case_id}"
