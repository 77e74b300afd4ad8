"""Four of five waits come true, also on days nobody told of; and the judge notices who cheats.

A few days only; `./tuntas bench eta` judges many. The constants were tuned on other offices, never on these.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from ...interval import wait
from ...office import Calibration, Office, Wait, Waiting
from ..worth import broken_promises, worth
from ..years import NEW, Heard, listen

OFFICES = (12, 13)
FEW_DAYS = 7.0  # percentage points: the waits of one morning are right or wrong together


@pytest.fixture(scope="module")
def heard() -> Heard:
    return listen(OFFICES, before=1, days=1, hard=("bursts", "slower", NEW))


def test_keeps_its_word_on_ordinary_and_hard_days(heard: Heard) -> None:
    assert len(heard.ordinary) > 100
    assert broken_promises(worth(heard.ordinary), worth(heard.all_hard), tolerance=FEW_DAYS) == []


def test_a_wrong_rate_without_calibration_is_noticed() -> None:
    def twice_as_fast(office: Office, ticket: Waiting) -> Wait:
        recent = {group: tuple(one / 2 for one in latest) for group, latest in office.recent.items()}
        standard = {group: one / 2 for group, one in office.standard.items()}
        return wait(replace(office, recent=recent, standard=standard, calibration=Calibration()), ticket)

    cheat = listen(OFFICES[:1], before=1, days=1, hard=("slower",), learns=False, forecast=twice_as_fast)

    found = broken_promises(worth(cheat.ordinary), worth(cheat.all_hard), tolerance=FEW_DAYS)
    assert any("ordinary days are inside" in one for one in found)
    assert any("hard days are inside" in one for one in found)


def test_an_interval_that_always_holds_or_a_middle_of_no_use_is_noticed(heard: Heard) -> None:
    wide = [replace(one, low=0.0, high=1e6) for one in heard.ordinary]
    thin = [replace(one, low=one.middle, high=one.middle) for one in heard.ordinary]
    useless = [replace(one, middle=one.middle * 3) for one in heard.ordinary]
    hard = worth(heard.all_hard)

    assert any("not 78 to 82" in one for one in broken_promises(worth(wide), hard, tolerance=FEW_DAYS))
    assert any("not 78 to 82" in one for one in broken_promises(worth(thin), hard, tolerance=FEW_DAYS))
    assert any("mae_formula" in one for one in broken_promises(worth(useless), hard, tolerance=FEW_DAYS))
