"""The tests of monitoring happen in the forenoon: an hour later it is still today."""

from datetime import datetime, time

import pytest
from django.utils import timezone

from tuntas.platform import clock


@pytest.fixture(autouse=True)
def _in_the_forenoon() -> None:
    """Ten o'clock of this day in the office's time; `clock.reset` follows each test."""
    clock.set(datetime.combine(timezone.localdate(), time(10), timezone.get_current_timezone()))
