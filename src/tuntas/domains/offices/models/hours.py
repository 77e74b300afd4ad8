"""When offices are open: dated rows, never constants, because hours follow decrees."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.domains.offices.rules.kinds import Effect
from tuntas.platform.ids import new_id


class OpeningHours(models.Model):
    """One session of one weekday, in minutes after local midnight; without an office it is every office's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("offices.Office", models.CASCADE, null=True, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    weeks_of_month = ArrayField(models.PositiveSmallIntegerField(), default=list)  # empty is every week
    opens_minute = models.PositiveSmallIntegerField()
    closes_minute = models.PositiveSmallIntegerField()  # 1440 is the midnight that ends the day
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    effect = models.CharField(max_length=8, default=Effect.ORDINARY.value)
    also_on_holidays = models.BooleanField(default=False)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["office", "weekday"], name="hours_of_an_office")]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_have_a_weekday"),
            models.CheckConstraint(
                condition=Q(opens_minute__lt=F("closes_minute"), closes_minute__lte=1440),
                name="hours_open_before_they_close",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="hours_begin_before_they_end"
            ),
            models.CheckConstraint(
                condition=Q(effect__in=[effect.value for effect in Effect]), name="hours_effect_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id or '*'} {self.weekday} {self.opens_minute}–{self.closes_minute}"


class Closure(models.Model):
    """Days on which an office stays shut (a flood, a move); without an office it is every office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("offices.Office", models.CASCADE, null=True, related_name="closures")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="closure_begins_before_it_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id or '*'} {self.from_on}–{self.to_on}"


class Holiday(models.Model):
    """A national holiday or a day of joint leave; a row, so that a late decree can be entered on the day."""

    on = models.DateField(primary_key=True)
    name = models.CharField(max_length=120)
    is_joint_leave = models.BooleanField(default=False)
    is_estimated = models.BooleanField(default=False)  # moved by the sighting of the moon until decreed
    # Taken away by a decree. The row stays, so that loading the published days does not bring it back.
    is_dropped = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class OpenDay(models.Model):
    """A holiday on which one office is open as on any other day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="open_days")
    on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "on"], name="office_opens_once_on_a_holiday"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.on}"
