"""How many cases a second go from submitted to approved, over HTTP, clients and PostgreSQL on the same machine?"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

import psycopg

from . import growth
from .house import House, as_admin, throwaway_house
from .lines import Line, median, say, share
from .same_sql import SameSql
from .walk import Clients, Draft, Walker, read_drafts, walk

LIMIT = 45
SUBMIT_LIMIT_MS = 25
ALONE = 200
WARM_UP_SECONDS = 3
# More than anything that these machines reach.
MOST_PER_SECOND = 70
OFFICER, REGISTRAR = "Petugas Peragaan Satu", "Pejabat Pencatatan Peragaan"
BACKLOG = "select count(*) from documents_document where state = 'pending'"


def run(options: argparse.Namespace) -> Iterator[Line]:
    """The lifecycle; with `--cases` its flatness as the database grows."""
    yield from growth.run(options) if options.cases else once(options)


def once(options: argparse.Namespace) -> Iterator[Line]:
    with throwaway_house() as house:
        drafts = prepared(house, int((options.seconds + WARM_UP_SECONDS) * MOST_PER_SECOND) + ALONE)
        same = SameSql.recorded(house)
        drafts.popleft()  # the recorded one
        tps = same.run(options.clients)
        with house.open(web=options.web, workers=options.workers):
            before = pending(house)
            together = measure(house, drafts, options)
            backlog = pending(house) - before
            alone = submit_alone(house, drafts, ALONE)
        tps = median([tps, same.run(options.clients)])
        yield {
            "name": "lifecycle",
            "value": round(together.rate, 1),
            "unit": "1/s",
            "limit": LIMIT,
            "ratio": round(together.rate / tps, 2),
            "pgbench_tps": round(tps, 1),
            "pgbench_by": same.by,
            **alone,
            "backlog_documents": backlog,
            "clients": options.clients,
            "median_ms": {step: round(median(taken) * 1000, 1) for step, taken in together.steps.items()},
        }


def prepared(house: House, count: int, *, first: int = 0) -> deque[Draft]:
    """Drafts for the clients, each with its own family."""
    say(f"Preparing {count} drafts …")
    file = house.folder / "drafts"
    house.python("-m", "tuntas.config.benches.drafts", str(count), str(first), str(file))
    return read_drafts(file)


def pending(house: House) -> int:
    """Documents that wait for their making."""
    return int(str(as_admin(house, BACKLOG)[0][0]))


def measure(house: House, drafts: deque[Draft], options: argparse.Namespace) -> Clients:
    """All clients at once, after a warm-up."""
    with walkers(house, options.clients) as clients:
        walk(clients, drafts, seconds=min(WARM_UP_SECONDS, options.seconds))
        return walk(clients, drafts, seconds=options.seconds)


@contextlib.contextmanager
def walkers(house: House, count: int) -> Iterator[list[Walker]]:
    clients = [Walker(house.port, officer=OFFICER, registrar=REGISTRAR) for _ in range(count)]
    try:
        yield clients
    finally:
        for client in clients:
            client.wire.close()


def submit_alone(house: House, drafts: deque[Draft], count: int) -> dict[str, Any]:
    """One client's submits, each followed by the smallest possible commit in the same cluster."""
    submits, commits = [], []
    with psycopg.connect(house.owner_url, autocommit=True) as floor, walkers(house, 1) as (client,):
        floor.execute("create table bench_floor (at timestamptz default now())")
        for _ in range(count):
            submits.append(client.submit(drafts.popleft()) * 1000)
            commits.append(_commit_ms(floor))
        floor.execute("drop table bench_floor")
    p95, least = share(submits, 95), median(commits)
    return {
        "submit_p95_ms": round(p95, 1),
        "commit_floor_ms": round(least, 1),
        "submit_over_floor_ms": round(p95 - least, 1),
        "submit_over_floor_limit_ms": SUBMIT_LIMIT_MS,
        "submit_p50_ms": round(median(submits), 1),
    }


def _commit_ms(floor: psycopg.Connection[Any]) -> float:
    began = time.perf_counter()
    floor.execute("insert into bench_floor default values")
    return (time.perf_counter() - began) * 1000
