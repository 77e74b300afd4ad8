"""What pgbench runs is what a lifecycle runs, with rows of its own each time."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from tests.world import World

from tuntas.config.benches import drafts, recording
from tuntas.config.benches.walk import read_drafts
from tuntas.domains.cases.models import Case
from tuntas.platform.journal.models import Fact


@pytest.fixture
def prepared(city: World, tmp_path: Path) -> Path:
    file = tmp_path / "drafts"
    file.write_text(json.dumps(drafts.prepare(7, city.at)) + "\n")
    return file


def test_a_prepared_draft_walks_through_to_approved(prepared: Path, tmp_path: Path) -> None:
    (draft,) = read_drafts(prepared)

    recording.main(prepared, tmp_path / "script", tmp_path / "rows")

    case = Case.objects.get(pk=draft.case)
    assert case.status == "approved"
    assert draft.papers == ("birth_letter", "marriage_certificate", "kk")


def test_the_script_run_again_makes_another_case_of_the_copied_rows(
    prepared: Path, tmp_path: Path, owner: psycopg.Connection, superuser: psycopg.Connection
) -> None:
    script, rows = tmp_path / "script", tmp_path / "rows"
    recording.main(prepared, script, rows)
    facts = Fact.objects.count()
    first = Fact.objects.filter(stream__startswith="case:", name="case.approved").count()

    for statement in json.loads(rows.read_text()):
        owner.execute(statement, {"first": 10000001, "last": 10000001})
    for statement in recording.statements_of(script, 10000001):
        superuser.execute(statement)

    (copy,) = Case.objects.filter(link__endswith="10000001")
    assert copy.status == "approved"
    assert Fact.objects.filter(stream=copy.stream, name="case.approved").count() == first == 1
    # Submitted, taken, three papers, accepted, approved with its documents, seen: as many as the first time.
    assert Fact.objects.count() == facts + Fact.objects.filter(stream=copy.stream).count()
    assert Fact.objects.filter(stream=copy.stream).count() == 15
    assert script.read_text().count("\nbegin;") == script.read_text().count("\ncommit;") == 5
