"""Moments, days and lengths of time as Indonesians (and the English mirror) write them."""

from datetime import date, datetime, timedelta, tzinfo

WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
UNITS = {
    "id": {
        "day": ("hari", "hari"),
        "hour": ("jam", "jam"),
        "minute": ("menit", "menit"),
        "second": ("detik", "detik"),
    },
    "en": {
        "day": ("day", "days"),
        "hour": ("hour", "hours"),
        "minute": ("minute", "minutes"),
        "second": ("second", "seconds"),
    },
}
MOMENT = {"id": "{day} pukul {hour}", "en": "{day} at {hour}"}
TODAY = {"id": "pukul {hour}", "en": "{hour}"}
HOUR = {"id": "{0:%H}.{0:%M}", "en": "{0:%H}:{0:%M}"}


def day(value: date, *, language: str, zone: tzinfo) -> str:
    """`Sabtu, 2 April 2022`; a moment is first moved to the office's time zone."""
    local = value.astimezone(zone) if isinstance(value, datetime) else value
    known = _known(language)
    return f"{WEEKDAYS[known][local.weekday()]}, {local.day} {MONTHS[known][local.month - 1]} {local.year}"


def hour(value: datetime, *, language: str, zone: tzinfo) -> str:
    """`10.42` in Indonesian, `10:42` in English."""
    return HOUR[_known(language)].format(value.astimezone(zone))


def moment(value: datetime, *, language: str, zone: tzinfo) -> str:
    """`Sabtu, 2 April 2022 pukul 10.42`."""
    parts = {name: write(value, language=language, zone=zone) for name, write in (("day", day), ("hour", hour))}
    return MOMENT[_known(language)].format(**parts)


def due(value: datetime, *, seen_at: datetime, language: str, zone: tzinfo) -> str:
    """`pukul 10.42` for a moment on the day it is read, the whole moment for any other day."""
    if value.astimezone(zone).date() == seen_at.astimezone(zone).date():
        return TODAY[_known(language)].format(hour=hour(value, language=language, zone=zone))
    return moment(value, language=language, zone=zone)


def duration(length: timedelta, *, language: str) -> str:
    """The two largest units that are not zero: `1 jam 5 menit`; seconds only below a minute."""
    seconds = max(0, int(length.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    counted = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    first = next((place for place, (number, _) in enumerate(counted) if number), None)
    if first is None:
        return _count(seconds, "second", language)
    return " ".join(_count(number, unit, language) for number, unit in counted[first : first + 2] if number)


def _count(number: int, unit: str, language: str) -> str:
    one, many = UNITS[_known(language)][unit]
    return f"{number} {one if number == 1 else many}"


def _known(language: str) -> str:
    """English only when asked for: every other language code reads Indonesian."""
    return "en" if language.startswith("en") else "id"
