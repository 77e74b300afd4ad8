"""Which columns of keyed hashes every row must fill: the database's own word in a rotation."""

from django.db import models


class HashColumn(models.Model):
    """The columns for keys of odd number, or those for even ones."""

    is_even = models.BooleanField(primary_key=True)
    is_wanted = models.BooleanField()

    def __str__(self) -> str:
        return f"{'even' if self.is_even else 'odd'}: {'wanted' if self.is_wanted else 'free'}"
