"""A cause of delay is told and shown, and the clock runs on."""

from collections.abc import Callable

import pytest

from tuntas.domains.promises import actions, queries
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Cause, Kind
from tuntas.platform.actors import PUBLIC, SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from .scene import CIDENG, GAMBIR, OFFICER, SUBJECT, local


def test_clock_runs_on_while_a_cause_lasts(promised: Callable[..., Promise]) -> None:
    promise = promised()

    actions.report_cause(GAMBIR, cause=Cause.SYSTEM, by=OFFICER, at=local("2026-11-23 09:05"))

    promise.refresh_from_db()
    figures = queries.clock_figures([(SUBJECT, Kind.DELIVER)], local("2026-11-23 09:06"))[SUBJECT, Kind.DELIVER]
    assert (promise.state, promise.due_at) == ("running", local("2026-11-23 09:15"))
    assert figures["seconds_left"] == 540
    assert figures["running"]
    assert figures["cause"] == "Sistem kependudukan pusat sedang terganggu."


def test_cause_of_one_case_is_shown_there_only(promised: Callable[..., Promise]) -> None:
    promised()
    promised(subject="case:other")

    actions.report_cause(GAMBIR, cause=Cause.BLANKS, subject=SUBJECT, by=OFFICER, at=local("2026-11-23 09:05"))

    faces = queries.clock_figures(
        [(SUBJECT, Kind.DELIVER), ("case:other", Kind.DELIVER)], local("2026-11-23 09:06")
    )
    assert faces[SUBJECT, Kind.DELIVER]["cause"]
    assert not faces["case:other", Kind.DELIVER]["cause"]


def test_reported_twice_is_one_cause_and_ended_twice_one_end(promised: Callable[..., Promise]) -> None:
    promised()
    for minute in ("05", "06"):
        cause = actions.report_cause(
            GAMBIR, cause=Cause.NETWORK, by=OFFICER, at=local(f"2026-11-23 09:{minute}")
        )
    for minute in ("10", "11"):
        actions.end_cause(cause.pk, by=OFFICER, at=local(f"2026-11-23 09:{minute}"))

    told = [fact.name for fact in journal.history(f"office:{GAMBIR}") if fact.name.startswith("cause.")]
    assert told == ["cause.reported", "cause.ended"]
    assert queries.causes_of_office(GAMBIR) == []


@pytest.mark.parametrize(("office", "by"), [(CIDENG, OFFICER), (GAMBIR, PUBLIC)])
def test_only_staff_of_the_office_report(promised: Callable[..., Promise], office: str, by: object) -> None:
    promised()

    with pytest.raises(Refused, match="Hanya pegawai kantor ini"):
        actions.report_cause(office, cause=Cause.STAFF, by=by, at=local("2026-11-23 09:05"))


def test_the_system_may_report_for_every_office(promised: Callable[..., Promise]) -> None:
    promised()

    actions.report_cause(CIDENG, cause=Cause.SYSTEM, by=SYSTEM, at=local("2026-11-23 09:05"))

    assert [row.cause for row in queries.causes_of_office(CIDENG)] == ["system"]
