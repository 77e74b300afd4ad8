"""The keys of verbs that were done, so that a second sending does nothing new."""

from django.db import models

from tuntas.platform.secrets.fields import EncryptedJSONField


class Outcome(models.Model):
    """What a verb answered to one key."""

    key = models.UUIDField(primary_key=True)
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=80)
    result = EncryptedJSONField(null=True)
    done_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "idempotency_outcome"

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
