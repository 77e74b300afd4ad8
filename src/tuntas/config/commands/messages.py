"""Dead letters: messages that were tried to the end, or perhaps went out twice if tried again.

./tuntas messages            list them (template, state, tries; no address, no code)
./tuntas messages resend ID  send one again
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from tuntas.domains.messaging import actions, queries
from tuntas.platform import clock
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Refused

# Whoever may run commands on the machine keeps the system; the journal shows that it was the console.
CONSOLE = Actor(Kind.STAFF, "console", "administrator")


def main(argv: list[str]) -> int:
    if argv[:1] == ["resend"] and len(argv) == 2:
        return _resend(argv[1])
    if argv:
        print(__doc__)
        return 2
    for state in ("dead", "uncertain"):
        for row in queries.outbox(by=CONSOLE, state=state):
            print(f"{row.id}  {row.title}  {row.state_text}")
    return 0


def _resend(message_id: str) -> int:
    try:
        actions.resend(message_id, by=CONSOLE, at=clock.now())
    except Refused as refused:
        print(refused)
        return 1
    except (ObjectDoesNotExist, ValidationError):
        print("There is no message with this number.")
        return 1
    print("Queued again.")
    return 0
