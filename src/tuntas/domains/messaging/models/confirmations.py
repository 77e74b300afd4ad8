"""Whether someone who gave an e-mail address can read what arrives there."""

from __future__ import annotations

from django.db import models

from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedTextField


class Confirmation(models.Model):
    """One code sent to one address; the code itself is kept as a keyed hash only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stream = models.CharField(max_length=80, db_index=True)
    address = EncryptedTextField()
    address_hash = models.BinaryField(max_length=32, db_index=True)
    code_hash = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tries__lte=5), name="a_code_is_tried_at_most_five_times"),
        ]

    def __str__(self) -> str:
        return str(self.id)
