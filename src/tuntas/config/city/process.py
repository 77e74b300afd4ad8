"""The member of the group that lets the city live its past while it is served already, and then its present."""

from __future__ import annotations

import os
import signal
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")


def main() -> None:
    """A stop is heeded between two steps. While another process lets the city live, this one waits."""
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: stopped.append(got))
    os.nice(10)  # a tester's page goes first
    django.setup()
    from tuntas.config import logs, start

    logs.keep_last_words()
    start.refuse_unsafe(needs=start.ALL_KEYS)
    from tuntas.config.city import bar, days, present

    shown = bar.Bar(sys.stderr, "The city lives through its past days")
    while not stopped and not days.live(go_on=lambda: not stopped, report=shown.show):
        time.sleep(1)
    shown.end()
    present.live_on(go_on=lambda: not stopped)


if __name__ == "__main__":
    main()
