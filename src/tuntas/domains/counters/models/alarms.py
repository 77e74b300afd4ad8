"""An alarm: who answers for an office is told that residents will wait too long, or that promises will break."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tuntas.platform.ids import new_id

from ..rules.risk import AlarmKind, Remedy


class Alarm(models.Model):
    """Open until the risk is gone. Of a kind an office has one at a time, however many watch it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=8)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    at_risk = models.PositiveIntegerField()  # now
    most_at_risk = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=0)  # 0: the head of unit; 1: the level above, too
    remedy = models.CharField(max_length=12, blank=True, default="")
    remedy_counter = models.PositiveSmallIntegerField(null=True)
    remedy_minutes = models.PositiveSmallIntegerField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    acted = models.CharField(max_length=12, blank=True, default="")
    acted_at = models.DateTimeField(null=True)
    acted_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["office_code", "-opened_at"], name="alarms_of_an_office"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "kind"], condition=Q(closed_at=None), name="alarm_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AlarmKind]), name="alarm_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(remedy__in=["", *(remedy.value for remedy in Remedy)]), name="alarm_remedy_is_known"
            ),
            models.CheckConstraint(
                condition=Q(at_risk__lte=F("most_at_risk")), name="alarm_knows_its_worst_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_code} {self.kind} {self.opened_at}"

    @property
    def stream(self) -> str:
        return f"alarm:{self.pk}"
