"""Sets everything up, loads the demonstration city and serves it until you press Ctrl+C.

./tuntas run [--port 8000]        pages on the port, uploads on the next one, both on 127.0.0.1 only
"""

from __future__ import annotations

import argparse
import fcntl
import functools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from .. import env, ports, session
from ..cluster import APPLICATION, OWNER, Cluster, ClusterFault
from ..members import the_group
from ..operations import group as folder
from ..supervisor import Supervisor, end_leftovers


def main(argv: list[str]) -> int:
    options = _options(argv)
    session.end_orderly()
    session.prepare_environment()
    os.environ.setdefault("TUNTAS_WEB_ORIGIN", f"http://127.0.0.1:{options.port}")
    os.environ.setdefault("TUNTAS_LIVE_ORIGIN", f"http://127.0.0.1:{options.port + 1}")
    _refuse_wrong_settings()
    mark = session.checkout_hash()
    with (
        _only_one(session.state_folder() / "run.lock"),
        _own_ports(options.port, mark),
        _database() as (owner_url, keep),
    ):
        _set_up(owner_url)
        shared = folder.fresh(session.state_folder() / "group")
        told_web = folder.surroundings(shared)
        with_city = env.read("TUNTAS_MODE") == "demonstration" and env.read("TUNTAS_CITY_RESIDENTS") > 0
        group = the_group(
            options.port,
            mark=mark,
            web_processes=options.web,
            workers=options.workers or (1 if with_city else 2),
            told_web=told_web,
            with_city=with_city,
        )
        origin = os.environ["TUNTAS_WEB_ORIGIN"]
        about = f"\nAbout the demonstration and its city: {origin}/demonstration/" if with_city else ""
        where = f"\nTuntas is at {origin} (stop with Ctrl+C){about}\n"
        serving = functools.partial(_answers, options.port)
        stopping = functools.partial(_let_balancers_look_away, shared)
        return Supervisor(group, keep=keep, serving=serving, when_serving=where, before_end=stopping).run()


def _let_balancers_look_away(shared: Path) -> None:
    """Say that this group stops, and go on answering for as long as a balancer needs to notice."""
    folder.say_stopping(shared)
    time.sleep(env.read("TUNTAS_DRAIN_SECONDS"))


def _refuse_wrong_settings() -> None:
    """Before anything is started; the database's address is known later, if it is our own."""
    try:
        env.read_all(
            {"DATABASE_URL": "our own", **{name: value for name, value in os.environ.items() if value}}
        )
    except env.SettingFault as fault:
        sys.exit(str(fault))


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
    except OSError:
        return False
    return True


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./tuntas run", description=__doc__)
    parser.add_argument(
        "--port", type=_port, default=8000, help="the pages' port; uploads come on the next one"
    )
    parser.add_argument("--web", type=_some, default=2, help="web processes")
    parser.add_argument(
        "--workers",
        type=_some,
        help="worker processes: 2, but 1 beside a demonstration's city, which is one more",
    )
    return parser.parse_args(argv)


def _port(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) < 65535:
        raise argparse.ArgumentTypeError(f"{given} is no port, from 1 to 65534")
    return int(given)


def _some(given: str) -> int:
    """Without a web process nobody is served, and without a worker no document is ever made."""
    if not given.isdecimal() or not int(given):
        raise argparse.ArgumentTypeError(f"{given} is not 1 or more")
    return int(given)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Two runs of one checkout would share a database and a journal: the second one is told."""
    with path.open("w") as lock:
        if not _locked(lock):
            sys.exit("This checkout is already running. Stop it first, or use its address.")
        yield


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _own_ports(port: int, mark: str) -> Iterator[None]:
    """The group's two ports, taken from what a killed run left behind but from nobody else."""
    end_leftovers(mark)
    try:
        with ports.kept(port, port + 1):
            yield
    except ports.PortTaken as taken:
        sys.exit(str(taken))


@contextmanager
def _database() -> Iterator[tuple[str, Callable[[], object]]]:
    """The database of the given addresses, or this checkout's own: the owner's address, and what keeps it running.

    The owner's address goes to nobody else.
    """
    if os.environ.get("DATABASE_URL"):
        yield os.environ.pop("DATABASE_OWNER_URL", ""), lambda: None
        return
    cluster = session.private_cluster()
    print("Starting the database …", file=sys.stderr, flush=True)
    os.environ.pop("DATABASE_OWNER_URL", None)
    with cluster.in_use():
        os.environ["DATABASE_URL"] = cluster.url(APPLICATION)
        yield cluster.url(OWNER), lambda: _keep(cluster)


def _keep(cluster: Cluster) -> None:
    """Start the database again when it was killed."""
    if cluster.is_running():
        return
    print("The database ended; starting it again.", file=sys.stderr, flush=True)
    try:
        cluster.start()
    except (ClusterFault, psycopg.Error) as fault:
        print(fault, file=sys.stderr, flush=True)


def _set_up(owner_url: str) -> None:
    environment = {**os.environ, "DATABASE_OWNER_URL": owner_url}
    done = subprocess.run(
        [sys.executable, "-m", "tuntas.config.commands.prepare"], env=environment, check=False
    )
    if done.returncode:
        sys.exit("Tuntas was not started.")
