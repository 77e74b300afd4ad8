"""Which regions there are, and which office serves each."""

from django.db import models
from django.db.models import Q

from tuntas.domains.offices.rules.kinds import Level, OfficeKind


class Region(models.Model):
    """A region under its Kemendagri code, never BPS's, which numbers the same cities differently."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=11)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="region_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE.value, parent__isnull=True)
                | (~Q(level=Level.PROVINCE.value) & Q(parent__isnull=False)),
                name="region_has_a_parent_unless_it_is_a_province",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
                name="region_code_is_kemendagris",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A service point. Its code is its region's, except where two offices stand in one region (UPAK)."""

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in OfficeKind]), name="office_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
