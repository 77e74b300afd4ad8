"""Where we write about an appointment."""

from __future__ import annotations

from django.db import models

from tuntas.platform.ids import new_id

from .appointments import Appointment


class AppointmentContact(models.Model):
    """The confirmation keeps the address, encrypted. Moved, it goes along; a day after the end both are deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="contact")
    confirmation = models.UUIDField()
    language = models.CharField(max_length=2, default="id")
    told_at = models.DateTimeField(null=True)  # when we last wrote the time; none while it is not confirmed
    reminded_at = models.DateTimeField(null=True)  # of this time

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stream(self) -> str:
        return f"appointment-contact:{self.pk}"
