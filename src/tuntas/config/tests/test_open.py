"""`./tuntas open` says how far the figures are counted; `rebuild` whether they come out as they stood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests import world as w

from tuntas.config import schedule
from tuntas.config.commands import open as command
from tuntas.domains.figures.models import WeekFigures
from tuntas.platform.journal import sequencer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted(settings, tmp_path):
    """A case was sent, signed, and counted by the steward's own duty."""
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"
    there = w.world()
    w.submitted(there.at)
    size = sequencer.turn(at=datetime.now(UTC)).size
    next(duty for duty in schedule.duties() if duty.name == "count the public figures").do()
    return size


def test_says_how_far_it_is(counted, capsys):
    assert command.main([]) == 0
    assert capsys.readouterr().out == f"{counted} facts are counted; a checkpoint of {counted} signs them.\n"


def test_counts_anew_what_it_counted_before(counted, capsys):
    assert command.main(["rebuild"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"promises: {counted} facts counted anew: equal to what stood.",
        "waiting: 0 facts counted anew: equal to what stood.",
    ]


def test_says_when_a_figure_was_changed(counted, capsys):
    WeekFigures.objects.filter(scope="all").update(submitted=7)

    assert command.main(["rebuild"]) == 0
    assert "rows differ" in capsys.readouterr().out
    assert WeekFigures.objects.get(scope="all").submitted == 1


def test_explains_itself_when_asked_for_something_else(capsys):
    assert command.main(["dance"]) == 2
    assert "rebuild" in capsys.readouterr().out
