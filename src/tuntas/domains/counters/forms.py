"""What the head of unit types about letters and counters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .queries.groups import Group
from .rules import LETTERS

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


class LetterForm(forms.Form):
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


class CounterForm(forms.Form):
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
