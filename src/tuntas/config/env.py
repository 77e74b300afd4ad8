"""Every setting from outside: name, type, default and what it is for. `.env.example` is made from this table."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class SettingFault(Exception):
    """A setting is missing or of the wrong form; the text says what to set."""


def _text(value: str) -> str:
    return value


def _mode(value: str) -> str:
    if value not in {"demonstration", "production"}:
        raise ValueError("'demonstration' or 'production'")
    return value


def _origin(value: str) -> str:
    if not value.startswith(("http://", "https://")) or value.endswith("/"):
        raise ValueError("an origin such as https://tuntas.example, without a slash at the end")
    return value


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


@dataclass(frozen=True)
class Setting:
    """One row of the table; without a default it must be set."""

    name: str
    read: Callable[[str], Any]
    default: str | None
    purpose: str


TABLE = (
    Setting("TUNTAS_MODE", _mode, None, "demonstration or production; every key file must say the same"),
    Setting(
        "DATABASE_URL", _text, None, "PostgreSQL as the application's role, which can't change the journal"
    ),
    Setting(
        "DATABASE_OWNER_URL", _text, "", "PostgreSQL as the owner: only for migrate, never in web processes"
    ),
    Setting("TUNTAS_KEYS_DIR", Path, None, "folder of the key files (data, journal, signing)"),
    Setting("TUNTAS_FILES_DIR", Path, None, "folder of uploaded files, encrypted"),
    Setting(
        "TUNTAS_JOURNAL_ANCHOR", Path, None, "file with the last signed checkpoint; keep it out of the backups"
    ),
    Setting("TUNTAS_WEB_ORIGIN", _origin, "http://127.0.0.1:8000", "where browsers find the pages"),
    Setting("TUNTAS_LIVE_ORIGIN", _origin, "http://127.0.0.1:8001", "where browsers send uploads"),
    Setting(
        "TUNTAS_WEB_INSIDE",
        _text,
        "",
        "where uploads find the web process, if not at TUNTAS_WEB_ORIGIN: http://host:port",
    ),
    Setting(
        "TUNTAS_PROXIES", _words, "", "addresses of proxies whose X-Forwarded-For is believed, between commas"
    ),
    Setting("TUNTAS_ALLOWED_HOSTS", _words, "127.0.0.1,localhost", "host names that are answered"),
    Setting("TUNTAS_JURISDICTION", _text, "", "region code of the embedded register; empty means training"),
    Setting("TUNTAS_TIME_ZONE", _text, "Asia/Jakarta", "the offices' own time"),
    Setting("TUNTAS_AGENCY", _text, "Dinas Dukcapil DKI Jakarta", "the registry's name on pages and documents"),
    Setting("TUNTAS_SMTP_URL", _text, "", "smtp://user:password@host:port; empty: messages stay in the outbox"),
    Setting("TUNTAS_MAIL_FROM", _text, "tuntas@localhost", "sender of messages"),
    Setting("TUNTAS_UPLOAD_STALL_SECONDS", float, "20", "an upload without data for so long is cut"),
    Setting("TUNTAS_LOG_LEVEL", _text, "INFO", "how much is logged"),
)


def read_all(environ: dict[str, str] | None = None) -> dict[str, Any]:
    """All settings by name; raises `SettingFault` naming the first that is missing or wrong."""
    source = os.environ if environ is None else environ
    return {setting.name: _read(setting, source.get(setting.name)) for setting in TABLE}


def example() -> str:
    """The text of `.env.example`."""
    lines = ["# Made from src/tuntas/config/env.py by `./tuntas docs`; copy to .env and fill in."]
    for setting in TABLE:
        lines += ["", f"# {setting.purpose}", f"{setting.name}={setting.default or ''}"]
    return "\n".join(lines) + "\n"


def _read(setting: Setting, given: str | None) -> Any:
    value = setting.default if given is None else given
    if value is None:
        raise SettingFault(f"Set {setting.name}: {setting.purpose}. (`./tuntas run` sets it by itself.)")
    try:
        return setting.read(value)
    except ValueError as fault:
        raise SettingFault(f"{setting.name} is '{value}', but must be {fault}.") from fault
