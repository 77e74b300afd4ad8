"""What a tile says: by rules that the page and its script share."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

import pytest

from tuntas.domains.monitoring.wall import rules
from tuntas.domains.monitoring.wall.rules import Level, Measure, State
from tuntas.platform.ui.tests.browsing import chromium

SCRIPT = rules.__file__.replace("wall/rules.py", "static/monitoring/wall_rules.js")


@pytest.mark.parametrize(
    ("state", "level", "told"),
    [
        (State(), Level.IDLE, Measure.WAITING),
        (State(counters=2), Level.CALM, Measure.WAITING),
        (State(waiting=6, counters=2), Level.CALM, Measure.WAITING),
        (State(waiting=7, counters=2), Level.WARN, Measure.WAITING),
        (State(waiting=15, counters=2), Level.BAD, Measure.WAITING),
        (State(waiting=1), Level.BAD, Measure.COUNTERS),
        (State(at_risk=50, counters=1), Level.WARN, Measure.AT_RISK),
        (State(late=1, outages=1, waiting=90), Level.BAD, Measure.LATE),
        (State(outages=1, at_risk=9), Level.BAD, Measure.OUTAGES),
    ],
)
def test_a_tile_is_as_bad_as_its_worst_measure_and_says_which(state, level, told):
    assert (rules.level(state, Measure.NOW), rules.told(state, Measure.NOW)) == (level, told)


def test_a_measure_that_was_chosen_hides_the_others():
    state = State(late=3, waiting=1, counters=1)

    assert rules.level(state, Measure.WAITING) is Level.CALM
    assert rules.told(state, Measure.WAITING) is Measure.WAITING


def test_late_promises_come_before_longer_queues():
    late, queue = State(late=1), State(waiting=500, counters=1)

    assert rules.urgency(late, Measure.NOW) > rules.urgency(queue, Measure.NOW)


def test_an_area_says_how_many_offices_are_as_bad_as_its_worst():
    bad, warns, calm = State(late=1), State(at_risk=1, counters=1), State(counters=1)

    assert rules.troubled([bad, warns, bad, calm], Measure.NOW) == 2
    assert rules.troubled([warns, calm], Measure.NOW) == 1
    assert rules.troubled([calm, State()], Measure.NOW) is None
    assert rules.troubled([bad], Measure.LATE) is None


def _states() -> Iterator[State]:
    for figures in itertools.product((0, 1), (0, 1, 5), (0, 1, 4, 8, 9, 40), (0, 1, 2), (0, 1)):
        yield State(*figures)


def test_the_script_judges_as_the_page_does():
    states = list(_states())
    limits = json.dumps({measure.value: pair for measure, pair in rules.LIMITS.items()})
    with open(SCRIPT) as file:
        script = file.read().replace("export ", "")
    asked = json.dumps([state.figures for state in states])
    program = f"""() => {{ {script}
        const limits = {limits};
        const say = (state) => (one) => [level(state, one, limits), told(state, one, limits)];
        const each = {asked}.map((state) => ["now", ...SINGLE].map(say(state)));
        const areas = {asked}.map((state, place, all) => troubled(all.slice(place, place + 3), "now", limits));
        return [each, areas];
    }}"""

    with chromium() as browser:
        said = browser.new_page().evaluate(program)

    assert said == [
        [
            [[rules.level(state, one).value, rules.told(state, one).value] for one in Measure]
            for state in states
        ],
        [rules.troubled(states[place : place + 3], Measure.NOW) for place in range(len(states))],
    ]
