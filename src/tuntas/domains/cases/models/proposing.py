"""Why a proposed change went back to the officer who proposed it."""

from __future__ import annotations

from django.db import models

from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedTextField

from .case import Case


class SentBack(models.Model):
    """Whoever decides sent a proposal back, and what the officer is to compare again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="sent_back")
    reason = EncryptedTextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} by {self.by}"
