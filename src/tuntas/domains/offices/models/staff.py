"""Who works where, in which role, and since when."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules.kinds import Employment, Role
from tuntas.platform.ids import new_id
from tuntas.platform.secrets.fields import EncryptedJSONField


class StaffAccounts(BaseUserManager["Staff"]):
    """The way Django and allauth make and find an account."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Staff:
        """A new account that can sign in with this password, or not at all without one."""
        staff = self.model(username=self.model.normalize_username(username), **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff

    def get_by_natural_key(self, username: str | None) -> Staff:
        """The account of this username, however its letters are cased."""
        return self.get(username__iexact=username)


class Staff(AbstractBaseUser):
    """An account of someone who works for the registry. The name is official: residents may see it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("Username"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail address"), blank=True)
    # NIK and KK numbers of the person's own family, as declared: nobody handles a case of theirs. None: not declared.
    family = EncryptedJSONField(null=True)
    is_active = models.BooleanField(default=True)
    # Counted up, every browser that is signed in as this person is signed in no more.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StaffAccounts()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="staff_username_is_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        before = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return f"{before}.{self.sessions_ended}" if self.sessions_ended else before


class Posting(models.Model):
    """A person's role at an office for some days: authority is dated, and ends by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="postings")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="postings")
    role = models.CharField(max_length=16)
    employment = models.CharField(max_length=4)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="posting_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(employment__in=[kind.value for kind in Employment]),
                name="posting_employment_is_known",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="posting_begins_before_it_ends",
            ),
            ExclusionConstraint(
                name="posting_is_held_once_at_a_time",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "from_on",
                            "to_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role} {self.office_id}"
