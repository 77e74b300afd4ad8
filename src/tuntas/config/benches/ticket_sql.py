"""The statements of one press at a kiosk, written down as it ran, then run by pgbench with as many clients.

Run inside an installation: python -m tuntas.config.benches.ticket_sql FOLDER SECRET…
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from .house import House
from .lines import say
from .recording import HEAD, at_this_moment, own_rows, recorded, statements_of
from .same_sql import find_pgbench

EACH = 150


def main(folder: Path, secrets: list[str]) -> None:
    """One file for each kiosk."""
    import django

    django.setup()
    from django.test import Client

    from tuntas.domains.counters.queries.kiosks import kiosk_of

    folder.mkdir(parents=True, exist_ok=True)
    for place, secret in enumerate(secrets):
        device = kiosk_of(secret)
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.cookies["tuntas_kiosk"] = secret
        for _warm in range(2):  # what is prepared once is not part of a press
            with recorded() as statements:
                answer = browser.post(
                    "/kiosk/", {"key": str(uuid.uuid4()), "letter": "A"}, HTTP_ACCEPT="application/json"
                )
        if answer.status_code != 200 or device is None:
            raise RuntimeError(f"The kiosk answered {answer.status_code}.")
        kept = {sha256(secret.encode()).hexdigest(), str(device.pk), device.pk.hex}
        text = "".join(f"{at_this_moment(own_rows(one, kept))};\n" for one in statements)
        (folder / f"{place}.sql").write_text(HEAD + text)


@dataclass
class TicketSql:
    """The scripts of some kiosks, and how many presses of each client were run already."""

    house: House
    program: str | None
    scripts: list[Path]
    done: int = 0

    @property
    def by(self) -> str:
        return "pgbench" if self.program else "psycopg"

    @classmethod
    def recorded(cls, house: House, kiosks: list[dict[str, Any]]) -> TicketSql:
        folder = house.folder / f"presses-{len(kiosks)}"
        secrets = [one["secret"] for one in kiosks]
        house.python("-m", "tuntas.config.benches.ticket_sql", str(folder), *secrets)
        return cls(house, find_pgbench(house), sorted(folder.glob("*.sql")))

    def run(self, clients: int, *, each: int = EACH) -> float:
        """Presses per second."""
        say(f"{self.by}: {clients} clients, {each} presses each …")
        rate = self._by_pgbench(clients, each) if self.program else self._by_psycopg(clients, each)
        self.done += each
        return rate

    def _by_pgbench(self, clients: int, each: int) -> float:
        done = subprocess.run(
            [
                str(self.program), "--no-vacuum", f"--client={clients}", "--jobs=2", f"--transactions={each}",
                f"--define=i={self.done}", *(f"--file={one}" for one in self.scripts), self.house.application_url,
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
                    script = self.scripts[(client + number) % len(self.scripts)]
                    for statement in statements_of(script, 10_000_000 + client * 1_000_000 + number):
                        connection.execute(statement)  # type: ignore[arg-type]

        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(work, range(clients)))
        return clients * each / (time.perf_counter() - began)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
