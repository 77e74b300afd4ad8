"""Which regions there are, and which office serves each."""

from django.db import models
from django.db.models import F, Q

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
    """A service point, never deleted. Its code is its region's; a further office in a region adds words (31-UPAK)."""

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")
    address = models.CharField(max_length=200, blank=True, default="", db_default="")
    telephone = models.CharField(max_length=40, blank=True, default="", db_default="")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    active_from = models.DateField(null=True)  # none: it was there before we counted
    active_to = models.DateField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="office_lies_on_the_earth",
            ),
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_to__isnull=True)
                | Q(active_to__gte=F("active_from")),
                name="office_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in OfficeKind]), name="office_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outline(models.Model):
    """Where a region lies: a point within it, and its boundary as rings of [longitude, latitude] in degrees."""

    region = models.OneToOneField(Region, models.CASCADE, primary_key=True, related_name="outline")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    rings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.region_id}: {len(self.rings)} rings"
