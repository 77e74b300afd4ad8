"""Every setting from outside: name, type, default and what it is for. `.env.example` is made from this table."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import written


class SettingFault(Exception):
    """A setting is missing or of the wrong form; the text says what to set."""


@dataclass(frozen=True)
class Setting:
    """One row of the table; without a default it must be set."""

    name: str
    read: Callable[[str], Any]
    default: str | None
    purpose: str
    # Never shown, nowhere: it opens something, or names where it is kept together with what opens it.
    secret: bool = False


TABLE = (
    Setting(
        "TUNTAS_MODE",
        written.one_of("demonstration", "production"),
        None,
        "demonstration or production; every key file must say the same",
    ),
    Setting(
        "TUNTAS_STATE",
        written.text,
        "",
        "folder for what `./tuntas` makes itself (database, keys, files), if not this checkout's own",
    ),
    Setting(
        "DATABASE_URL",
        written.text,
        None,
        "PostgreSQL as the application's role, which can't change the journal",
        secret=True,
    ),
    Setting(
        "DATABASE_OWNER_URL",
        written.text,
        "",
        "PostgreSQL as the owner: only for migrate, never in web processes",
        secret=True,
    ),
    Setting("TUNTAS_KEYS_DIR", written.folder, None, "folder of the key files (data, journal, signing)"),
    Setting("TUNTAS_FILES_DIR", written.folder, None, "folder of uploaded files, encrypted"),
    Setting(
        "TUNTAS_JOURNAL_ANCHOR",
        written.folder,
        None,
        "file with the last signed checkpoint; keep it out of the backups",
    ),
    Setting("TUNTAS_WEB_ORIGIN", written.origin, "http://127.0.0.1:8000", "where browsers find the pages"),
    Setting("TUNTAS_LIVE_ORIGIN", written.origin, "http://127.0.0.1:8001", "where browsers send uploads"),
    Setting(
        "TUNTAS_WEB_INSIDE",
        written.text,
        "",
        "where uploads find the web process, if not at TUNTAS_WEB_ORIGIN: http://host:port",
    ),
    Setting(
        "TUNTAS_PROXIES",
        written.addresses,
        "",
        "addresses of proxies whose X-Forwarded-For is believed, between commas",
    ),
    Setting("TUNTAS_ALLOWED_HOSTS", written.words, "127.0.0.1,localhost", "host names that are answered"),
    Setting(
        "TUNTAS_JURISDICTION", written.text, "", "region code of the embedded register; empty means training"
    ),
    Setting("TUNTAS_TIME_ZONE", written.zone, "Asia/Jakarta", "the offices' own time"),
    Setting(
        "TUNTAS_AGENCY",
        written.text,
        "Dinas Dukcapil DKI Jakarta",
        "the registry's name on pages and documents",
    ),
    Setting(
        "TUNTAS_SMTP_URL",
        written.mail_server,
        "",
        "smtps://user:password@host:port, or smtp://…?starttls=1; without a password also smtp://host:port; empty: "
        "messages stay in the outbox",
        secret=True,
    ),
    Setting("TUNTAS_MAIL_FROM", written.text, "tuntas@localhost", "sender of messages"),
    Setting(
        "TUNTAS_OIDC_ISSUER",
        written.issuer,
        "",
        "the OpenID Connect provider where residents prove who they are; empty: no such sign-in. Its way back is "
        "<origin>/sign-in/return/",
    ),
    Setting("TUNTAS_OIDC_CLIENT_ID", written.text, "", "how that provider knows us"),
    Setting("TUNTAS_OIDC_CLIENT_SECRET", written.text, "", "our secret at that provider", secret=True),
    Setting("TUNTAS_OIDC_SCOPE", written.text, "openid", "what we ask that provider for"),
    Setting("TUNTAS_OIDC_CLAIM", written.text, "nik", "the claim of that provider which holds the NIK"),
    Setting("TUNTAS_OIDC_NAME", written.text, "IKD", "what residents call that provider"),
    Setting("TUNTAS_UPLOAD_STALL_SECONDS", written.seconds, "20", "an upload without data for so long is cut"),
    Setting(
        "TUNTAS_LIVE_PER_ADDRESS",
        written.number,
        "1000",
        "screens that may follow from one address at once (else 429); raise it where all offices share one",
    ),
    Setting(
        "TUNTAS_VOICE_DIR",
        written.text,
        "",
        "folder of recordings that boards play instead of the voice that comes with Tuntas (see `./tuntas voice --help`)",
    ),
    Setting(
        "TUNTAS_INSIDE_SECRET",
        written.text,
        "",
        "what the live process shows the web process when it asks what changed; `./tuntas run` makes one at each start",
        secret=True,
    ),
    Setting(
        "TUNTAS_METRICS_TOKEN",
        written.token,
        "",
        "what Prometheus gives as bearer token for /metrics; empty: only this machine reads it, none with TUNTAS_PROXIES",
        secret=True,
    ),
    Setting(
        "TUNTAS_DISK_FREE_MB",
        written.number,
        "500",
        "with less room than this on the disk of the files /ready says no",
    ),
    Setting(
        "TUNTAS_DRAIN_SECONDS",
        written.wait,
        "0",
        "how long a stopping group goes on answering while /ready says no, so that a balancer can look away",
    ),
    Setting(
        "TUNTAS_CITY_RESIDENTS",
        written.number,
        "20000",
        "how many invented residents a demonstration begins with; 0 for none",
    ),
    Setting(
        "TUNTAS_CITY_DAYS",
        written.number,
        "3",
        "how many past days of traffic a demonstration lives through; 0 for none",
    ),
    Setting("TUNTAS_CITY_CASES", written.number, "120", "applications on each of these days, over all offices"),
    Setting(
        "TUNTAS_CITY_SEED",
        written.number,
        "1",
        "what the demonstration's city is drawn by: the same is the same city",
    ),
    Setting(
        "TUNTAS_LOG_LEVEL",
        written.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "INFO",
        "how much is logged, from DEBUG to ERROR",
    ),
)


def read_all(environ: dict[str, str] | None = None) -> dict[str, Any]:
    """All settings by name; raises `SettingFault` naming the first that is missing or wrong."""
    source = os.environ if environ is None else environ
    return {setting.name: _read(setting, source.get(setting.name)) for setting in TABLE}


def read(name: str) -> Any:
    """One setting; raises `SettingFault`."""
    return _read(next(setting for setting in TABLE if setting.name == name), os.environ.get(name))


def example() -> str:
    """The text of `.env.example`."""
    lines = [
        "# Made from src/tuntas/config/env.py by `./tuntas docs`; copy to .env and fill in.",
        "# What stays empty or commented out has its default, or is set by `./tuntas` itself.",
    ]
    for setting in TABLE:
        lines += [
            "",
            f"# {setting.purpose}",
            f"{'# ' if setting.default else ''}{setting.name}={setting.default or ''}",
        ]
    return "\n".join(lines) + "\n"


def _read(setting: Setting, given: str | None) -> Any:
    # An empty value is none: it must not stand for the current folder, or for whatever database libpq finds by itself.
    value = (given or "").strip() or setting.default
    if value is None:
        raise SettingFault(f"Set {setting.name}: {setting.purpose}. (`./tuntas run` sets it by itself.)")
    try:
        return setting.read(value)
    except ValueError as fault:
        shown = "set" if setting.secret else f"'{value}'"
        raise SettingFault(f"{setting.name} is {shown}, but must be {fault}.") from fault
