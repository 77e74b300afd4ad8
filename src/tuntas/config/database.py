"""The database's address as Django wants it, and back as libpq wants it."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
# What we want of each connection that serves, whatever the address says.
OURS = {
    "options": "-c lock_timeout=5s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s",
    "application_name": "tuntas",
    # Values travel apart from the statement, so that those of platform/prepared can be planned once.
    "server_side_binding": True,
}


def database_settings(url: str) -> dict[str, Any]:
    """A libpq address as Django wants it; time-outs keep a stuck statement from holding a counter."""
    parts = {"dbname": "tuntas", **conninfo_to_dict(url)}
    return {
        "ENGINE": "tuntas.platform.postgresql",
        **{name: str(parts.pop(libpq, "")) for name, libpq in PARTS.items()},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # A database that does not even refuse is no reason to wait for two minutes.
            "connect_timeout": "10",
            **parts,
            **OURS,
        },
    }


def database_address(database: dict[str, Any]) -> str:
    """The address from which these settings were made, its encryption too, without what only serving wants."""
    parts = {libpq: database[name] for name, libpq in PARTS.items() if database[name]}
    return make_conninfo(
        **{name: value for name, value in database["OPTIONS"].items() if name not in OURS}, **parts
    )
