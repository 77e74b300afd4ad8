"""What is typed about offices and their hours: each field with its words, its checks and what to do about a fault."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.actions import Description
from tuntas.domains.offices.queries.directory import KINDS
from tuntas.domains.offices.rules import REGIONAL

from ._people_forms import Day

_NEEDED = {"required": _("Please fill this in.")}


class Degrees(forms.DecimalField):
    """A coordinate, with a point or a comma."""

    default_error_messages = {
        "invalid": _("Write degrees as a number, for example -6.175392."),
        "max_value": _("Write degrees as a number, for example -6.175392."),
        "min_value": _("Write degrees as a number, for example -6.175392."),
        "max_digits": _("Six digits after the point are enough."),
        "max_decimal_places": _("Six digits after the point are enough."),
        "max_whole_digits": _("Write degrees as a number, for example -6.175392."),
    }

    def __init__(self, *, most: int, label: Any) -> None:
        super().__init__(
            label=label, required=False, decimal_places=6, min_value=-most, max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class DescriptionForm(forms.Form):
    """How an office is called, where it is, and from when to when."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages=_NEEDED)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    telephone = forms.CharField(
        label=_("Telephone of the office"),
        max_length=40,
        required=False,
        help_text=_("The official number, never that of a person."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    latitude = Degrees(most=90, label=_("Latitude"))
    longitude = Degrees(most=180, label=_("Longitude"))
    active_from = Day(label=_("First day"), required=False, help_text=_("Empty: since before we counted."))
    active_to = Day(
        label=_("Last day"),
        required=False,
        help_text=_("Only if the office closes for good. It takes no case after it, and its past stays."),
    )

    @property
    def description(self) -> Description:
        names = ("name", "address", "telephone", "latitude", "longitude", "active_from", "active_to")
        return Description(**{name: self.cleaned_data[name] for name in names})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if (given["latitude"] is None) != (given["longitude"] is None):
            empty = "latitude" if given["latitude"] is None else "longitude"
            self.add_error(empty, _("Write both latitude and longitude, or neither."))
        if given["active_from"] and given["active_to"] and given["active_to"] < given["active_from"]:
            self.add_error("active_to", _("The last day is before the first."))
        return given


class NewOffice(DescriptionForm):
    """A further office in a region."""

    field_order = ["kind", "region_code", "further"]
    kind = forms.ChoiceField(label=_("Kind"), error_messages=_NEEDED)
    region_code = forms.ChoiceField(
        label=_("Region"), error_messages={**_NEEDED, "invalid_choice": _("Choose one of your regions.")}
    )
    further = forms.RegexField(
        r"^[A-Z0-9]{2,8}$",
        label=_("Short name for the code"),
        help_text=_("2 to 8 capitals or digits. MPP in 31.71 becomes 31.71-MPP. It never changes."),
        error_messages={**_NEEDED, "invalid": _("Write 2 to 8 capitals or digits.")},
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        further = [(kind.value, name) for kind, name in KINDS.items() if kind not in REGIONAL]
        self.fields["kind"].choices = [("", ""), *further]  # type: ignore[attr-defined]
        self.fields["region_code"].choices = [("", ""), *regions]  # type: ignore[attr-defined]


class ClosureForm(forms.Form):
    """Days on which an office stays shut."""

    from_on = Day(label=_("First day"))
    to_on = Day(label=_("Last day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages=_NEEDED, help_text=_("Residents may read it.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("from_on") and given.get("to_on") and given["to_on"] < given["from_on"]:
            self.add_error("to_on", _("The last day is before the first."))
        return given


class LastDay(forms.Form):
    """When hours or a closure end."""

    last_on = Day(label=_("Last day"), help_text=_("Yesterday at the earliest: then it ends at once."))


class OpenDayForm(forms.Form):
    """A holiday on which one office works."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages=_NEEDED, help_text=_("Residents may read it.")
    )


class HolidayForm(forms.Form):
    """A holiday that a decree added, moved or named."""

    on = Day(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=120, error_messages=_NEEDED)
    is_joint_leave = forms.BooleanField(label=_("Joint leave (cuti bersama)"), required=False)
