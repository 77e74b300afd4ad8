"""The round that the doctor makes: the machine, its settings, the keys, the database, and what stands in it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from tuntas.config import session
from tuntas.config.cluster import APPLICATION, OWNER, ClusterFault

from . import machine
from .verdicts import Check, Finding, Verdict, examine, not_seen

NO_SETTINGS = "the settings can't be read."
NO_DATABASE = "the database does not answer."
NO_TABLES = "the tables are not those of this version."


def make() -> list[Finding]:
    """Everything that can be looked at, the deepest cause first."""
    with contextlib.suppress(OSError):
        session.prepare_environment()
    found = examine(machine.CHECKS)
    if any(one.is_wrong for one in found):
        return found + not_seen([*machine.WITH_SETTINGS, *_NAMES], NO_SETTINGS)
    found += examine(machine.WITH_SETTINGS)
    with contextlib.ExitStack() as stack:
        try:
            never_began = stack.enter_context(_own_database())
        except ClusterFault as fault:
            said = Finding("database", Verdict.WRONG, str(fault), "See postgres.log in the state folder.")
            return [*found, said, *not_seen(_NAMES[1:], NO_DATABASE)]
        if never_began:
            return [*found, never_began]
        return found + _inside()


def _inside() -> list[Finding]:
    """What wants Django; imported here, because nothing of it can be without settings."""
    session.set_up_django()
    from django.db import connections

    from . import database, house, starting

    try:
        found = examine(starting.of_the_start((" key", "jurisdiction", "catalogue")))
        keys_are_wrong = any(one.is_wrong and one.name.endswith(" key") for one in found)
        reached = examine([database.REACH])
        found += reached
        in_tables = [*starting.of_the_start(("role", "of the journal")), *house.WITH_TABLES]
        with_keys = starting.of_the_start(("and data", "and anchor"))
        if reached[0].is_wrong:
            return found + not_seen([database.CLOCK, database.TABLES, *with_keys, *in_tables], NO_DATABASE)
        found += examine([database.CLOCK])
        tables = examine([database.TABLES])
        found += tables
        if tables[0].is_wrong:
            return found + not_seen([*with_keys, *in_tables], NO_TABLES)
        found += not_seen(with_keys, "a key file is wrong.") if keys_are_wrong else examine(with_keys)
        return found + examine(in_tables)
    finally:
        connections.close_all()


@contextlib.contextmanager
def _own_database() -> Iterator[Finding | None]:
    """This checkout's own database running for the round; a finding instead when it was never begun."""
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    cluster = session.private_cluster()
    if not (cluster.data / "PG_VERSION").exists():
        yield Finding(
            "database", Verdict.OK, "This checkout was never started: ./tuntas run makes keys and database."
        )
        return
    with cluster.in_use():
        os.environ["DATABASE_URL"] = cluster.url(APPLICATION)
        os.environ["DATABASE_OWNER_URL"] = cluster.url(OWNER)
        yield None


_NAMES = [Check(name, lambda: "", "") for name in ("database", "keys", "tables", "journal", "messages", "jobs")]
