"""What is typed about people: each field with its words, its checks and what to do about a fault."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform.tables import YEARS

_NEEDED = {"required": _("Please fill this in.")}


class Day(forms.DateField):
    """A day as the browser's own picker sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {
        "required": _("Please choose a day."),
        "invalid": _("Write the day as year-month-day, for example 2026-12-01."),
        "century": _("Choose a day between the years 1900 and 2199."),
    }

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["century"], code="century")
        return day


class _Posting(forms.Form):
    role = forms.ChoiceField(label=_("Role"), error_messages=_NEEDED)
    employment = forms.ChoiceField(label=_("Kind of employment"), error_messages=_NEEDED)
    from_on = Day(label=_("First day"))
    to_on = Day(label=_("Last day"), required=False, help_text=_("Leave empty if it has no end yet."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "")] + [(role.value, queries.role_name(role)) for role in Role]  # type: ignore[attr-defined]
        self.fields["employment"].choices = [("", "")] + [  # type: ignore[attr-defined]
            (kind.value, f"{kind.value}: {queries.employment_name(kind)}") for kind in Employment
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day lies before the first."))
        return given


class PostingForm(_Posting):
    """A posting that has not begun, corrected."""


class NewPosting(_Posting):
    """A posting at one of the offices that somebody is in charge of."""

    field_order = ["role", "office_code", "employment", "from_on", "to_on"]
    office_code = forms.ChoiceField(
        label=_("Office"),
        error_messages={**_NEEDED, "invalid_choice": _("Choose one of your offices.")},
    )

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office_code"].choices = [("", ""), *offices]  # type: ignore[attr-defined]


class NewPerson(NewPosting):
    """Somebody new, with their first posting."""

    field_order = ["name", "username", "email", *NewPosting.field_order]
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages=_NEEDED,
        help_text=_("As on official letters. Residents may see it."),
    )
    username = forms.CharField(
        label=_("Username"),
        max_length=60,
        error_messages=_NEEDED,
        help_text=_("Small letters, digits and dots, for example siti.a"),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("This is no e-mail address. Example: name@example.org")},
        help_text=_("The invitation goes there. Without an address you hand the link over in person."),
    )


class Returning(NewPosting):
    """Somebody who left, with the posting that they return to."""

    field_order = ["email", *NewPosting.field_order]
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("This is no e-mail address. Example: name@example.org")},
        help_text=_("The invitation goes there. Without an address you hand the link over in person."),
    )


class Details(forms.Form):
    """How somebody is called, and where letters go."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages=_NEEDED)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("This is no e-mail address. Example: name@example.org")},
    )


class LastDay(forms.Form):
    """When a posting ends."""

    last_on = Day(label=_("Last day"), help_text=_("With yesterday it is over at once."))


class Leaving(forms.Form):
    """From which day on somebody no longer enters."""

    leaves_on = Day(
        label=_("Day of leaving"), help_text=_("From this day on the account is off. Today means at once.")
    )


class Reason(forms.Form):
    """Why a recovery is asked for."""

    reason = forms.CharField(
        label=_("What was lost, and how did you make sure who asks?"),
        max_length=500,
        error_messages=_NEEDED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
