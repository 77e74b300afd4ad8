"""The forecast finds what was put into invented histories, and says how far it is off."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from tuntas.domains.planning.rules import factors, synthetic
from tuntas.domains.planning.rules.backtest import backtest
from tuntas.domains.planning.rules.forecast import fitted, pooled, quantile
from tuntas.domains.planning.rules.history import DayKind, History, OpenDay, Season, kind_of, season_of

SHUT = [date(2026, month, day) for month, day in ((1, 1), (3, 19), (3, 20), (5, 1), (5, 14), (6, 1), (8, 17))]
DAYS = synthetic.days_between(date(2025, 9, 1), date(2026, 8, 28), shut=[date(2025, 12, 25), *SHUT])
MONDAY = OpenDay(date(2026, 8, 31), synthetic.OPEN)


def _history(a_day, *, seed=1, **more):
    groups = {"A": a_day * 0.6, "B": a_day * 0.4}
    return synthetic.history(DAYS, synthetic.Play(groups, **more), seed=seed)


def _shuffled(history, seed=1):
    """The same rows on other days."""
    order = list(range(len(history.days)))
    Random(seed).shuffle(order)
    return History(
        history.days, {group: tuple(rows[at] for at in order) for group, rows in history.counts.items()}
    )


def test_weekdays_holidays_and_seasons_are_found():
    history = _history(200, day_variance=0.01, growth_a_year=0)

    found = fitted(history).office.factors

    monday, friday = found.weekday[0], found.weekday[4]
    assert monday / friday == pytest.approx(1.35 / 0.75, rel=0.1)
    assert found.kind[DayKind.AFTER_CLOSED] == pytest.approx(1.3, rel=0.12)
    assert found.season[Season.SCHOOL] == pytest.approx(1.25, rel=0.1)


def test_the_morning_is_fuller_than_noon():
    day = fitted(_history(60)).day(MONDAY)

    assert day.expected(34, 38) > 1.5 * day.expected(46, 50)
    assert day.expected(0, 30) == day.expected(64) == 0


def test_who_comes_from_another_letter_is_forecast_apart():
    history = _history(60)
    sent_on = replace(history, onward={"B": history.counts["A"]})

    day = fitted(sent_on).day(MONDAY)

    assert day.expected() == fitted(history).day(MONDAY).expected()
    assert sum(day.onward["B"]) == pytest.approx(sum(day.rates["A"]), rel=0.1)
    assert sum(day.waiting["B"]) == pytest.approx(sum(day.rates["B"]) + sum(day.onward["B"]))
    assert backtest(sent_on) == backtest(history)


def test_a_small_office_leans_on_the_city():
    city = pooled(_history(4000, seed=9))
    few = synthetic.days_between(date(2026, 8, 3), date(2026, 8, 28))
    small = synthetic.history(few, synthetic.Play({"A": 3.0}), seed=3)

    alone, leaning = fitted(small).office.factors, fitted(small, pool=city).office.factors

    assert abs(leaning.weekday[0] - 1.35) < abs(alone.weekday[0] - 1.35) + 0.05
    assert leaning.season[Season.SCHOOL] == pytest.approx(1.25, rel=0.1)
    assert alone.season.get(Season.SCHOOL, 1.0) == 1.0


@pytest.mark.parametrize("a_day", [8, 40, 200])
def test_weeks_held_out_are_forecast_better_than_by_the_mean_or_by_last_week(a_day):
    tests = [backtest(_history(a_day, seed=seed)) for seed in range(3)]

    model, mean, last_week = (
        sum(getattr(one, name).day for one in tests) for name in ("model", "mean", "last_week")
    )
    assert model < mean
    assert model < last_week
    assert 0.65 <= sum(one.covered for one in tests) / 3 <= 0.95


def test_the_comparison_finds_a_model_that_knows_nothing():
    """Weekdays shuffled away: a model has nothing to learn, and the report must not call it better by a margin."""
    found = [backtest(_shuffled(_history(40, seed=seed))) for seed in range(3)]

    assert sum(one.model.day for one in found) > 0.97 * sum(one.mean.day for one in found)


def test_the_comparison_finds_a_level_that_is_wrong(monkeypatch):
    history, right = _history(40), factors._level

    monkeypatch.setattr(factors, "_level", lambda *known: replace(right(*known), usual=right(*known).usual * 2))
    found = backtest(history)

    assert not found.is_better
    assert found.covered < 0.3


def test_an_office_without_a_past_expects_nobody_and_is_not_tested():
    empty = History((), {})

    assert fitted(empty).day(MONDAY).expected() == 0
    assert backtest(empty) is None
    assert backtest(_history(20).before(date(2025, 9, 20))) is None


@pytest.mark.parametrize(
    ("share", "mean", "spread", "count"),
    [
        (0.1, 10, 0, 6),  # Poisson: P(X ≤ 5) is 0.067, P(X ≤ 6) 0.130
        (0.9, 10, 0, 14),  # P(X ≤ 13) is 0.864, P(X ≤ 14) 0.917
        (0.5, 3, 1, 2),  # geometric: P(X ≤ k) is 1 - 0.75^(k + 1)
        (0.99, 0, 0.1, 0),
    ],
)
def test_quantiles_at_known_points(share, mean, spread, count):
    assert quantile(share, mean, spread) == count


def test_quantiles_of_very_many_people():
    assert quantile(0.5, 2000, 0.001) == pytest.approx(2000, rel=0.01)
    assert quantile(0.5, 40_000, 0) == pytest.approx(40_000, rel=0.001)


def test_bounds_hold_what_they_say():
    draw = Random(5)
    mean, spread, held = 20.0, 0.05, 0
    low, high = quantile(0.1, mean, spread), quantile(0.9, mean, spread)

    for _try in range(2000):
        count = synthetic._poisson(draw, mean * draw.gammavariate(1 / spread, spread))
        held += low <= count <= high

    assert 0.78 <= held / 2000 <= 0.88


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 5, 4), DayKind.AFTER_CLOSED),  # Friday 1 May was shut
        (date(2026, 5, 13), DayKind.BEFORE_CLOSED),
        (date(2026, 5, 15), DayKind.AFTER_CLOSED),
        (date(2026, 5, 18), DayKind.ORDINARY),
    ],
)
def test_kinds_of_days(day, kind):
    assert kind_of(day, {one.on for one in DAYS}.__contains__) is kind


def test_seasons():
    assert season_of(date(2026, 6, 15)) is Season.SCHOOL
    assert season_of(date(2026, 9, 15)) is Season.ORDINARY
