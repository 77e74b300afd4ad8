"""The same statements as a lifecycle, run by pgbench: what PostgreSQL alone would do on this machine just now."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import psycopg

from .house import House, as_admin
from .scripts import Scripts

EACH = 100
# After a round: nobody works on jobs whose rows are copies, and the officers' queue begins empty again.
TIDY = (
    "delete from procrastinate_jobs where status = 'todo'",
    "update cases_case set status = 'handed_over', ended_at = now() "
    "where status not in ('draft', 'handed_over', 'refused', 'withdrawn')",
    "update promises_promise set state = 'kept', ended_at = now(), seconds_taken = 60 where ended_at is null",
)
# Copies carry hashes that no key made. Who starts looks at the newest person to see whether the keys are right.
IN_ORDER = """
import django; django.setup()
from tuntas.config.benches.drafts import admit_family
from tuntas.platform import clock
from tuntas.platform.journal import sequencer
admit_family({number}, clock.now())
sequencer.turn(at=clock.now())
"""
# Far from the numbers of the drafts' families.
FIRST_FAMILY = 700_000


@dataclass
class SameSql:
    """The recorded script of one installation, and how many lifecycles of it were run already."""

    house: House
    scripts: Scripts
    rows: list[str]

    @property
    def by(self) -> str:
        return self.scripts.by

    @classmethod
    def recorded(cls, house: House) -> SameSql:
        """Walk one draft of the installation's file, which is used up by it."""
        script, rows = house.folder / "lifecycle.sql", house.folder / "rows.json"
        file = str(house.folder / "drafts")
        house.python("-m", "tuntas.config.benches.recording", file, str(script), str(rows))
        return cls(house, Scripts(house, [script]), json.loads(rows.read_text()))

    def run(self, clients: int, *, each: int = EACH) -> float:
        """Lifecycles per second by pgbench; the journal is in order again afterwards."""
        self._copy_rows(clients, each)
        rate = self.scripts.run(clients, each)
        tidy(self.house)
        return rate

    def _copy_rows(self, clients: int, each: int) -> None:
        with psycopg.connect(self.house.owner_url) as owner:
            for client in range(clients):
                first = 10_000_000 + client * 1_000_000 + self.scripts.done + 1
                for statement in self.rows:
                    owner.execute(statement, {"first": first, "last": first + each - 1})  # type: ignore[arg-type]


def tidy(house: House) -> None:
    """What a round left behind that would make the next one slower; facts stay, and get their leaves."""
    for statement in TIDY:
        as_admin(house, statement)
    house.python("-c", IN_ORDER.format(number=FIRST_FAMILY + int(time.time()) % 100_000))
