"""How long does it take to plan one day, the fullest of the week, for every office of the city?"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator

from tuntas.config.session import ROOT

from .house import House, throwaway_house
from .lines import Line, say

LIMIT_S, PROCESSES = 30, 2
FILL = """
import django; django.setup()
from tuntas.config.benches import planning
from tuntas.platform import clock
print(planning.fill(clock.now().date()))
"""
CALL = """
import django, gc, json; django.setup()
from tuntas.config.benches import planning
from tuntas.platform import clock
gc.freeze(); gc.set_threshold(20_000, 20, 50)  # as a web process does (config/wsgi.py), and they make the plans
now = clock.now()
print(json.dumps(planning.plan_all(planning.next_monday(now), now.date(), part={part}, parts={parts})))
"""


def run(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house:
        say("Inventing a year of arrivals for every office …")
        began = time.monotonic()
        house.python("-c", FILL)
        say(f"That took {time.monotonic() - began:.0f} s. Planning …")
        began = time.monotonic()
        parts = _planned(house)
        took = time.monotonic() - began
    offices = sum(part["offices"] for part in parts)
    yield {
        "name": "roster",
        "value": round(took, 1),
        "unit": "s",
        "limit": LIMIT_S,
        "offices": int(offices),
        "met": int(sum(part["met"] for part in parts)),
        "covered": int(sum(part["covered"] for part in parts)),
        "people": round(sum(part["people"] for part in parts)),
        "processes": PROCESSES,
        "cpu_s": round(sum(part["cpu"] for part in parts), 1),
        "planning_s": round(max(part["seconds"] for part in parts), 1),
    }


def _planned(house: House) -> list[dict[str, float]]:
    """Two processes, each with every second office."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CALL.format(part=part, parts=PROCESSES)],
            env=house.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(PROCESSES)
    ]
    try:
        return [json.loads(one.communicate()[0]) for one in started]
    finally:
        for one in started:
            if one.poll() is None:
                one.terminate()
                one.wait()
