"""An address for one appointment: confirmed by its code, told the time, reminded once, told of changes, forgotten."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.actions import mailing
from tuntas.domains.counters.models import Appointment, AppointmentContact
from tuntas.domains.messaging.models import Confirmation, Message
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import PUBLIC, SYSTEM
from tuntas.platform.journal import queries as journal

from . import booking

ADDRESS = "siti@contoh.test"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def written(there, made):
    """… and told to an address."""
    _confirm(made, there.at)
    return made


def _confirm(made, at, address=ADDRESS):
    actions.give_address(made.token, address, language="id", by=PUBLIC, at=at)
    sent = Message.objects.filter(template="confirm_appointment")
    code = next(one.parameters["code"] for one in sent if one.recipient == address)
    assert actions.confirm_address(made.token, code, by=PUBLIC, at=at)


def _sent(*, state="queued"):
    found = (
        Message.objects.filter(state=state).exclude(template="confirm_appointment").order_by("queued_at", "pk")
    )
    return [message.template for message in found]


def _lived(first, last, step=timedelta(hours=6)):
    """The steward comes by, four times a day."""
    while first <= last:
        actions.remind(first)
        actions.forget_addresses(first)
        first += step


def test_only_a_code_goes_to_an_address_before_it_comes_back(there, made):
    actions.give_address(made.token, ADDRESS, language="id", by=PUBLIC, at=there.at)
    wrong = actions.confirm_address(made.token, "000000x", by=PUBLIC, at=there.at)
    _lived(there.at, made.starts_at)
    actions.cancel(made.token, by=PUBLIC, at=there.at)

    assert not wrong
    assert list(Message.objects.values_list("template", flat=True)) == ["confirm_appointment"]


def test_confirmed_it_is_told_the_time_with_the_page_and_the_calendar_file(written):
    message = Message.objects.get(template="appointment_made")

    page = f"{settings.PUBLIC_ORIGIN}/appointment/{written.token}/"
    assert (message.recipient, message.language) == (ADDRESS, "id")
    assert message.parameters["address"] == page
    assert message.parameters["calendar"] == f"{page}janji-temu.ics"
    assert journal.history(written.stream)[-1].name == "appointment.wants_mail"


def test_one_reminder_leaves_a_day_before(there, written):
    due = written.starts_at - DAY
    early = actions.remind(due - MINUTE)
    counts = [actions.remind(due + after * MINUTE) for after in range(3)]

    assert (early, counts) == (0, [1, 0, 0])
    assert _sent() == ["appointment_made", "appointment_reminder"]


def test_moved_there_is_none_for_the_old_time_and_one_for_the_new(there, written):
    later = booking.offers(there.at, 8)[0].starts_at
    old_due = written.starts_at - DAY
    actions.remind(old_due)
    actions.move(written.token, starts_at=later, by=PUBLIC, at=old_due + MINUTE)
    _lived(old_due, later)

    new = Appointment.objects.get(token=written.token)
    assert _sent(state="cancelled") == ["appointment_made", "appointment_reminder"]
    assert _sent() == ["appointment_made", "appointment_reminder"]
    assert {key.split(":")[-1] for key in Message.objects.filter(state="queued", template__startswith="appointment")
            .values_list("key", flat=True)} == {str(new.pk)}  # fmt: skip


def test_cancelled_it_is_told_so_and_nothing_else(there, written):
    actions.cancel(written.token, by=PUBLIC, at=there.at)
    _lived(there.at, there.at + DAY)

    assert _sent() == ["appointment_cancelled"]


def test_who_books_for_tomorrow_is_not_reminded_of_what_was_just_written(there):
    near = booking.booked(booking.offers(there.at, 1)[0].starts_at, there.at)
    at = near.starts_at - timedelta(hours=20)
    _confirm(near, at)

    _lived(at, near.starts_at)

    assert _sent() == ["appointment_made"]


def test_when_the_office_shuts_then_it_is_told_once_and_not_reminded(there, written):
    booking.shut(written, there.at)
    again = actions.tell_shut(there.at + MINUTE)
    _lived(there.at, written.starts_at)

    assert again == 1
    assert Message.objects.filter(template="appointment_shut").count() == 1
    assert not Message.objects.filter(template="appointment_reminder").exists()


def _many(there, count):
    """So many on one day, each told at an address of its own."""
    for number, offer in enumerate(booking.offers(there.at, 3)[:count]):
        _confirm(booking.booked(offer.starts_at, there.at), there.at, f"warga{number}@contoh.test")
    return Appointment.objects.filter(state="confirmed").order_by("starts_at").last()


def _closed(made, at):
    """The office is shut on that day, and nobody was told yet."""
    on = made.business_day
    offices.close_office(OFFICE, from_on=on, to_on=on, reason="Banjir", by=SYSTEM, at=at)


def _reads_of_ours(asked):
    return [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "counters_" in one["sql"]]


@pytest.mark.parametrize("verb", ["remind", "tell_shut"])
def test_however_many_are_written_to_they_are_read_together(there, verb):
    costs = []
    for count in (2, 5):
        with transaction.atomic():
            last = _many(there, count)
            if verb == "tell_shut":
                _closed(last, there.at)
            with CaptureQueriesContext(connection) as asked:
                assert getattr(actions, verb)(last.starts_at - DAY) == count
            costs.append(len(_reads_of_ours(asked)))
            transaction.set_rollback(True)

    assert costs[0] == costs[1] <= 4


@pytest.mark.parametrize("verb", ["remind", "tell_shut"])
def test_more_than_are_read_together_are_all_written_to(there, monkeypatch, verb):
    monkeypatch.setattr(mailing, "AT_ONCE", 2)
    last = _many(there, 5)
    if verb == "tell_shut":
        _closed(last, there.at)

    assert getattr(actions, verb)(last.starts_at - DAY) == 5
    template = {"remind": "appointment_reminder", "tell_shut": "appointment_shut"}[verb]
    assert Message.objects.filter(template=template).values("stream").distinct().count() == 5


def test_hours_of_another_office_shut_nobody_out_here(there, written):
    booking.shut(written, there.at)

    assert actions.tell_shut(there.at + MINUTE, office_code=w.OTHER_OFFICE) == 0
    assert actions.tell_shut(there.at + MINUTE, office_code=written.office_code) == 1


def test_the_address_is_deleted_with_its_consent(there, written):
    actions.forget_address(written.token, by=PUBLIC, at=there.at)
    actions.forget_address(written.token, by=PUBLIC, at=there.at)
    _lived(there.at, written.starts_at)

    assert _sent() == []
    assert (AppointmentContact.objects.count(), Confirmation.objects.get().address) == (0, "")
    assert [fact.name for fact in journal.history(written.stream)].count("appointment.wants_no_mail") == 1


def test_the_address_is_deleted_a_day_after_the_end(there, written):
    over = written.latest_at + MINUTE
    actions.release(over)
    actions.forget_addresses(over + DAY)
    before = AppointmentContact.objects.count()
    actions.forget_addresses(over + DAY + MINUTE)

    assert (before, AppointmentContact.objects.count()) == (1, 0)
    assert Confirmation.objects.get().address == ""


def test_on_the_page_from_the_address_to_the_code_to_the_end(client, there, made):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = f"/appointment/{made.token}/"

    wrong = client.post(f"{page}address/", {"address": "siti"})
    client.post(f"{page}address/", {"address": f" {ADDRESS} "})
    asked = client.get(page).content.decode()
    message = Message.objects.get()
    mistyped = client.post(f"{page}address/code/", {"code": "no"})
    told = client.post(
        f"{page}address/code/", {"code": message.parameters["code"]}, follow=True
    ).content.decode()
    client.post(f"{page}address/removal/")
    after = client.get(page).content.decode()

    assert (wrong.status_code, mistyped.status_code) == (400, 400)
    assert "Write an e-mail address such as" in wrong.content.decode()
    assert "This is not the code." in mistyped.content.decode()
    assert "The six digits that we sent you" in asked
    assert message.language == "en"
    assert "We write to you the day before" in told
    assert ADDRESS not in asked + told + after
    assert "remind me the day before" in after


@pytest.mark.parametrize("verb", ["address/", "address/code/", "address/removal/"])
def test_a_page_that_there_is_not_takes_no_address(client, there, verb):
    assert client.post(f"/appointment/{'a' * 32}/{verb}", {"address": ADDRESS}).status_code == 404


def test_the_address_is_encrypted_at_rest(written):
    from django.db import connection

    tables = ("counters_appointmentcontact", "messaging_confirmation", "messaging_message")
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(f"select t::text from {table} t" for table in tables))  # noqa: S608
        rows = " ".join(row[0] for row in cursor.fetchall())

    hexed = ADDRESS.encode().hex()
    assert not re.search(f"{re.escape(ADDRESS)}|{hexed}", rows)
