"""Every question of these pages goes through an index: what was ever made does not slow down what is open."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.monitoring import queries
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db
GROWING = {
    "cases_case",
    "cases_return",
    "cases_reassignment",
    "cases_familyexception",
    "promises_promise",
    "promises_delaycause",
    "promises_pause",
    "journal_fact",
}
# Partial indexes of what is open: read whole, they are no larger than that.
OF_WHAT_IS_OPEN = {
    "case_has_one_open_return",
    "case_open_of_office",
    "case_open_by_age",
    "promise_is_open_once",
    "promise_open_at_an_office",
    "cause_is_open_once",
    "pause_is_open_once_per_promise",
}


def _nodes(plan):
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _walks_through(sql):
    """The growing tables that this statement reads without a condition on an index."""
    with connection.cursor() as cursor:
        # On nearly empty tables plans are cheap that no large table gets.
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_mergejoin = off")
        cursor.execute(f"explain (format json) {sql}")
        found = cursor.fetchone()[0]
    plans = found if isinstance(found, list) else json.loads(found)
    for node in _nodes(plans[0]["Plan"]):
        table, kind = node.get("Relation Name"), node["Node Type"]
        if table in GROWING and kind == "Seq Scan":
            yield f"{table} from end to end: {sql[:200]}"
        index = node.get("Index Name", "")
        # Offices, people and postings are some thousands, however many cases were ever made.
        if index.startswith("offices_"):
            continue
        if index and not node.get("Index Cond") and index not in OF_WHAT_IS_OPEN:
            yield f"all of {index}: {sql[:200]}"


def _faults(captured):
    asked = [one["sql"] for one in captured if one["sql"].lstrip().lower().startswith("select")]
    assert asked
    return [fault for sql in asked for fault in _walks_through(sql)]


def _fill(there):
    contested = w.taken(there)
    cases.return_to_applicant(contested.pk, requirement="kk", by=there.officer, at=there.at)
    cases.contest_return(contested.pk, by=w.resident(contested), at=there.at)
    w.accepted(there)
    w.taken(there)
    cases.reassign(w.OFFICE, there.officer.id, by=there.head, at=there.at)


def test_the_office_page(there):
    _fill(there)

    with CaptureQueriesContext(connection) as captured:
        queries.office_page(w.OFFICE, there.head, there.at)

    assert _faults(captured.captured_queries) == []


def test_the_list_of_offices(there):
    _fill(there)

    with CaptureQueriesContext(connection) as captured:
        # Two offices: on nearly empty tables a list of three hundred is answered by reading everything.
        queries.offices_of(replace(there.cast.agency_head, offices={w.OFFICE, w.OTHER_OFFICE}), there.at)

    assert _faults(captured.captured_queries) == []


def test_who_looked_at_what(there):
    _fill(there)

    with CaptureQueriesContext(connection) as captured:
        queries.looks_page(w.OFFICE, there.at, person=there.officer.id)

    assert _faults(captured.captured_queries) == []
    assert any("fact_of_staff_at_an_office" in _explained(one["sql"]) for one in captured.captured_queries)


def test_the_check_finds_a_question_that_no_index_answers(there):
    with CaptureQueriesContext(connection) as captured:
        list(Fact.objects.filter(actor_id=there.officer.id))
        list(Fact.objects.order_by("id").filter(actor_id=there.officer.id)[:10])

    assert len(_faults(captured.captured_queries)) == 2


def _explained(sql):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())
