"""Everywhere that a secret could have come to stand, gathered after each step of the journey."""

from __future__ import annotations

import io
import json
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import structlog
from psycopg import sql

LOGS, POSTGRES = "application logs", "PostgreSQL's log"
JOBS, SESSIONS, OUTBOX = "job arguments", "sessions", "outbox list"
TEMPORARY, FILES = "temporary files", "stored files"
FACTS, ADDRESSES, TABLES, ACTIVITY = "journal facts", "addresses", "tables", "pg_stat_activity"
ALL = (LOGS, POSTGRES, JOBS, SESSIONS, OUTBOX, TEMPORARY, FILES, FACTS, ADDRESSES, TABLES, ACTIVITY)

_REMEMBER_JOBS = """
create table if not exists seen_jobs (args text);
create or replace function remember_job() returns trigger language plpgsql security definer as
$$ begin insert into public.seen_jobs values (new.args::text || coalesce(new.lock, '')); return new; end $$;
create or replace trigger remember_job before insert or update on procrastinate_jobs
for each row execute function remember_job();
"""


class Places:
    """What stood where. `look()` after each step; logs, jobs and temporary files are watched all the time."""

    def __init__(self, superuser: psycopg.Connection, server_log: Path, temporary: Path, files: Path) -> None:
        self.found: dict[str, set[bytes]] = defaultdict(set)
        self.superuser, self.server_log = superuser, server_log
        self.temporary, self.files = temporary, files
        self.log_starts = server_log.stat().st_size
        self.lines = io.StringIO()
        superuser.execute(_REMEMBER_JOBS)

    def keep(self, place: str, content: bytes | str) -> None:
        self.found[place].add(content.encode() if isinstance(content, str) else content)

    def look(self) -> None:
        """Gather what stands everywhere at this moment."""
        self.keep(LOGS, self.lines.getvalue())
        with self.server_log.open("rb") as log:
            log.seek(self.log_starts)
            self.keep(POSTGRES, log.read())
        for path in self.files.rglob("*"):
            if path.is_file():
                self.keep(FILES, path.read_bytes())
            self.keep(FILES, path.name)
        self._look_into_the_database()

    def _look_into_the_database(self) -> None:
        from django.contrib.sessions.backends.db import SessionStore

        for table in self._rows("select tablename from pg_tables where schemaname = 'public'"):
            rows = self._rows(sql.SQL("select t::text from {} t").format(sql.Identifier(table)))
            self.keep({"seen_jobs": JOBS, "journal_fact": FACTS}.get(table, TABLES), "\n".join(rows))
        for packed in self._rows("select session_data from django_session"):
            self.keep(SESSIONS, json.dumps(SessionStore().decode(packed), default=str))
        for content in self._rows("select coalesce(content::text, '') || stream || actor_id from journal_fact"):
            self.keep(FACTS, content)
        mine = "select query from pg_stat_activity where pid <> pg_backend_pid()"
        self.keep(ACTIVITY, "\n".join(self._rows(mine)))

    def _rows(self, query: Any) -> list[str]:
        return [row[0] or "" for row in self.superuser.execute(query).fetchall()]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Application logs as they are configured, and every temporary file however short it lives."""
        ended = threading.Event()
        watcher = threading.Thread(target=self._watch_temporary, args=(ended,))
        watcher.start()
        try:
            with _logging_to(self.lines):
                yield
        finally:
            ended.set()
            watcher.join()

    def _watch_temporary(self, ended: threading.Event) -> None:
        while not ended.is_set():
            for path in self._temporary():
                with suppress(OSError):
                    self.keep(TEMPORARY, path.name.encode() + b"\n" + path.read_bytes())
            time.sleep(0.002)

    def _temporary(self) -> Iterator[Path]:
        # A folder may go away while it is read.
        with suppress(FileNotFoundError):
            yield from self.temporary.rglob("*")


@contextmanager
def _logging_to(lines: io.StringIO) -> Iterator[None]:
    from tuntas.config import logs

    handler = logging.StreamHandler(lines)
    processors = logs.LOGGING["formatters"]["record"]["processors"]  # type: ignore[index]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=processors))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
