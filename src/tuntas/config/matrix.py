"""Who may do what: each verb's own `can_…`, asked for one actor of each role. `./tuntas docs` writes it down.

Every verb is asked in the circumstances that favour it, so a refusal in the table is the role's, not the moment's.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from django.utils import translation

from tuntas.config.operations import access as operations
from tuntas.domains.cases import access as cases
from tuntas.domains.cases.models import Case, Return
from tuntas.domains.cases.workflow import Status
from tuntas.domains.counters import access as counters
from tuntas.domains.counters.models import Alarm, CounterSession
from tuntas.domains.documents import access as documents
from tuntas.domains.documents.models import Document
from tuntas.domains.documents.workflow import State
from tuntas.domains.messaging import access as messaging
from tuntas.domains.messaging.models import Message
from tuntas.domains.messaging.workflow import State as Sending
from tuntas.domains.monitoring import access as monitoring
from tuntas.domains.offices import access as offices
from tuntas.domains.offices import charge
from tuntas.domains.offices.models import Posting, Recovery, Staff
from tuntas.domains.offices.rules import Role
from tuntas.domains.planning import access as planning
from tuntas.domains.promises import access as promises
from tuntas.domains.register import access as register
from tuntas.domains.satisfaction import access as satisfaction
from tuntas.platform.actors import PUBLIC, SYSTEM, Actor, Kind
from tuntas.platform.decisions import Decision

HERE, ELSEWHERE, AGENCY = "31.71.01.1001", "31.74.09.1001", "31"
CASE, HOLDER = UUID(int=1), UUID(int=2)
THEN = datetime(2026, 1, 5, 3, tzinfo=UTC)

Asked = Callable[[Actor], Decision]


def _staff(number: int, role: Role, *offices: str) -> Actor:
    return Actor(Kind.STAFF, str(UUID(int=number)), role, frozenset(offices or {HERE}))


ACTORS = {
    "public": PUBLIC,
    "applicant": Actor(Kind.RESIDENT, str(CASE)),
    "officer who took it": _staff(2, Role.OFFICER),
    "another officer": _staff(3, Role.OFFICER),
    "registrar": _staff(4, Role.REGISTRAR),
    "head of unit": _staff(5, Role.HEAD_OF_UNIT),
    "agency head": _staff(6, Role.AGENCY_HEAD, AGENCY, HERE),
    "administrator": _staff(7, Role.ADMINISTRATOR, AGENCY, HERE),
    "officer of another office": _staff(8, Role.OFFICER, ELSEWHERE),
    "registrar of another office": _staff(9, Role.REGISTRAR, ELSEWHERE),
    "system": SYSTEM,
}


def _case(status: Status, **more: object) -> Case:
    return Case(
        pk=CASE,
        office_code=HERE,
        service_code="akta-kelahiran",
        service_version=1,
        started_at=THEN,
        status=status,
        taken_by=HOLDER,
        accepted_by=HOLDER,
        answers={},
        **more,
    )


def _returned(**more: object) -> Return:
    return Return(case_id=CASE, requirement="kk", **more)


def _paper(kind: str, state: State) -> Document:
    return Document(pk=UUID(int=20), case_id=CASE, office_code=HERE, kind=kind, state=state, released_at=THEN)


def _message(state: Sending) -> Message:
    return Message(pk=UUID(int=30), state=state)


def _posting(from_on: date) -> Posting:
    return Posting(staff=Staff(pk=HOLDER), office_id=HERE, role=Role.OFFICER, from_on=from_on)


def _session() -> CounterSession:
    return CounterSession(office_code=HERE, officer=HOLDER, opened_at=THEN)


# Verb of a domain → how its decision is asked.
VERBS: dict[str, Asked] = {
    "cases.can_start_at_counter": lambda by: cases.can_start_at_counter(by, HERE),
    "cases.can_take": lambda by: cases.can_take(by, _case(Status.SUBMITTED)),
    "cases.can_release": lambda by: cases.can_release(by, _case(Status.TAKEN)),
    "cases.can_tick": lambda by: cases.can_tick(by, _case(Status.TAKEN)),
    "cases.can_accept": lambda by: cases.can_accept(by, _case(Status.TAKEN), missing=[]),
    "cases.can_return": lambda by: cases.can_return(by, _case(Status.TAKEN)),
    "cases.can_approve": lambda by: cases.can_approve(by, _case(Status.ACCEPTED)),
    "cases.can_propose_anew": lambda by: cases.can_propose_anew(by, _case(Status.ACCEPTED), is_proposed=True),
    "cases.can_take_back": lambda by: cases.can_take_back(by, _case(Status.ACCEPTED), is_proposed=True),
    "cases.can_send_back": lambda by: cases.can_send_back(by, _case(Status.ACCEPTED), is_proposed=True),
    "cases.can_refuse": lambda by: cases.can_refuse(by, _case(Status.ACCEPTED)),
    "cases.can_hand_over": lambda by: cases.can_hand_over(by, _case(Status.READY)),
    "cases.can_print_card": lambda by: cases.can_print_card(by, _case(Status.APPROVED)),
    "cases.can_report_cause": lambda by: cases.can_report_cause(by, _case(Status.TAKEN)),
    "cases.can_withdraw_document": lambda by: cases.can_withdraw_document(
        by, _case(Status.HANDED_OVER, approved_at=THEN)
    ),
    "cases.can_renew_pin": lambda by: cases.can_renew_pin(by, _case(Status.SUBMITTED)),
    "cases.can_prove_contact": lambda by: cases.can_prove_contact(by, _case(Status.TAKEN)),
    "cases.can_reassign": lambda by: cases.can_reassign(by, HERE),
    "cases.can_contest": lambda by: cases.can_contest(by, _returned()),
    "cases.can_decide_contest": lambda by: cases.can_decide_contest(
        by, _case(Status.RETURNED), _returned(contested_at=THEN)
    ),
    "cases.can_come": lambda by: cases.can_come(by, _case(Status.READY)),
    "cases.can_complete": lambda by: cases.can_complete(by, _case(Status.RETURNED)),
    "cases.can_withdraw": lambda by: cases.can_withdraw(by, _case(Status.SUBMITTED)),
    "counters.can_book": lambda by: counters.can_book(by, HERE),
    "counters.can_issue": lambda by: counters.can_issue(by, HERE),
    "counters.can_open_counter": lambda by: counters.can_open_counter(by, HERE),
    "counters.can_use": lambda by: counters.can_use(by, _session()),
    "counters.can_call": lambda by: counters.can_call(by, _session()),
    "counters.can_close_counter": lambda by: counters.can_close_counter(by, _session()),
    "counters.can_answer_alarm": lambda by: counters.can_answer_alarm(by, Alarm(office_code=HERE)),
    "counters.can_set_up": lambda by: counters.can_set_up(by, HERE),
    "counters.can_set_up_some": counters.can_set_up_some,
    "counters.can_set_up_kiosk": lambda by: counters.can_set_up_kiosk(by, HERE),
    "counters.can_end_kiosk": lambda by: counters.can_end_kiosk(by, HERE),
    "counters.can_renew_queue_code": lambda by: counters.can_renew_queue_code(by, HERE),
    "documents.can_print": lambda by: documents.can_print(by, _paper("child_card", State.RENDERED)),
    "documents.can_hand_over": lambda by: documents.can_hand_over(by, _paper("child_card", State.PRINTED)),
    "messaging.can_see_outbox": messaging.can_see_outbox,
    "messaging.can_resend": lambda by: messaging.can_resend(by, _message(Sending.DEAD)),
    "messaging.can_cancel": lambda by: messaging.can_cancel(by, _message(Sending.DEAD)),
    "monitoring.can_watch": monitoring.can_watch,
    "monitoring.can_acknowledge": lambda by: monitoring.can_acknowledge(by, HERE),
    "offices.can_see_offices": offices.can_see_offices,
    "offices.can_add_office": lambda by: offices.can_add_office(by, region_code=HERE),
    "offices.can_change_office": lambda by: offices.can_change_office(by, office_code=HERE),
    "offices.can_change_hours": lambda by: offices.can_change_hours(
        by, office_code=HERE, from_on=date(2026, 1, 5), today=date(2026, 1, 5)
    ),
    "offices.can_manage_staff": offices.can_manage_staff,
    "offices.can_see_people": charge.can_see_people,
    "offices.can_post": lambda by: charge.can_post(by, Staff(pk=HOLDER), HERE),
    "offices.can_correct": lambda by: charge.can_correct(
        by, _posting(date(2026, 2, 2)), today=date(2026, 1, 5)
    ),
    "offices.can_end": lambda by: charge.can_end(
        by,
        _posting(date(2026, 1, 5)),
        last_on=date(2026, 1, 5),
        today=date(2026, 1, 5),
        others_left=True,
    ),
    "offices.can_decide_about": lambda by: charge.can_decide_about(by, elsewhere=False),
    "offices.can_dismiss": lambda by: charge.can_dismiss(
        by, Staff(pk=HOLDER), elsewhere=False, others_left=True
    ),
    "offices.can_bring_back": lambda by: charge.can_bring_back(by, Staff(pk=HOLDER), elsewhere=False),
    "offices.can_take_on_again": lambda by: charge.can_take_on_again(by, Staff(pk=HOLDER, is_active=False)),
    "offices.can_ask_recovery": lambda by: charge.can_ask_recovery(by, Staff(pk=HOLDER), elsewhere=False),
    "offices.can_confirm_recovery": lambda by: charge.can_confirm_recovery(
        by, Recovery(staff=Staff(pk=HOLDER), asked_by_id=UUID(int=40)), elsewhere=False
    ),
    "offices.can_declare_family": lambda by: offices.can_declare_family(by, Staff(pk=HOLDER)),
    "offices.can_correct_family": lambda by: offices.can_correct_family(by, Staff(pk=HOLDER)),
    "operations.can_see_system": operations.can_see_system,
    "planning.can_plan": planning.can_plan,
    "promises.can_report_cause": lambda by: promises.can_report_cause(by, HERE),
    "register.can_record": register.can_record,
    "register.can_search": register.can_search,
    "register.can_ask": register.can_ask,
    "register.can_propose": register.can_propose,
    "register.can_change": register.can_change,
    "satisfaction.can_invite": satisfaction.can_invite,
    "satisfaction.can_ask_for_invitation": lambda by: satisfaction.can_ask_for_invitation(by, str(CASE)),
}

# These ask about the thing, not about who acts.
NOT_ABOUT_ROLES = frozenset(
    {
        "cases.can_ask_for",
        "cases.can_handle",  # the own family: any role, see `cases.can_claim_exception`
        "cases.can_claim_exception",
        "cases.can_receive",
        "documents.can_download",  # asks the cases' own door in the database
        "documents.can_replace",
        "documents.can_withdraw",
        "documents.can_move",
        "messaging.can_see_texts",
        "messaging.can_write_to",
        "register.can_be_entered",
        "register.can_be_named",
        "register.can_become",
    }
)


@dataclass(frozen=True)
class Row:
    """One verb, and for each role None (may) or the sentence that refuses."""

    verb: str
    refusals: dict[str, str | None]


def rows() -> Iterator[Row]:
    """The whole matrix, verb by verb."""
    for verb, asked in sorted(VERBS.items()):
        with translation.override("en"):
            decisions = {name: asked(actor) for name, actor in ACTORS.items()}
            yield Row(verb, {name: str(one.reason) if not one else None for name, one in decisions.items()})


def declared(domains: Path) -> set[str]:
    """Every `can_…` that a domain's `access` under this folder defines, or its `charge.py`: access to people."""
    files = (*domains.glob("*/access.py"), *domains.glob("*/access/*.py"), *domains.glob("*/charge.py"))
    return {
        f"{path.relative_to(domains).parts[0]}.{node.name}"
        for path in files
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("can_")
    }


def page() -> str:
    """The generated page."""
    lines = [
        "# Who may do what",
        "",
        "Each verb's own `can_…` was asked for one actor of each role, in circumstances that favour the verb. "
        "● may; an empty field is refused with one of the sentences below. What belongs to another office does not "
        "exist for staff: its address answers as that of a case that was never made. Nobody handles a case of their "
        "own family, whatever the role (`cases.can_handle`), and nobody approves what they accepted.",
        "",
        f"| Verb | {' | '.join(ACTORS)} |",
        f"|---|{'---|' * len(ACTORS)}",
    ]
    sentences = ["", "## What a refusal says", ""]
    for row in rows():
        cells = " | ".join("" if refusal else "●" for refusal in row.refusals.values())
        lines.append(f"| `{row.verb}` | {cells} |")
        said = dict.fromkeys(refusal for refusal in row.refusals.values() if refusal)
        if said:
            sentences.append(f"- `{row.verb}`: {' / '.join(said)}")
    return "\n".join([*lines, *sentences]) + "\n"
