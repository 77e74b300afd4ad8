"""Dates and times as people type them: 2-4-22, 2 April 2022, Sabtu, 02/04/2022; 10.42."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Context
from tuntas.platform.forms.definition import Question

from .base import Refusal, Type, one_line

# The beginnings that tell the months apart, Indonesian (also the older Pebruari, Nopember) and English.
_MONTHS = {
    1: ("jan",),
    2: ("feb", "peb"),
    3: ("mar",),
    4: ("apr",),
    5: ("mei", "may"),
    6: ("jun",),
    7: ("jul",),
    8: ("agu", "ags", "agt", "aug"),
    9: ("sep",),
    10: ("okt", "oct"),
    11: ("nov", "nop"),
    12: ("des", "dec"),
}
_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+"
_EARLIEST = 1850


class Date(Type):
    """A day. `past: true` refuses the future; `years_ago` says how long ago it must be at least (a mother's birth)."""

    settings = frozenset({"past", "years_ago", "autocomplete"})

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        years_ago = question.setting("years_ago", 0)
        latest = _years_before(context.today, years_ago) if question.setting("past") or years_ago else None
        day = parse_day(one_line(raw), today=context.today, latest=latest)
        if day is None:
            raise Refusal(_("This is not a date we can read. Write day, month and year, for example 2-4-2022."))
        if latest and day > context.today:
            raise Refusal(_("This date lies in the future. Please check it."))
        if latest and day > latest:
            raise Refusal(_("This date is too recent. Please check the year."))
        return day.isoformat()

    def say(self, question: Question, value: Any) -> str:
        return date_format(dt.date.fromisoformat(value), "j F Y")

    def show(self, question: Question, value: Any) -> str:
        if match := re.fullmatch(r"([0-9]{4})-0?([0-9]+)-0?([0-9]+)", value or ""):
            return f"{match[3]}-{match[2]}-{match[1]}"
        return value or ""

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class Time(Type):
    """A time of the day, kept as HH:MM."""

    inputmode = "numeric"

    def clean(self, question: Question, raw: Any, context: Context) -> str:
        typed = re.sub(r"^(pukul|jam|at)\s*|\s*(wib)$", "", one_line(raw).lower())
        match = re.fullmatch(r"([0-9]{1,2})(?:[.: ]?([0-9]{2}))?", typed)
        if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
            raise Refusal(_("This is not a time. Write hours and minutes, for example 10.42."))
        return f"{int(match[1]):02d}:{match[2] or '00'}"

    def say(self, question: Question, value: Any) -> str:
        return str(value).replace(":", ".")

    def show(self, question: Question, value: Any) -> str:
        return self.say(question, value) if value else ""

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


def parse_day(typed: str, *, today: dt.date, latest: dt.date | None = None) -> dt.date | None:
    """The day that was meant, day before month as Indonesians write it, or None.

    A year of two digits is the one not after `latest` (births), or without it the one nearest to today.
    """
    text = re.sub(rf"^{_WEEKDAY}", "", typed.strip().lower())
    parts = _parts(text)
    if parts is None:
        return None
    day, month, year = parts
    number = int(year)
    if len(year) == 2:
        number = _century(day, month, number, today=today, latest=latest)
    try:
        found = dt.date(number, month, day)
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def _parts(text: str) -> tuple[int, int, str] | None:
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text):
        return int(match[3]), int(match[2]), match[1]
    if match := re.fullmatch(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4}|[0-9]{2})", text):
        return int(match[1]), int(match[2]), match[3]
    if match := re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})", text):
        return int(match[1]), int(match[2]), match[3]
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]*([a-z]{3,9})[-/., ]*([0-9]{4}|[0-9]{2})", text):
        return _with_month(match[1], match[2], match[3])
    if match := re.fullmatch(r"([a-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4}|[0-9]{2})", text):
        return _with_month(match[2], match[1], match[3])
    return None


def _with_month(day: str, word: str, year: str) -> tuple[int, int, str] | None:
    month = next((number for number, starts in _MONTHS.items() if word[:3] in starts), None)
    return (int(day), month, year) if month else None


def _century(day: int, month: int, year: int, *, today: dt.date, latest: dt.date | None) -> int:
    this = 2000 + year
    if latest is None:
        return min((this, this - 100, this + 100), key=lambda one: abs(one - today.year))
    return this if (this, month, day) <= (latest.year, latest.month, latest.day) else this - 100


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
