"""An appointment in the calendar on the phone, read back as RFC 5545 and RFC 5546 say."""

import re
from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions, ical
from tuntas.platform.actors import PUBLIC

from . import booking

ESCAPED = {"\\n": "\n", "\\;": ";", "\\,": ",", "\\\\": "\\"}
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION"}
MOMENT = re.compile(r"\d{8}T\d{6}Z")


def read(file):
    """The properties of the event and of the calendar around it; fails for what a strict reader refuses."""
    assert file.endswith(b"\r\n")
    lines = file[:-2].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)]
    whole, inside, found = file.decode()[:-2].replace("\r\n ", "").split("\r\n"), [], {}
    for line in whole:
        name, value = re.fullmatch(r'([A-Z-]+(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line).groups()
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            assert inside.pop() == value
        else:
            path = (*inside[1:], name.split(";")[0])
            assert path not in found, f"{name} stands there twice"
            found[path] = _text(value) if path[-1] in TEXTS else value
    assert (whole[0], whole[-1], inside) == ("BEGIN:VCALENDAR", "END:VCALENDAR", [])
    assert {("VERSION",), ("PRODID",), ("METHOD",)} <= set(found)
    event = {path[1]: value for path, value in found.items() if path[:1] == ("VEVENT",) and len(path) == 2}
    assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "ORGANIZER", "SUMMARY"} <= set(event)
    assert all(MOMENT.fullmatch(event[name]) for name in ("DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED"))
    assert 0 <= int(event["SEQUENCE"]) < 2**31
    assert re.fullmatch(r"mailto:[^@\s<>]+@[^@\s<>]+", event["ORGANIZER"])
    alarm = {path[2]: value for path, value in found.items() if path[:2] == ("VEVENT", "VALARM")}
    assert not alarm or set(alarm) == {"ACTION", "TRIGGER", "DESCRIPTION"}
    return {**event, "METHOD": found["METHOD",], "ALARM": alarm.get("TRIGGER")}


def _text(value):
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value), value
    return re.sub(r"\\.", lambda found: ESCAPED[found[0]], value)


def entry(**changes):
    given = {
        "token": "t",
        "starts_at": w.NOON,
        "ends_at": w.NOON + timedelta(minutes=30),
        "changed_at": w.NOON,
        "is_cancelled": False,
        "from_whom": "Dinas",
        "sender": "tuntas@contoh.test",
        "title": "Akta",
        "place": "Kantor",
        "about": "",
    }
    return ical.Entry(**{**given, **changes})


def _asked(client, made):
    answer = client.get(f"/appointment/{made.token}/janji-temu.ics")
    return answer, read(answer.content)


def test_it_has_the_time_in_utc_and_no_address(client, there):
    made = booking.booked(booking.offers(there.at)[0].starts_at, there.at)

    answer, event = _asked(client, made)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert (event["DTSTART"], event["DTEND"]) == tuple(
        f"{moment:%Y%m%dT%H%M%SZ}" for moment in (made.starts_at, made.ends_at)
    )
    assert (event["METHOD"], event["STATUS"], event["ALARM"]) == ("PUBLISH", "CONFIRMED", "-PT60M")
    assert f"{made.code[:3]} {made.code[3:]}" in event["DESCRIPTION"]
    assert made.token not in answer.content.decode()


def test_a_calendar_replaces_what_was_moved_and_takes_out_what_was_cancelled(client, there):
    first, second = booking.offers(there.at)[:2]
    made = booking.booked(first.starts_at, there.at)
    seen = [_asked(client, made)[1]]

    later = there.at + timedelta(seconds=5)
    actions.move(made.token, starts_at=second.starts_at, by=PUBLIC, at=later)
    seen.append(_asked(client, made)[1])
    actions.cancel(made.token, by=PUBLIC, at=later + timedelta(seconds=5))
    seen.append(_asked(client, made)[1])

    assert len({event["UID"] for event in seen}) == 1
    numbers = [int(event["SEQUENCE"]) for event in seen]
    assert numbers == sorted(set(numbers)), "each has a higher number, within one minute too"
    assert [event["METHOD"] for event in seen] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert (seen[2]["STATUS"], seen[2]["ALARM"]) == ("CANCELLED", None)


def test_a_time_that_is_only_held_has_none(client, there):
    held = booking.hold(booking.offers(there.at)[0].starts_at, there.at)

    assert client.get(f"/appointment/{held.token}/janji-temu.ics").status_code == 404


@pytest.mark.parametrize(
    "text", ["Akta; lahir, \\ baru\nlagi", "Kantor é" * 30, "\\n", "x" * 74 + "\\,;" * 9, "🙂" * 40, ""]
)
def test_every_text_comes_back_as_it_was(text):
    shown = read(ical.calendar_file(entry(title=text, place=text, about=text), at=w.NOON))

    assert {shown[name] for name in TEXTS} == {text}


def test_what_a_calendar_may_not_hold_is_left_out():
    strange = entry(
        title="a\x00b\x1bc", from_whom='Dinas "X"\r\nMETHOD:REQUEST', sender="Tuntas <t@contoh.test>"
    )

    shown = read(ical.calendar_file(strange, at=w.NOON))

    assert (shown["SUMMARY"], shown["ORGANIZER"], shown["METHOD"]) == (
        "a b c",
        "mailto:t@contoh.test",
        "PUBLISH",
    )


@pytest.mark.parametrize(
    "fault",
    [
        (b"SUMMARY:Akta", b"SUMMARY:Akta, lahir"),
        (b"SUMMARY:Akta", b"SUMMARY:" + b"x" * 80),
        (b"\r\n", b"\n"),
        (b"METHOD:PUBLISH\r\n", b""),
        (b"SEQUENCE:", b"SEQUENCE:9999999999"),
        (b"END:VALARM\r\n", b""),
    ],
)
def test_the_reader_refuses_planted_faults(fault):
    with pytest.raises((AssertionError, AttributeError)):
        read(ical.calendar_file(entry(), at=w.NOON).replace(*fault))
