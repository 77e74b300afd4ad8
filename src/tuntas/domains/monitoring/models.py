"""How all offices stood, every five minutes."""

from __future__ import annotations

from django.db import models


class Moment(models.Model):
    """The wall at one moment: a row for the city, because it is read as a whole and never office by office."""

    at = models.DateTimeField(primary_key=True)  # the five minutes that it stands for
    taken_at = models.DateTimeField()
    states = models.JSONField()  # office → five counts; those with nothing to say are left out
    # service → office → what is late, at risk and waiting of it; none was kept before services were counted
    services = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.at.isoformat()
