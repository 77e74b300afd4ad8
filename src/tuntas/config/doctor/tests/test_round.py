"""The whole round: with a database and without, in words and for programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

from tuntas.config.commands import doctor
from tuntas.config.doctor import machine
from tuntas.config.doctor import round as doctors_round
from tuntas.config.doctor.verdicts import Check, Finding, Verdict, Wrong
from tuntas.config.session import ROOT

from .looking import look


def test_the_whole_round_ends_in_order(own_db, state, monkeypatch, settings):
    shutil.copytree(settings.TUNTAS_KEYS_DIR, state / "keys", dirs_exist_ok=True)
    monkeypatch.setattr(machine, "WITH_SETTINGS", ())

    found = doctors_round.make()

    assert [one for one in found if one.verdict in {Verdict.WRONG, Verdict.NOT_SEEN}] == []
    assert len({one.name for one in found}) == len(found) > 15


def test_the_command_works_without_a_database_and_ends_with_one(state):
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": "postgresql://tuntas_app:geheim@/x?host=/nonexistent",
    }
    run = [sys.executable, "-m", "tuntas", "doctor"]

    told = subprocess.run([*run, "--json"], env=surroundings, capture_output=True, text=True, check=False)
    in_words = subprocess.run(run, env=surroundings, capture_output=True, text=True, check=False)

    assert told.returncode == in_words.returncode == 1, told.stderr
    found = {one["name"]: one for one in map(json.loads, told.stdout.splitlines())}
    assert found["database"]["verdict"] == found["data key"]["verdict"] == "wrong"
    assert found["tables"]["verdict"] == "not seen"
    assert "WRONG  database: The database does not answer" in in_words.stdout
    assert "Not looked at: the database does not answer (clock, tables" in in_words.stdout
    assert "geheim" not in told.stdout + told.stderr + in_words.stdout + in_words.stderr


def test_a_database_of_our_own_that_was_never_made_is_no_fault(state, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")

    with doctors_round._own_database() as never_began:
        assert "never started" in never_began.sentence


def test_a_database_of_our_own_that_does_not_start_is_explained(state, monkeypatch):
    from tuntas.config.cluster import Cluster, ClusterFault

    monkeypatch.delenv("DATABASE_URL")
    (state / "postgres" / "data").mkdir(parents=True)
    (state / "postgres" / "data" / "PG_VERSION").write_text("15")

    def broken(*_):
        raise ClusterFault("PostgreSQL does not start. Its log says why: postgres.log")

    monkeypatch.setattr(Cluster, "in_use", broken)
    monkeypatch.setattr(machine, "WITH_SETTINGS", ())

    found = {one.name: one for one in doctors_round.make()}

    assert "does not start" in found["database"].sentence
    assert found["jobs"].verdict is Verdict.NOT_SEEN


def test_in_words_only_what_is_not_in_order():
    found = [Finding("a", Verdict.OK, "Fine."), Finding("b", Verdict.DOUBT, "Hm.", "Look.")]

    assert doctor.in_words(found, all_of_them=False) == [
        "DOUBT  b: Hm.",
        "       Look.",
        "1 in order, 1 doubtful, 0 wrong.",
    ]
    assert "ok     a: Fine." in doctor.in_words(found, all_of_them=True)


def test_wrong_says_its_own_way_to_mend_first():
    def fault() -> str:
        raise Wrong("It is so.", "Do this.")

    assert look(Check("trial", fault, "Do that.")).mend == "Do this."
