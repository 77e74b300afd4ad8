"""What happens while a file is checked: papers seen, returns, the refusal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedTextField

from ..workflow import Status
from .case import Case


class SeenPaper(models.Model):
    """A paper of the list that an officer ticked as seen: it can't be asked for again."""

    # No index of its own: that of the constraint begins with it.
    case = models.ForeignKey(Case, models.CASCADE, related_name="seen_papers", db_index=False)
    requirement = models.CharField(max_length=60)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "requirement"], name="case_paper_is_seen_once"),
        ]

    def __str__(self) -> str:
        return self.requirement


class Return(models.Model):
    """One return to the applicant for exactly one paper, until it is added or the return is overturned."""

    class Verdict(models.TextChoices):
        UPHELD = "upheld", "upheld"
        OVERTURNED = "overturned", "overturned"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="returns")
    requirement = models.CharField(max_length=60)
    # The files that were there already: only one that is added afterwards answers the return.
    files_before = models.JSONField(default=list)
    came_from = models.CharField(max_length=12, choices=Status.choices)
    note = EncryptedTextField(default="")
    by = models.UUIDField()
    at = models.DateTimeField()
    contested_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True, default="")
    verdict_reason = EncryptedTextField(default="")
    verdict_by = models.UUIDField(null=True)
    verdict_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at__isnull=True), name="case_has_one_open_return"
            ),
        ]

    def __str__(self) -> str:
        return self.requirement

    @property
    def is_undecided(self) -> bool:
        return self.contested_at is not None and not self.verdict


class Refusal(models.Model):
    """Why a case was refused: the article of law and the reason in words."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="refusal")
    article = models.CharField(max_length=200)
    reason = EncryptedTextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.article
