"""What the steward carries for weeks: what one duty needs once a day, or only a worker needs, is not in it."""

from __future__ import annotations

import subprocess
import sys

from tuntas.config import holidays
from tuntas.config.cluster import APPLICATION
from tuntas.domains.offices.models import Holiday
from tuntas.domains.offices.queries import office_day
from tuntas.platform import clock

LOADED = """
import sys, django; django.setup()
from tuntas.config import schedule, start, steward
schedule.duties()
start.checks(start.STEWARD_KEYS)
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"holidays", "pyhanko", "typst", "PIL", "lxml"}))
"""


def test_loads_nothing_for_pictures_signatures_or_the_days_of_all_countries():
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout

    assert loaded.split() == []


def test_holidays_are_brought_in_by_a_process_of_its_own(own_db, cluster, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", cluster.url(APPLICATION, own_db))
    this_year = office_day(clock.now()).year
    Holiday.objects.all().delete()

    holidays.load_apart()

    brought = set(Holiday.objects.values_list("on__year", flat=True))
    assert brought == {this_year, this_year + 1}
