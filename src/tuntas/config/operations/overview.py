"""What runs here, in which version, since when, with which settings: a bounded number of queries for one page."""

from __future__ import annotations

import json
import os
import platform
import urllib.request
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from tuntas.config import env
from tuntas.config.models import Process
from tuntas.domains.catalogue import queries as catalogue
from tuntas.platform.journal.models import SignedCheckpoint

from . import moments, readiness
from .version import version

# A process beats every five seconds.
ALIVE_SECONDS = 20
MOST_PROCESSES = 200
CHECKS = {
    "not_stopping": _("Takes work"),
    "database": _("Database"),
    "migrations": _("Tables of this version"),
    "keys": _("Key file"),
    "journal": _("Journal signed in time"),
    "steward": _("Steward"),
    "storage": _("Storage of files"),
    "disk": _("Room on the disk"),
}


@dataclass(frozen=True)
class Overview:
    """The whole page."""

    versions: list[tuple[str | LazyText, str]]
    checks: list[tuple[str | LazyText, str]]
    processes: list[ProcessRow]
    settings: list[SettingRow]
    migrations: list[tuple[str, int, list[str]]]
    services: list[Any]
    checkpoint: SignedCheckpoint | None
    backup_at: datetime | None


@dataclass(frozen=True)
class ProcessRow:
    kind: str
    number: int
    host: str
    version: str
    started_at: datetime | None
    seen_at: datetime | None
    is_alive: bool


@dataclass(frozen=True)
class SettingRow:
    """`value` is empty for a secret: of that the page says only whether it `is_set`."""

    name: str
    value: str
    is_secret: bool
    is_set: bool


def overview() -> Overview:
    return Overview(
        versions=_versions(),
        checks=[(CHECKS[name], verdict) for name, verdict in readiness.look().items()],
        processes=_processes(),
        settings=setting_rows(),
        migrations=_migrations(),
        services=sorted(catalogue.services(), key=lambda one: (one.code, one.version)),
        checkpoint=SignedCheckpoint.objects.order_by("-size").first(),
        backup_at=moments.last(moments.BACKUP),
    )


def setting_rows() -> list[SettingRow]:
    """Every setting by name with what holds now."""
    rows = []
    for setting in env.TABLE:
        given = os.environ.get(setting.name, "").strip()
        shown = "" if setting.secret else given or setting.default or ""
        rows.append(SettingRow(setting.name, shown, setting.secret, bool(given)))
    return rows


def _versions() -> list[tuple[str | LazyText, str]]:
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        server = cursor.fetchone()[0]
    return [
        (_("Tuntas"), version()),
        (_("Python"), platform.python_version()),
        (_("Django"), django.get_version()),
        (_("PostgreSQL"), server),
        (_("Mode"), settings.TUNTAS_MODE),
        (_("Jurisdiction"), settings.TUNTAS_JURISDICTION or "–"),
        (_("Static files"), settings.RELEASE),
    ]


def _processes() -> list[ProcessRow]:
    """Those that show in the database that they live, and the live process, which knows no database."""
    with connection.cursor() as cursor:
        cursor.execute("select now()")
        (now,) = cursor.fetchone()
    limit = now - timedelta(seconds=ALIVE_SECONDS)
    found = Process.objects.order_by("kind", "started_at")[:MOST_PROCESSES]
    rows = [
        ProcessRow(
            one.kind, one.number, one.host, one.version, one.started_at, one.seen_at, one.seen_at > limit
        )
        for one in found
    ]
    return [*rows, _live()]


def _live() -> ProcessRow:
    """Asked where browsers send uploads; one that stands elsewhere, behind a proxy, is asked through it."""
    try:
        with urllib.request.urlopen(f"{settings.LIVE_ORIGIN}/live/health", timeout=1) as answer:  # noqa: S310
            number = int(json.loads(answer.read())["number"])
            return ProcessRow("live", number, "", "", None, None, True)
    # Whatever stands there may answer anything, or nothing that is HTTP.
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        return ProcessRow("live", 0, "", "", None, None, False)


def _migrations() -> list[tuple[str, int, list[str]]]:
    """Each app with how many of its migrations are applied, and the names of those that are not."""
    expected, applied = readiness.expected_migrations(), readiness.applied_migrations()
    rows = []
    for app in sorted({app for app, _name in expected}):
        own = {one for one in expected if one[0] == app}
        rows.append((app, len(own & applied), sorted(name for _app, name in own - applied)))
    return rows
