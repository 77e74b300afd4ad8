"""The city's own process, as the group starts it: somebody waits where a tester calls, and a stop ends it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.robustness.house import ROOT, wait_for

from tuntas.config.city import agenda, days, residents
from tuntas.config.city.days import Wanted
from tuntas.config.cluster import APPLICATION, Cluster
from tuntas.config.members import the_group
from tuntas.domains.counters import demonstration as counters
from tuntas.domains.counters.queries import waiting_at
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.offices.queries import office_day
from tuntas.platform import clock

PATIENCE = 300  # beside other tests a process starts slowly


def test_it_keeps_somebody_waiting_until_it_is_stopped(
    own_db: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(residents, "processors", lambda: 1)
    offices.load(clock.now())
    counters.load(clock.now())
    days.found(Wanted(residents=60, days=0, cases_a_day=0, seed=3), at=clock.now())
    [city] = [
        one for one in the_group(1, mark="", web_processes=1, workers=1, with_city=True) if one.name == "city"
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": cluster.url(APPLICATION, own_db),
    }
    process = subprocess.Popen([sys.executable, *city.command[1:]], env=environment)

    try:
        wait_for(lambda: process.poll() is not None or len(_waiting()) == 4, PATIENCE)
        assert process.poll() is None
        process.terminate()
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()


def _waiting() -> list[object]:
    return list(waiting_at(agenda.THE_CASTS, office_day(clock.now())))
