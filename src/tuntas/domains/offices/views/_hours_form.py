"""A week's hours as they are typed: each weekday with up to two sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.queries import hours_sets
from tuntas.domains.offices.rules import Effect

from ._people_forms import Day

SESSIONS = 2  # a day may be divided once, for a prayer or a pause


class HoursForm(forms.Form):
    """A week's hours from a day on."""

    effect = forms.ChoiceField(
        label=_("Kind"),
        choices=list(hours_sets.EFFECTS.items()),
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
        for weekday, day in enumerate(hours_sets.WEEKDAYS):
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
            for weekday, day in enumerate(hours_sets.WEEKDAYS)
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


def _minutes(given: dict[str, Any], weekday: int, session: int) -> tuple[int, int] | None:
    opens, closes = (given.get(f"{name}_{weekday}_{session}") for name in ("opens", "closes"))
    if opens is None or closes is None:
        return None
    first, last = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
    last = last or 24 * 60  # the midnight that ends the day
    return (first, last) if first < last else None
