"""The same statements as a lifecycle, run by pgbench: what PostgreSQL alone would do on this machine just now."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .house import House, as_admin
from .lines import say
from .recording import statements_of

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
    program: str | None
    script: Path
    rows: list[str]
    done: int = 0

    @property
    def by(self) -> str:
        """What ran it: where PostgreSQL brings no pgbench, threads of this process do, which cost more."""
        return "pgbench" if self.program else "psycopg"

    @classmethod
    def recorded(cls, house: House) -> SameSql:
        """Walk one draft of the installation's file, which is used up by it."""
        program = find_pgbench(house)
        script, rows = house.folder / "lifecycle.sql", house.folder / "rows.json"
        file = str(house.folder / "drafts")
        house.python("-m", "tuntas.config.benches.recording", file, str(script), str(rows))
        return cls(house, program, script, json.loads(rows.read_text()))

    def run(self, clients: int, *, each: int = EACH) -> float:
        """Lifecycles per second by pgbench; the journal is in order again afterwards."""
        self._copy_rows(clients, each)
        say(f"{self.by}: {clients} clients, {each} lifecycles each …")
        rate = self._by_pgbench(clients, each) if self.program else self._by_psycopg(clients, each)
        self.done += each
        tidy(self.house)
        return rate

    def _by_pgbench(self, clients: int, each: int) -> float:
        done = subprocess.run(
            [
                str(self.program), "--no-vacuum", f"--client={clients}", "--jobs=2", f"--transactions={each}",
                f"--define=i={self.done}", f"--file={self.script}", self.house.application_url,
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
        if done.returncode or found is None or "number of failed transactions: 0 " not in done.stdout:
            raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}{done.stdout[-500:]}")
        return float(found[1])

    def _by_psycopg(self, clients: int, each: int) -> float:
        def work(client: int) -> None:
            with psycopg.connect(self.house.application_url, autocommit=True) as connection:
                for number in range(self.done + 1, self.done + each + 1):
                    for statement in statements_of(self.script, 10_000_000 + client * 1_000_000 + number):
                        connection.execute(statement)  # type: ignore[arg-type]

        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(work, range(clients)))
        return clients * each / (time.perf_counter() - began)

    def _copy_rows(self, clients: int, each: int) -> None:
        with psycopg.connect(self.house.owner_url) as owner:
            for client in range(clients):
                first = 10_000_000 + client * 1_000_000 + self.done + 1
                for statement in self.rows:
                    owner.execute(statement, {"first": first, "last": first + each - 1})  # type: ignore[arg-type]


def tidy(house: House) -> None:
    """What a round left behind that would make the next one slower; facts stay, and get their leaves."""
    for statement in TIDY:
        as_admin(house, statement)
    house.python("-c", IN_ORDER.format(number=FIRST_FAMILY + int(time.time()) % 100_000))


def find_pgbench(house: House) -> str | None:
    """pgbench beside the server's programs, or on the path."""
    beside = house.cluster.binaries / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")
