"""Rows of the framework that mean nothing any more: ended sessions, counts of attempts whose time is over."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import connection


def forget(at: datetime) -> None:
    """Delete both. Without this every visit would leave a row for ever."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {settings.CACHES['default']['LOCATION']} where expires < %s", [at])  # noqa: S608 – our own name
