"""Where a backup is restored to, and whether that place can take it: looked at before anything is written."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from . import BackupFault
from .manifest import Manifest

# Rows take more in a database than in a file: indexes, and the log of their writing.
ROOM = 3
MARGIN = 64 << 20
# What a migrated database holds before anybody used it.
MADE_BY_MIGRATIONS = frozenset(
    {"django_migrations", "django_content_type", "auth_permission", "journal_charter", "secrets_hashcolumn"}
)
TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"
# Of a server's databases the same one has the same number, and of all servers the same one began at the same moment.
_WHICH = """
select pg_database.oid, pg_postmaster_start_time(), current_user from pg_database where datname = current_database()
"""
_RIGHTS = """
select bool_and(has_table_privilege(%(role)s, 'public.tuntas_trial', needed))
    and has_sequence_privilege(%(role)s, 'public.tuntas_trial_id_seq', 'usage')
from unnest(array['select', 'insert', 'update', 'delete']) needed
"""


@dataclass(frozen=True)
class Target:
    """Database, as its owner and as the application's role, and folders of a system that is still empty."""

    owner_url: str = field(repr=False)  # with a password
    application_url: str = field(repr=False)
    keys: Path
    files: Path
    anchor: Path
    # Its database is the private cluster, on this machine's disk.
    is_private: bool = False


def refuse_unfit(target: Target, manifest: Manifest) -> None:
    """Only into an empty database that both roles can use, and onto a disk with room."""
    role = _refuse_two_databases(target)
    refuse_filled(target.owner_url)
    _refuse_without_rights(target.owner_url, role)
    _refuse_full_disk(target, manifest)


def refuse_filled(owner_url: str) -> None:
    """Only an empty database is restored into: nothing that somebody works with is ever written over."""
    with psycopg.connect(owner_url) as owner:
        for (name,) in owner.execute(TABLES).fetchall():
            if name in MADE_BY_MIGRATIONS:
                continue
            table = sql.Identifier(name)
            if owner.execute(sql.SQL("select from {} limit 1").format(table)).fetchone() is not None:
                raise BackupFault(
                    f"The database is not empty: {name} has rows. Restore into another one (--into FOLDER), "
                    "or remove this one yourself if it is really not wanted."
                )


def refuse_other_version(owner_url: str, manifest: Manifest) -> None:
    """The tables must be the backup's own: what came later is migrated afterwards."""
    with psycopg.connect(owner_url) as owner:
        names = "select app || '.' || name from django_migrations"
        here = {row[0] for row in owner.execute(names)}
    there = set(manifest.migrations)
    if here != there:
        differs = sorted(here ^ there)
        raise BackupFault(
            f"This backup was made by another version: {differs[0]} and {len(differs) - 1} more migrations differ. "
            "Restore it with the version that made it, and then bring that to this version by `./tuntas migrate`."
        )


def _refuse_two_databases(target: Target) -> str:
    """The name of the application's role; what one role fills the other one would not find."""
    with psycopg.connect(target.owner_url) as owner, psycopg.connect(target.application_url) as application:
        *filled, owner_role = _one(owner, _WHICH)
        *served, role = _one(application, _WHICH)
    if filled != served:
        raise BackupFault(
            "DATABASE_URL and DATABASE_OWNER_URL are two databases. Give two roles of the same one."
        )
    if owner_role == role:
        raise BackupFault(
            f"DATABASE_URL and DATABASE_OWNER_URL have the same role, {role}: it could change the journal. Make two "
            "roles (docs/operations.md, the database of a production system)."
        )
    return str(role)


def _refuse_without_rights(owner_url: str, role: str) -> None:
    """Make a table as the owner, see what the application's role may do with it, and forget it again."""
    with psycopg.connect(owner_url) as owner:
        try:
            owner.execute("create table public.tuntas_trial (id bigserial)")
        except psycopg.errors.InsufficientPrivilege as fault:
            raise BackupFault(
                "The role in DATABASE_OWNER_URL can't make tables. Let it own the database: alter database … owner to …."
            ) from fault
        (has_rights,) = _one(owner, _RIGHTS, {"role": role})
        owner.rollback()
    if not has_rights:
        raise BackupFault(
            f"{role} may not use what the owner makes, so nothing would start. As the owner, in this database: both "
            "`alter default privileges …` of docs/operations.md (the database of a production system)."
        )


def _refuse_full_disk(target: Target, manifest: Manifest) -> None:
    rows = sum(table.size for table in manifest.tables.values()) if target.is_private else 0
    wanted = rows * ROOM + manifest.file_bytes
    here = target.files
    while not here.exists():
        here = here.parent
    free = shutil.disk_usage(here).free
    if free < wanted + MARGIN:
        raise BackupFault(f"Restoring takes about {wanted >> 20} MB, but {here} has {free >> 20} MB free.")


def _one(
    connection: psycopg.Connection[Any], statement: str, values: dict[str, str] | None = None
) -> tuple[Any, ...]:
    row = connection.execute(statement, values).fetchone()  # type: ignore[call-overload]
    assert row  # noqa: S101  each of them gives one row
    return tuple(row)
