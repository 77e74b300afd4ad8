"""The waits' figure says every key that is asked for, and never that a word was kept which nobody gave."""

from __future__ import annotations

from argparse import Namespace

from tuntas.config.benches import eta
from tuntas.config.benches.lines import text_of


def test_says_coverage_and_errors_of_ordinary_and_hard_days() -> None:
    judged, cost = eta.run(Namespace(offices=0))

    asked = {"coverage", "mae_minutes", "mae_last_to_enter", "mae_formula"}
    assert asked <= judged.keys()
    assert asked <= judged["hard"].keys()
    assert judged["kept"] is False
    assert cost["value"] > 0
    assert text_of(judged).startswith('{"name": "eta"')
    assert text_of(cost).startswith('{"name": "eta_cost"')
