"""A private PostgreSQL for this checkout: made, started, attached to, stopped. Imports nothing of Django.

As root the server runs as another user in `/var/lib/tuntas/<hash of the checkout>`; otherwise in `.tuntas/`.
It listens on no port, only on a socket in a short private folder, and every role needs its password.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from .binaries import find_binaries, server_user
from .folders import ForeignFolder, make_private, make_way
from .traces import forget_dead_server, server_pid

DATABASE = "tuntas"
ADMIN, OWNER, APPLICATION = "tuntas_admin", "tuntas_owner", "tuntas_app"

# What a failing statement was about is personal data: log that it failed, never with which values.
QUIET = {
    "listen_addresses": "",
    # Even a terse error quotes: `invalid input syntax for type integer: "…"`. Our own log keeps SQLSTATE and place.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# A test's cluster is thrown away; nobody needs it after a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "120"}


class ClusterFault(Exception):
    """The database can't be made or started; the text says what to do."""


class Cluster:
    """One PostgreSQL cluster in one folder."""

    def __init__(self, folder: Path, *, sockets: Path, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.sockets = sockets
        self.settings = {**QUIET, **(settings or {})}
        self.user = server_user()
        self.binaries = find_binaries(folder)

    def url(self, role: str, database: str = DATABASE) -> str:
        """The libpq address of a database for one role."""
        password = quote(self._passwords()[role])
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets), safe='')}"

    def is_running(self) -> bool:
        return server_pid(self.data) is not None

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Have the server running for a block. Whoever leaves last stops it, also one that a killed run left behind."""
        self._make_folder()
        with (self.folder / "in-use").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                if _is_alone(users):
                    self.stop()

    def start(self) -> bool:
        """Make and start the cluster if need be; whether this call started it (else it was running)."""
        self._make_folder()
        # One at a time: of two commands that start together the second finds the first one's server.
        with (self.folder / "starting").open("a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not (self.data / "PG_VERSION").exists():
                self._create()
            is_running = self.is_running()
            if not is_running:
                self._private_folder(self.sockets)
                self._start_server()
            self._create_roles()
        return not is_running

    def stop(self) -> None:
        """Stop the server, cutting its connections."""
        self._pg_ctl("stop", "-m", "fast", "-w", check=False)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def has_tables(self) -> bool:
        """Whether it was migrated to the end: the journal's charter is written last."""
        with psycopg.connect(self.url(OWNER)) as owner:
            begun = owner.execute("select to_regclass('journal_charter')").fetchone()
            if begun == (None,):
                return False
            return owner.execute("select 1 from journal_charter").fetchone() is not None

    def clone(self, template: str, name: str) -> str:
        """A copy of a database under another name, for a test of its own; returns the name."""
        with psycopg.connect(self.url(ADMIN, "postgres"), autocommit=True) as admin:
            admin.execute(
                sql.SQL("create database {} template {} owner {}").format(
                    sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
                )
            )
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.url(ADMIN, "postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def _make_folder(self) -> None:
        make_way(self.folder.parent)
        self._private_folder(self.folder)

    def _create(self) -> None:
        """Make the cluster under another name first: one that was cut off half-way is made again."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        passwords = {role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APPLICATION)}
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix="pw") as file:
            file.write(passwords[ADMIN])
            file.flush()
            self._own(Path(file.name))
            self._run(
                "initdb", "-D", str(fresh), "-U", ADMIN, f"--pwfile={file.name}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C.UTF-8", *(["--no-sync"] if "fsync" in self.settings else []),
            )  # fmt: skip
        handle = os.open(self._passwords_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as kept:
            json.dump(passwords, kept)
            kept.flush()
            os.fsync(kept.fileno())
        fresh.rename(self.data)

    def _start_server(self) -> None:
        options = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        for attempt in range(1, 6):
            forget_dead_server(self.data)
            # After a kill of the postmaster its children hold the memory for a moment: wait for them.
            done = self._pg_ctl(
                "start", "-w", "-t", "300", "-l", str(self.folder / "postgres.log"), "-o", f"-k {self.sockets} {options}",
                check=False,
            )  # fmt: skip
            if done.returncode == 0:
                return
            time.sleep(attempt)
        raise ClusterFault(f"PostgreSQL does not start. Its log says why: {self.folder / 'postgres.log'}")

    def _create_roles(self) -> None:
        """Two roles and one database; the owner migrates, the application runs. Safe to repeat."""
        with psycopg.connect(self.url(ADMIN, "postgres"), autocommit=True) as admin:
            for role in (OWNER, APPLICATION):
                if not admin.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                    password = sql.Literal(self._passwords()[role])
                    admin.execute(
                        sql.SQL("create role {} login password {}").format(sql.Identifier(role), password)
                    )
            if not admin.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                admin.execute(
                    sql.SQL("create database {} owner {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    )
                )
        grant_to_application(self.url(OWNER))

    def _private_folder(self, folder: Path) -> None:
        try:
            make_private(folder, self.user)
        except ForeignFolder as fault:
            raise ClusterFault(str(fault)) from fault

    def _own(self, path: Path) -> None:
        if self.user:
            shutil.chown(path, self.user)

    def _passwords(self) -> dict[str, str]:
        try:
            return json.loads(self._passwords_path.read_text())
        except (OSError, ValueError) as fault:
            raise ClusterFault(
                f"{self._passwords_path} is missing or damaged, and nobody else knows the database's passwords. "
                "Restore it, or remove the folder to begin with an empty database."
            ) from fault

    @property
    def _passwords_path(self) -> Path:
        return self.folder / "passwords.json"

    def _pg_ctl(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", arguments[0], "-D", str(self.data), *arguments[1:], check=check)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [str(self.binaries / program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        # PostgreSQL's daemon keeps what it inherits: give it no pipe, or the caller's pipe never ends.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True, check=False,
                start_new_session=True, env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            )  # fmt: skip
            output.seek(0)
            text = output.read()
        if check and done.returncode:
            raise ClusterFault(f"{program} failed: {text.strip()}")
        return subprocess.CompletedProcess(command, done.returncode, text, text)


def _is_alone(users: IO[str]) -> bool:
    """Whether nobody else uses the server; from here on newcomers wait until this process has let go of the file."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def grant_to_application(owner_url: str, application: str = APPLICATION) -> None:
    """What the owner makes from here on, the application may read and write; the journal takes back its own."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for what, rights in (
            ("tables", "select, insert, update, delete"),
            ("sequences", "usage, select"),
        ):
            owner.execute(
                sql.SQL("alter default privileges grant {} on {} to {}").format(
                    sql.SQL(rights), sql.SQL(what), sql.Identifier(application)
                )
            )
