"""What is typed about offices and their hours: each field with its words, its checks and what to do about a fault."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.actions import Description, NewHours
from tuntas.domains.offices.queries import weeks
from tuntas.domains.offices.queries.directory import KINDS
from tuntas.domains.offices.rules import REGIONAL, Effect

from ._people_forms import Day

_NEEDED = {"required": _("Please fill this in.")}
SESSIONS = 2  # a day may be divided once, for a prayer or a pause


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


class HoursForm(forms.Form):
    """A week's hours from a day on."""

    effect = forms.ChoiceField(
        label=_("Kind"),
        choices=list(weeks.EFFECTS.items()),
        help_text=_("In place of the ordinary: Ramadan. Extra: an evening beside the ordinary hours."),
    )
    from_on = Day(label=_("First day"))
    to_on = Day(
        label=_("Last day"),
        required=False,
        help_text=_("Hours in place of the ordinary ones need one; others may be without an end."),
    )
    label = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_("For example Ramadan, or the decree's number."),
    )
    weeks_of_month = forms.TypedMultipleChoiceField(
        label=_("Only in these weeks of the month"),
        coerce=int,
        required=False,
        choices=[(number, str(number)) for number in range(1, 6)],
        widget=forms.CheckboxSelectMultiple,
    )
    also_on_holidays = forms.BooleanField(label=_("Also on holidays"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, day in enumerate(weeks.WEEKDAYS):
            for session in range(SESSIONS):
                for name, words in (("opens", _("%(day)s, opens")), ("closes", _("%(day)s, closes"))):
                    self.fields[f"{name}_{weekday}_{session}"] = forms.TimeField(
                        label=words % {"day": day},
                        required=False,
                        input_formats=["%H:%M", "%H.%M"],
                        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                        error_messages={"invalid": _("Write a time as hours and minutes, for example 07.30.")},
                    )

    def days(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """Each weekday with its four fields, each with a short word for narrow pages."""
        words = (_("Opens"), _("Closes"), _("Opens again"), _("Closes again"))
        names = [(name, session) for session in range(SESSIONS) for name in ("opens", "closes")]
        named = list(zip(names, words, strict=True))
        return [
            (day, [(self[f"{name}_{weekday}_{session}"], word) for (name, session), word in named])
            for weekday, day in enumerate(weeks.WEEKDAYS)
        ]

    def about(self) -> list[Any]:
        return [self[name] for name in ("effect", "label", "from_on", "to_on")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day is before the first."))
        if given.get("effect") == Effect.INSTEAD and not last and "to_on" not in self.errors:
            self.add_error("to_on", _("Hours in place of the ordinary ones need a last day."))
        self._check_sessions(given)
        return given

    @property
    def hours(self) -> list[NewHours]:
        given = self.cleaned_data
        return [
            NewHours(weekday, *minutes, tuple(given["weeks_of_month"]), given["also_on_holidays"])
            for weekday in range(7)
            for session in range(SESSIONS)
            if (minutes := _minutes(given, weekday, session))
        ]

    def _check_sessions(self, given: dict[str, Any]) -> None:
        written = 0
        for weekday in range(7):
            for session in range(SESSIONS):
                opens, closes = (given.get(f"{name}_{weekday}_{session}") for name in ("opens", "closes"))
                written += opens is not None or closes is not None
                if (opens is None) != (closes is None):
                    empty = "opens" if opens is None else "closes"
                    if f"{empty}_{weekday}_{session}" not in self.errors:
                        self.add_error(f"{empty}_{weekday}_{session}", _("Write both times, or neither."))
                elif opens is not None and _minutes(given, weekday, session) is None:
                    self.add_error(f"closes_{weekday}_{session}", _("An office opens before it closes."))
        if not written and not self.errors:
            self.add_error(None, _("Write the hours of at least one day."))


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


def _minutes(given: dict[str, Any], weekday: int, session: int) -> tuple[int, int] | None:
    opens, closes = (given.get(f"{name}_{weekday}_{session}") for name in ("opens", "closes"))
    if opens is None or closes is None:
        return None
    first, last = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
    last = last or 24 * 60  # the midnight that ends the day
    return (first, last) if first < last else None
