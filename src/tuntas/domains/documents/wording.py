"""Days and numbers in the Indonesian of a deed, whatever language the reader's screen has."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip


def number_in_words(number: int) -> str:
    """A number from 0 to 9,999 as it is spoken.

    >>> number_in_words(2026)
    'dua ribu dua puluh enam'
    """
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for size, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        count, rest = divmod(number, size)
        if count:
            head = one if count == 1 else f"{number_in_words(count)} {name}"
            return f"{head} {number_in_words(rest)}" if rest else head
    raise AssertionError(number)


def day(value: date | str | None) -> str:
    """2 April 2022; empty for a day that is not known, the words themselves for what is no ISO day."""
    found = _date(value)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}" if found else str(value or "")


def weekday(value: date | str | None) -> str:
    """The day of the week, or nothing."""
    found = _date(value)
    return _DAYS[found.weekday()] if found else ""


def short_day(value: date | str | None) -> str:
    """02-04-2022, as on cards and in tables."""
    found = _date(value)
    return f"{found:%d-%m-%Y}" if found else str(value or "")


def day_in_words(value: date | str | None) -> str:
    """dua April dua ribu dua puluh dua, as a deed spells it so that no digit can be altered."""
    found = _date(value)
    if not found:
        return ""
    return f"{number_in_words(found.day)} {_MONTHS[found.month - 1]} {number_in_words(found.year)}"


def moment(value: datetime, zone: str) -> str:
    """Sabtu, 2 April 2022 pukul 10.42."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{weekday(local.date())}, {day(local.date())} pukul {local:%H.%M}"


def _date(value: date | str | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
