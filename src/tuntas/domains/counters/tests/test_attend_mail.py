"""Somebody telephones and wants it by e-mail: the officer types the address and then the digits that were read out."""

import pytest
from django.conf import settings

from tuntas.domains.counters.models import AppointmentContact
from tuntas.domains.messaging.models import Message
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.journal import queries as journal

ADDRESS = "siti@contoh.test"


@pytest.fixture
def page(made):
    return f"/staff/offices/{OFFICE}/appointments/{made.pk}/"


def _letters():
    return list(Message.objects.order_by("queued_at", "pk").values_list("template", flat=True))


def _code():
    return Message.objects.get(template="confirm_appointment").parameters["code"]


def test_first_only_a_code_then_the_time_with_the_link(there, made, page, enter):
    client = enter("officer")

    for _again in range(2):
        asked = client.post(f"{page}address/", {"address": ADDRESS}, follow=True).content.decode()
    before = _letters()
    told = client.post(f"{page}address/code/", {"code": _code()}, follow=True).content.decode()

    letter = Message.objects.get(template="appointment_made")
    assert before == ["confirm_appointment"]
    assert "as they read them to you" in asked
    assert "We have written the time and the code to them." in told
    assert (letter.recipient, letter.language) == (ADDRESS, "en")
    assert letter.parameters["address"] == f"{settings.PUBLIC_ORIGIN}/appointment/{made.token}/"
    assert ADDRESS not in asked + told
    assert journal.history(made.stream)[-1].actor_id == there.there.officer.id


def test_wrong_digits_are_said_and_nothing_is_written(made, page, enter):
    client = enter("officer")
    client.post(f"{page}address/", {"address": ADDRESS})

    answer = client.post(f"{page}address/code/", {"code": "000000x"})

    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    assert _letters() == ["confirm_appointment"]


def test_what_is_no_address_stays_in_the_field_with_what_to_do(made, page, enter):
    answer = enter("officer").post(f"{page}address/", {"address": "siti@"})

    assert answer.status_code == 400
    assert "such as nama@contoh.id" in answer.content.decode()
    assert 'value="siti@"' in answer.content.decode()
    assert _letters() == []


def test_another_address_or_none(made, page, enter):
    client = enter("officer")
    client.post(f"{page}address/", {"address": ADDRESS})

    after = client.post(f"{page}address/removal/", follow=True).content.decode()

    assert "Their e-mail address" in after
    assert not AppointmentContact.objects.exists()


@pytest.mark.parametrize("what", ["address/", "address/code/", "address/removal/"])
def test_at_another_office_it_does_not_exist(made, page, enter, what):
    sent = {"address": ADDRESS, "code": "123456"}

    assert enter("officer_elsewhere").post(f"{page}{what}", sent).status_code == 404
    assert not AppointmentContact.objects.exists()
