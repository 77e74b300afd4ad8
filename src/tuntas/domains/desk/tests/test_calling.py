"""The officer's counter in the browser's eyes: open, call, begin, tie, send on, close."""

import uuid
from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Counter, CounterSession, Ticket
from tuntas.domains.counters.rules import FAIRNESS, State
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import clock

PAGE = "/desk/calling/"


def _press(desk, verb, **more):
    """Press one of the page's buttons, as the page would send it."""
    session = desk.get(PAGE).context["page"].place
    return desk.post(f"{PAGE}{verb}/", {"session": session.session if session else "", **more}, follow=True)


def test_an_officer_opens_a_counter_calls_serves_and_closes_it(desk, room):
    first, second = crowd.issue(room.at), crowd.issue(room.at)

    opened = desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk}, follow=True)
    assert "2 people wait for you" in opened.content.decode()
    called = _press(desk, "next").content.decode()
    assert "A 001" in called
    assert "Nobody came" in called
    begun = _press(desk, "begin").content.decode()
    assert "Finish, call the next" in begun
    _press(desk, "next")
    _press(desk, "begin")
    done = _press(desk, "finish").content.decode()
    closed = _press(desk, "close").content.decode()

    assert "Nobody waits for your counter" in done
    assert "Which counter do you open?" in closed
    assert {one.state for one in Ticket.objects.all()} == {State.FINISHED}
    assert {first.number, second.number} == {1, 2}


def test_out_of_turn_says_what_to_do_instead(desk, room):
    crowd.issue(room.at)
    second = crowd.issue(room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})

    refused = _press(desk, "call", ticket=second.id).content.decode()
    called = _press(desk, "call", ticket=second.id, reason="unwell").content.decode()

    assert "Say why this person is called before them" in refused
    assert "A 002" in called


def test_the_application_that_the_person_shows_is_tied_to_their_ticket(desk, room):
    case = w.submitted(room.at)
    issued = crowd.issue(room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    _press(desk, "next")
    _press(desk, "begin")

    found = desk.post(f"{PAGE}find/", {"scan": case.reference}, follow=True)

    assert found.redirect_chain[-1][0] == f"/desk/cases/{case.pk}/"
    assert "A 001" in found.content.decode()
    assert Ticket.objects.get(pk=issued.id).case_id == case.pk
    assert "Open" in desk.get(PAGE).content.decode()


def test_the_code_on_the_phone_finds_the_application_too(desk, room):
    case = w.submitted(room.at)
    issued = crowd.issue(room.at, case_id=case.pk)

    found = desk.post(f"{PAGE}find/", {"scan": f"https://tuntas.example/t/{issued.token}/"})

    assert found["location"] == f"/desk/cases/{case.pk}/"


def test_the_code_of_another_offices_ticket_ties_nothing(desk, room):
    elsewhere = w.submitted(room.at)
    case_model = type(elsewhere)
    case_model.objects.filter(pk=elsewhere.pk).update(office_code="31.74.09.1001")
    theirs, ours = crowd.issue(room.at, case_id=elsewhere.pk), crowd.issue(room.at)
    Ticket.objects.filter(pk=theirs.id).update(state=State.LEFT)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    _press(desk, "call", ticket=ours.id, reason="other")

    answer = desk.post(f"{PAGE}find/", {"scan": f"https://tuntas.example/t/{theirs.token}/"}, follow=True)

    assert "There is no application with this number" in answer.content.decode()
    assert Ticket.objects.get(pk=ours.id).case_id is None


def test_what_was_left_at_a_counter_yesterday_is_tied_to_nothing(desk, room):
    case = w.submitted(room.at)
    yesterday = room.at - timedelta(days=1)
    issued, session = crowd.issue(yesterday), room.sit(0, at=yesterday)
    actions.call_next(session.pk, by=room.officer(0), at=yesterday)

    desk.post(f"{PAGE}find/", {"scan": case.reference})

    assert Ticket.objects.get(pk=issued.id).case_id is None


def test_an_unknown_number_says_so_and_keeps_the_page(desk, room):
    answer = desk.post(f"{PAGE}find/", {"scan": "TIDAK-ADA"}, follow=True)

    assert "There is no application with this number" in answer.content.decode()


def test_sent_on_leaves_the_counter_and_waits_for_the_other_letter(desk, room):
    crowd.issue(room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    _press(desk, "next")
    _press(desk, "begin")

    _press(desk, "send-on", letter="B", cause="sign")

    assert Ticket.objects.get().letter == "B"
    assert Ticket.objects.get().misdirections.get().cause == "sign"


def test_the_page_names_the_call_that_brought_them_here(desk, room):
    crowd.issue(room.at)
    elsewhere, by = room.sit(1), room.officer(1)
    actions.call_next(elsewhere.pk, by=by, at=room.at)
    actions.send_on(elsewhere.pk, "B", cause=None, by=by, at=room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})

    with clock.at(room.at + timedelta(minutes=20)):
        called = _press(desk, "next").content.decode()
    with clock.at(room.at + timedelta(minutes=21)):
        again = _press(desk, "again").content.decode()

    assert "Called at 10:20, once." in called
    assert "Called at 10:20, 2 times." in again


def test_a_page_in_another_window_does_nothing_to_whoever_came_since(desk, room):
    for _ in range(3):
        crowd.issue(room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    free = _press(desk, "next", here="").content.decode()
    first = desk.get(PAGE).context["page"].here.ticket.id
    _press(desk, "begin", here=first)
    key = str(uuid.uuid4())
    _press(desk, "next", here=first, key=key)
    again = _press(desk, "next", here=first, key=key).content.decode()
    _press(desk, "begin")

    stale = [("finish", first), ("park", first), ("next", first), ("next", "")]
    refused = [_press(desk, verb, here=here).content.decode() for verb, here in stale]

    assert f'name="here" value="{first}"' in free
    assert "Somebody else" not in again, "sent twice it is one sending"
    assert all("Somebody else is at your counter than this page showed" in page for page in refused)
    states = Ticket.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [State.FINISHED, State.SERVING, State.WAITING]


def test_a_break_shows_when_the_counter_calls_again(desk, room):
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})

    on_break = _press(desk, "break", minutes="15").content.decode()
    back = _press(desk, "resume").content.decode()

    assert "back at" in on_break
    assert "is free" in back


def test_a_break_of_a_length_that_nobody_offers_has_no_end(desk, room):
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})

    on_break = _press(desk, "break", minutes="²").content.decode()

    assert ": break" in on_break
    assert "back at" not in on_break


def test_an_office_without_counters_says_who_adds_them(client, db):
    w.world()
    client.cookies["tuntas_language"] = "en"
    w.sign_in(client, "petugas1")

    assert "No counter is set up" in client.get(PAGE).content.decode()


def test_a_counter_of_another_office_does_not_exist(desk, room):
    elsewhere = Counter.objects.create(office_code="31.74.09.1001", number=1, letters=["A"])

    assert desk.post(f"{PAGE}open/", {"counter": elsewhere.pk}).status_code == 404
    assert desk.post(f"{PAGE}juggle/", {}).status_code == 404
    assert not Counter.objects.filter(
        office_code=OFFICE, sessions__closed_at=None, sessions__isnull=False
    ).exists()


@pytest.mark.django_db
def test_the_page_asks_the_same_number_of_questions_however_many_wait(
    desk, room, django_assert_max_num_queries
):
    for _ in range(30):
        crowd.issue(room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})

    with django_assert_max_num_queries(14):
        desk.get(PAGE)


def test_a_ticket_for_somebody_who_stands_there_without_one(desk, room):
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})

    given = _press(desk, "ticket", letter="B", priority="1", key=str(uuid.uuid4()))
    unknown = _press(desk, "ticket", letter="Z", key=str(uuid.uuid4()))

    assert "Their number is B 001." in given.content.decode()
    assert "This office does not do this." in unknown.content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.rank) == ("officer", 1)


def test_whose_turn_it_is_needs_no_reason_also_when_that_is_not_the_first_of_the_list(desk, room):
    crowd.issue(room.at)
    for _ in range(FAIRNESS + 1):
        crowd.issue(room.at, has_priority=True)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    for _ in range(FAIRNESS):
        _press(desk, "next")
        _press(desk, "begin")
    _press(desk, "finish")

    page = desk.get(PAGE).context["page"]
    called = _press(desk, "call", ticket=page.next_id).content.decode()

    assert page.waiting[0].id != page.next_id
    assert "A 001" in called


def test_a_counter_at_an_office_where_one_serves_no_longer_is_not_theirs(desk, room):
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    CounterSession.objects.update(office_code=w.OTHER_OFFICE)

    assert desk.get(PAGE).context["page"].place is None


def test_the_list_follows_without_taking_the_page_its_messages(desk, room):
    crowd.issue(room.at)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    desk.post(f"{PAGE}find/", {"scan": "TIDAK-ADA"})

    followed = desk.get(f"{PAGE}waiting/").content.decode()

    assert "A 001" in followed
    assert "<html" not in followed
    assert "There is no application with this number" in desk.get(PAGE).content.decode()


def test_who_came_about_an_application_has_it_opened_when_they_are_there(desk, room):
    case = w.submitted(room.at)
    crowd.issue(room.at, case_id=case.pk)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    _press(desk, "next")

    begun = _press(desk, "begin")

    assert begun.redirect_chain == [(f"/desk/cases/{case.pk}/", 302)]
    page = begun.content.decode()
    assert "A 001" in page
    for verb in ("next", "finish", "park"):
        assert f'action="{PAGE}{verb}/"' in page


def test_a_script_is_told_which_application_opens(desk, room):
    case = w.submitted(room.at)
    crowd.issue(room.at, case_id=case.pk)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    _press(desk, "next")
    session = CounterSession.objects.get().pk

    begun = desk.post(f"{PAGE}begin/", {"session": session}, headers={"Accept": "application/json"})

    assert begun.json()["to"] == f"/desk/cases/{case.pk}/"


def test_an_application_of_another_office_stays_closed(desk, room):
    case = w.submitted(room.at)
    type(case).objects.filter(pk=case.pk).update(office_code=w.OTHER_OFFICE)
    crowd.issue(room.at, case_id=case.pk)
    desk.post(f"{PAGE}open/", {"counter": room.counters[0].pk})
    _press(desk, "next")

    assert _press(desk, "begin").redirect_chain == [(PAGE, 302)]
