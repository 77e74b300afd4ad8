"""What the head of unit types about letters and counters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from tuntas.platform.decisions import Refused

from .actions import Unfit
from .queries.groups import Group
from .rules import LETTERS
from .rules.slots import BOUNDS, Policy

_NEEDED = {"required": _("Please fill this in.")}
_BOXES = forms.CheckboxSelectMultiple


class _Number(forms.IntegerField):
    """A whole number between two others."""

    def __init__(self, label: Any, most: int, words: Any, **more: Any) -> None:
        errors = {**_NEEDED, "invalid": words, "min_value": words, "max_value": words}
        super().__init__(
            label=label, min_value=1, max_value=most, error_messages=errors,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **more,
        )  # fmt: skip


class _Form(forms.Form):
    """Its faults stand beside their fields and, each leading to its field, above them."""

    @property
    def faults(self) -> list[tuple[str, str]]:
        return [
            (self[name].auto_id if name in self.fields else "", str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]

    def refuse(self, refused: Refused) -> None:
        """What the verb said against it, beside the field that it is about."""
        field = refused.field if isinstance(refused, Unfit) else None
        self.add_error(field if field in self.fields else None, str(refused))


class LetterForm(_Form):
    """A letter of the office's queue: its names, its services, whose it is, how long one takes."""

    letter = forms.ChoiceField(label=_("Letter"), error_messages=_NEEDED)
    name = forms.CharField(label=_("Name in Indonesian"), max_length=60, error_messages=_NEEDED)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, error_messages=_NEEDED)
    services = forms.MultipleChoiceField(
        label=_("Services"),
        required=False,
        widget=_BOXES,
        help_text=_("A service stands under one letter: chosen here, it leaves the other."),
    )
    agency = forms.CharField(
        label=_("Agency"),
        max_length=60,
        required=False,
        help_text=_("Only for another agency's letter in a shared room."),
    )
    minutes = _Number(
        _("Minutes for one person"),
        240,
        _("Write a whole number between 1 and 240."),
        help_text=_("Until the office's own times are known."),
    )

    def __init__(
        self, *args: Any, services: Sequence[tuple[str, str]], taken: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        free = [one for one in LETTERS if one not in taken]
        self.fields["letter"].choices = [(one, one) for one in free]  # type: ignore[attr-defined]
        self.fields["services"].choices = list(services)  # type: ignore[attr-defined]

    @property
    def group(self) -> Group:
        given = self.cleaned_data
        return Group(
            given["letter"], given["name"], given["name_en"], tuple(given["services"]), given["agency"],
            given["minutes"],
        )  # fmt: skip


class CounterForm(_Form):
    """A counter: its number, the letters that it calls, whose it is, whether it is in use."""

    number = _Number(_("Number"), 999, _("Write a whole number between 1 and 999."))
    letters = forms.MultipleChoiceField(
        label=_("Letters that it calls"),
        widget=_BOXES,
        error_messages={"required": _("Choose at least one letter of this office.")},
    )
    agency = forms.CharField(
        label=_("Agency"),
        max_length=60,
        required=False,
        help_text=_("Only for another agency's counter in a shared room."),
    )
    is_in_use = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, letters: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letters"].choices = list(letters)  # type: ignore[attr-defined]


def _bounded(name: str, label: Any, words: Any, **more: Any) -> _Number:
    least, most = BOUNDS[name]
    field = _Number(label, most, words, **more)
    field.min_value = least
    field.validators = [MinValueValidator(least, words), MaxValueValidator(most, words)]
    return field


class PolicyForm(_Form):
    """What residents may book at an office."""

    is_offered = forms.BooleanField(label=_("Residents can make appointments here"), required=False)
    share_percent = _bounded(
        "share_percent",
        _("Percent of the counters' time that can be booked"),
        _("Write a whole number between 0 and 100."),
        help_text=_("The rest is for who comes without an appointment."),
    )
    days_ahead = _bounded("days_ahead", _("Days ahead"), _("Write a whole number between 0 and 60."))
    slot_minutes = _bounded(
        "slot_minutes", _("Minutes of one time slot"), _("Write a whole number between 5 and 240.")
    )
    early_minutes = _bounded(
        "early_minutes",
        _("Check in from so many minutes before the time"),
        _("Write a whole number between 0 and 120."),
    )
    late_minutes = _bounded(
        "late_minutes",
        _("Check in until so many minutes after it has begun"),
        _("Write a whole number between 0 and 60."),
        help_text=_("Then the time is given back, and the person takes an ordinary ticket."),
    )
    hold_minutes = _bounded(
        "hold_minutes",
        _("Minutes for which a time is held until it is confirmed"),
        _("Write a whole number between 1 and 30."),
    )

    @property
    def policy(self) -> Policy:
        return Policy(**self.cleaned_data)
