"""Recorded statements run again as they stand: by pgbench, or by threads of this process where there is none."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .house import House
from .lines import say
from .recording import statements_of


@dataclass
class Scripts:
    """The scripts of one installation, drawn by chance, and how often each client ran one already."""

    house: House
    files: Sequence[Path]
    done: int = 0

    def __post_init__(self) -> None:
        self.program = find_pgbench(self.house)

    @property
    def by(self) -> str:
        """What runs them: where PostgreSQL brings no pgbench, threads of this process do, which cost more."""
        return "pgbench" if self.program else "psycopg"

    def run(self, clients: int, each: int) -> float:
        """Scripts per second."""
        say(f"{self.by}: {clients} clients, {each} each …")
        rate = self._by_pgbench(clients, each) if self.program else self._by_psycopg(clients, each)
        self.done += each
        return rate

    def _by_pgbench(self, clients: int, each: int) -> float:
        done = subprocess.run(
            [
                str(self.program), "--no-vacuum", f"--client={clients}", "--jobs=2", f"--transactions={each}",
                f"--define=i={self.done}", *(f"--file={one}" for one in self.files), self.house.application_url,
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
                    script = self.files[(client + number) % len(self.files)]
                    for statement in statements_of(script, 10_000_000 + client * 1_000_000 + number):
                        connection.execute(statement)  # type: ignore[arg-type]

        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(work, range(clients)))
        return clients * each / (time.perf_counter() - began)


def find_pgbench(house: House) -> str | None:
    """pgbench beside the server's programs, or on the path."""
    beside = house.cluster.binaries / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")
