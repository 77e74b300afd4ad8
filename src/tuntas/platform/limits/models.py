"""Who is ahead of their rate, and until when."""

from django.db import models


class Bucket(models.Model):
    """One visitor's count of one kind: at `even_at` they are even again. Not logged: losing it costs nothing."""

    key = models.BinaryField(max_length=16, primary_key=True)
    even_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"even at {self.even_at}"
