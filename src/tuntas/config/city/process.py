"""The member of the group that lets the city live its past days while it is served already; then it ends."""

from __future__ import annotations

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")


def main() -> None:
    """Live in short turns, so that a stop is heeded between two steps."""
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: stopped.append(got))
    os.nice(10)  # a tester's page goes first
    django.setup()
    from tuntas.config import logs, start

    logs.keep_last_words()
    start.refuse_unsafe(needs=start.ALL_KEYS)
    from tuntas.config.city import bar, days

    shown = bar.Bar(sys.stderr, "The city lives through its past days")
    while not stopped and not days.live(seconds=1, report=shown.show):
        pass
    shown.end()


if __name__ == "__main__":
    main()
