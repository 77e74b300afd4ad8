"""What the database refuses about people and postings, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.decisions import Decision, Refused

_CONFLICTS = {
    "posting_is_held_once_at_a_time": _(
        "This person already has this role at this office on some of these days."
    ),
    "posting_begins_before_it_ends": _("The last day lies before the first."),
    "staff_username_is_unique_in_any_case": _(
        "This username is taken. Choose another, for example with a number."
    ),
    "offices_staff_username_key": _("This username is taken. Choose another, for example with a number."),
}


@contextmanager
def readable_conflicts() -> Iterator[None]:
    """Turn a broken constraint into a refusal. A savepoint keeps the caller's transaction usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", "")
        if name not in _CONFLICTS:
            raise
        raise Refused(Decision(_CONFLICTS[name])) from fault
