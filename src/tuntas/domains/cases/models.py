"""Cases, and the rows of what has its own who, when and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuntas.platform.ids import new_id, new_token
from tuntas.platform.secrets.fields import EncryptedJSONField, EncryptedTextField

from .workflow import Status


class Case(models.Model):
    """One application. Until it is submitted it is a draft: a link and a PIN, but no reference."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    service_code = models.CharField(max_length=60)
    # The version that the applicant was asked with stays, whatever the catalogue says later.
    service_version = models.PositiveIntegerField()
    office_code = models.CharField(max_length=20, default="", blank=True)
    link = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    reference = models.CharField(max_length=11, unique=True, null=True)  # noqa: DJ001 – unique, so no empty text
    pin_hash = models.BinaryField(max_length=32)
    pin_tries = models.PositiveSmallIntegerField(default=0)
    answers = EncryptedJSONField(default=dict)
    email = EncryptedTextField(null=True)
    email_confirmation = models.UUIDField(null=True)
    email_confirmed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, default="id")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    ready_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    survey_offered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT, reference__isnull=True, submitted_at__isnull=True)
                | (~Q(status=Status.DRAFT) & Q(reference__isnull=False, submitted_at__isnull=False)),
                name="case_has_a_reference_exactly_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | ~Q(office_code=""), name="case_submitted_has_an_office"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.TAKEN) | Q(taken_by__isnull=False), name="case_taken_says_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("accepted_by")),
                name="case_is_approved_by_another_than_who_accepted",
            ),
        ]
        indexes = [
            # The office's queue: open cases only, so it does not grow with all cases ever made.
            models.Index(
                fields=["office_code", "status", "submitted_at"],
                name="case_open_of_office",
                condition=~Q(status__in=[Status.DRAFT, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN]),
            ),
            # Its order: the oldest first, whatever their state.
            models.Index(
                fields=["office_code", "submitted_at", "id"],
                name="case_open_by_age",
                condition=~Q(status__in=[Status.DRAFT, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN]),
            ),
            models.Index(fields=["started_at"], name="case_draft_by_age", condition=Q(status=Status.DRAFT)),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.pk}"

    @property
    def stream(self) -> str:
        return f"case:{self.pk}"


class StrangerTry(models.Model):
    """Wrong PINs for a reference or link that does not exist: counted as for one that does, so that both take as long."""

    key = models.BinaryField(max_length=32, primary_key=True)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tries} tries"


class SeenPaper(models.Model):
    """A paper of the list that an officer ticked as seen: it can't be asked for again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="seen_papers")
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


class FamilyException(models.Model):
    """In an emergency somebody handles this case of their own family, and why: the level above sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="family_exceptions")
    office_code = models.CharField(max_length=20)
    reason = EncryptedTextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "by"], name="family_exception_is_claimed_once")]
        # What the level above reads: an office's exceptions, the newest first.
        indexes = [models.Index(fields=["office_code", "-at"], name="family_exception_of_office")]

    def __str__(self) -> str:
        return f"{self.case_id} by {self.by}"


class Reassignment(models.Model):
    """What somebody held at an office was passed on, to a colleague or (without `given_to`) to the queue."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office_code = models.CharField(max_length=20)
    held_by = models.UUIDField()
    given_to = models.UUIDField(null=True)
    # Each case's id, and when it had been taken: what giving it back restores.
    cases = models.JSONField()
    by = models.UUIDField()
    at = models.DateTimeField()
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="reassignment_undone_says_who_and_when",
            ),
        ]
        # What can still be taken back at an office: the newest first.
        indexes = [models.Index(fields=["office_code", "-at"], name="reassignment_at_an_office")]

    def __str__(self) -> str:
        return f"{self.office_code} {self.held_by} to {self.given_to or 'the queue'}"


class HandOver(models.Model):
    """Who collected, on which proof of identity, and which officer saw it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="hand_over")
    proof = models.CharField(max_length=30)
    collector = models.CharField(max_length=30)
    by = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.proof


class PhoneLink(models.Model):
    """By this link an applicant takes a case that was started at a counter to their own phone: once, for half an hour.

    The PIN lies here so long, because the page behind the link shows it; used or ended, it is gone.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="phone_link")
    # 160 random bits need no key, so no change of the hash key ends a link.
    token_hash = models.BinaryField(max_length=32, unique=True)
    pin = EncryptedTextField(null=True)
    ends_at = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id} until {self.ends_at}"


class ProvedContact(models.Model):
    """An officer saw who the applicant is, and a code went to their address; read back, it is proved to be theirs.

    The address itself is the case's: given anew or removed, this row is gone.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="proved_contact")
    confirmation = models.UUIDField()
    proof = models.CharField(max_length=30)
    by = models.UUIDField()
    at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    # The code that was asked for last to open documents; used, it is gone.
    download_code = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id} by {self.proof}"
