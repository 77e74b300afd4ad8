"""A seeded database is as whole as one that grew by itself."""

from __future__ import annotations

import psycopg
import pytest
from tests.world import World

from tuntas.config.benches import seeding, story
from tuntas.domains.cases.models import Case
from tuntas.domains.documents.models import Document
from tuntas.domains.promises.models import Promise
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.queries import history
from tuntas.platform.journal.verification import verify


def test_three_hundred_cases_pass_the_journals_verification(city: World, owner: psycopg.Connection) -> None:
    before = Fact.objects.count()

    facts = seeding.seed(owner, 300, processes=2)

    report = verify()
    assert report.fault is None
    assert report.size == before + facts == before + 300 * len(story.STORY)
    assert Case.objects.filter(status="handed_over").count() == 300
    assert Promise.objects.filter(state="kept").count() == 600
    assert Document.objects.filter(state__in=["signed", "handed_over"]).count() == 900


def test_the_verification_above_sees_one_altered_fact(
    city: World, owner: psycopg.Connection, superuser: psycopg.Connection
) -> None:
    seeding.seed(owner, 20)
    superuser.execute("update journal_fact set office = '31' where name = 'case.approved' and id % 7 = 0")

    assert verify().fault is not None


def test_the_indexes_are_there_again(city: World, owner: psycopg.Connection) -> None:
    query = "select tablename, indexdef from pg_indexes where schemaname = 'public' order by indexdef"
    before = owner.execute(query).fetchall()

    seeding.seed(owner, 2)

    assert owner.execute(query).fetchall() == before


@pytest.mark.parametrize("only_main", [True, False])
def test_a_seeded_case_reads_like_a_real_one(city: World, owner: psycopg.Connection, only_main: bool) -> None:
    seeding.seed(owner, 2, only_main=only_main)

    case = Case.objects.get(pk=story.id_of(1, story.CASE))
    names = [row.name for row in history(case.stream)]
    assert case.answers["child_name"] == "ANAK CONTOH UKUR"
    assert names[-1] == "case.handed_over"
    assert names == [name for name, *_rest in story.told(only_main=only_main)]
