"""What the house keeps about itself: which processes of it live, and when what is done now and then was done last."""

from __future__ import annotations

from django.db import models

from tuntas.platform.ids import new_id


class Process(models.Model):
    """One serving process, and when it last showed that it lives; both moments are the database's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10)
    host = models.CharField(max_length=255)
    number = models.PositiveIntegerField()  # the operating system's
    version = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Moment(models.Model):
    """When something that is done now and then was done last, such as a backup."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"
