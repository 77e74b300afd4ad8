"""The officer's counter: who is here, who waits, and which key does what."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tuntas.domains.cases import access as cases
from tuntas.domains.cases import queries as case_queries
from tuntas.domains.counters import actions
from tuntas.domains.counters import queries as counters
from tuntas.domains.counters.queries import CounterRow, Group, Place, TicketRow
from tuntas.domains.counters.queries.referrals import referral_at
from tuntas.domains.counters.rules import Rank
from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import Actor


@dataclass(frozen=True)
class Here:
    """The ticket at this counter, with the application that it is tied to."""

    ticket: TicketRow
    case_url: str
    reference: str
    start_url: str
    sent_by_letter: str = ""  # of another agency's counter in this room, that sent the person here


@dataclass(frozen=True)
class CallingPage:
    """Everything on the page `/desk/calling/`."""

    place: Place | None
    counters: list[CounterRow]  # to choose from, while none is open
    groups: tuple[Group, ...]
    here: Here | None
    waiting: list[TicketRow]
    aside: list[TicketRow]
    waits_for_me: int
    next_id: UUID | None = None  # who may be called without a reason
    at_risk: frozenset[UUID] = frozenset()  # of waiting longer than anybody should


def page(by: Actor, at: datetime) -> CallingPage:
    """The counter of this officer, or those that can be opened."""
    office, day = min(by.offices), offices.office_day(at)
    groups = counters.groups_of(office)
    place = own_place(by, at)
    if place is None:
        return CallingPage(None, counters.counters_of(office, day), groups, None, [], [], 0)
    waiting = counters.waiting_at(office, day, place.letters)
    here = _referred(_here(place.ticket, by), place) if place.ticket else None
    late = frozenset(counters.tickets_at_risk(office, at)) if waiting else frozenset()
    aside = counters.aside_at(office, day, place.letters)
    following = counters.next_at(place, waiting, at)
    return CallingPage(place, [], groups, here, waiting, aside, len(waiting), following, late)


def line(page: CallingPage) -> str:
    """What the page needs to go on calling without network, as JSON; nothing while the counter calls nobody."""
    if page.place is None or page.place.break_since:
        return ""
    return json.dumps(counters.line_of(page.place, page.waiting))


def own_place(by: Actor, at: datetime) -> Place | None:
    """The counter that this officer opened today, and whom they serve there. One query."""
    place = counters.place_of(by.id) if by.role in counters.SERVES else None
    if place is None or place.business_day != offices.office_day(at) or not by.serves(place.office_code):
        return None
    return place


def tie(by: Actor, case_id: UUID, at: datetime) -> None:
    """The application that was just started or found is what the person at this counter waits for."""
    place = own_place(by, at)
    if place and place.ticket and place.ticket.case_id is None:
        actions.tie(place.ticket.id, case_id, by=by, at=at)


def case_at(case_id: UUID | None, by: Actor) -> UUID | None:
    """The application that a ticket is tied to, if it is one of this officer's office."""
    return case_id if case_id and cases.seen_by(by, case_id) else None


def _here(ticket: TicketRow, by: Actor) -> Here:
    if ticket.case_id is None:
        start = (
            reverse("desk:start", args=[ticket.service_code]) if _can_start(ticket, by) else reverse("desk:new")
        )
        return Here(ticket, "", "", start)
    case = cases.seen_by(by, ticket.case_id)
    url = reverse("desk:case", args=[case.pk]) if case else ""
    return Here(ticket, url, (case.reference or "") if case else "", "")


def _referred(here: Here, place: Place) -> Here:
    """With the letter that sent the person to this counter of another agency. Asks only for who was sent on."""
    if here.ticket.rank is not Rank.SENT_ON:
        return here
    referral = referral_at(here.ticket.id, place.session)
    return replace(here, sent_by_letter=referral.from_letter) if referral else here


def _can_start(ticket: TicketRow, by: Actor) -> bool:
    return bool(ticket.service_code) and bool(cases.can_start_at_counter(by, min(by.offices)))


def case_of_scan(text: str, by: Actor) -> UUID | None:
    """The case of what a scanner typed: a reference, or the address that a ticket's or a receipt's code holds."""
    token = counters.token_in(text)
    if token and (ticket := counters.by_token(token)):
        return case_at(ticket.case_id, by)
    return case_queries.find_by_reference(text, by)
