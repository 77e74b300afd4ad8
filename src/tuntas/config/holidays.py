"""Brings in the holidays of this year and the next, as they are published now.

In a process of its own: the library reckons the days of every country, and what it takes would stay in the steward.
"""

from __future__ import annotations

import os
import subprocess
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")


def load_apart() -> None:
    """Start that process and wait for it."""
    subprocess.run([sys.executable, "-m", "tuntas.config.holidays"], check=True)


def main() -> None:
    import django

    django.setup()
    from tuntas.domains.offices import actions, queries
    from tuntas.platform import clock
    from tuntas.platform.actors import SYSTEM

    now = clock.now()
    this_year = queries.office_day(now).year
    for year in (this_year, this_year + 1):
        actions.load_holidays(year, by=SYSTEM, at=now)


if __name__ == "__main__":
    main()
