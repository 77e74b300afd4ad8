"""Refuses to start with a database role that could change the journal."""

from typing import Any

from tuntas.platform.journal.faults import JournalFault


class PowerfulRole(JournalFault):
    """The application's role could rewrite the journal; the text names the power."""


class OtherCharter(JournalFault):
    """The journal in this database was begun for the other mode."""


ALLOWED = {
    "journal_fact": {"SELECT"},
    "journal_leaf": {"SELECT", "INSERT"},
    "journal_tile": {"SELECT", "INSERT"},
    "journal_checkpoint": {"SELECT", "INSERT"},
    "journal_pending": {"SELECT", "DELETE"},
    "journal_charter": {"SELECT"},
}
# What the database alone sets in a fact.
NOT_WRITABLE = ("id", "seq", "recorded_at")

_ROLE = """
SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user
"""
_MAY_BECOME = """
SELECT o.rolname FROM pg_roles o WHERE o.rolname <> current_user AND pg_has_role(current_user, o.oid, 'MEMBER') AND (
    o.rolsuper OR o.rolcreaterole
    OR o.oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
    OR o.oid IN (SELECT relowner FROM pg_class WHERE relname = ANY(%s))
    OR o.rolname IN ('pg_write_all_data', 'pg_execute_server_program', 'pg_write_server_files')
) LIMIT 1
"""
_OWNED = """
SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_get_userbyid(relowner) = current_user LIMIT 1
"""
_RIGHTS = """
SELECT t.name, p.power FROM unnest(%s::text[]) AS t(name),
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS p(power)
WHERE CASE WHEN p.power IN ('DELETE', 'TRUNCATE', 'TRIGGER') THEN has_table_privilege(t.name, p.power)
    WHEN t.name = 'journal_fact' AND p.power = 'INSERT' THEN has_table_privilege(t.name, p.power)
    ELSE has_any_column_privilege(t.name, p.power) END
"""
_TRIGGERS = """
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'journal_fact'::regclass AND tgenabled = 'A'
    AND tgname IN ('place_fact', 'announce_fact')
"""


def refuse_powerful_role(connection: Any) -> None:
    """Raise `PowerfulRole` when this connection's role could change, remove or misdate a fact; call it at start.

    Takes a Django or a psycopg connection.
    """
    with connection.cursor() as cursor:
        power = _power(cursor)
    if power:
        raise PowerfulRole(
            f"The database role of DATABASE_URL {power}. Start with the application's own role, "
            "and keep the owner's (DATABASE_OWNER_URL) for migrations."
        )


def refuse_other_charter(connection: Any, mode: str) -> None:
    """Raise `OtherCharter` unless the journal was chartered for this mode; call it at start.

    A journal chartered as a demonstration lets facts carry any moment, so it must never serve production.
    """
    with connection.cursor() as cursor:
        chartered = _one(cursor, "SELECT mode FROM journal_charter")
    if chartered != (mode,):
        found = f"is that of a {chartered[0]}" if chartered else "has no charter (run `./tuntas migrate`)"
        raise OtherCharter(f"This database's journal {found}, but TUNTAS_MODE is '{mode}'.")


def _power(cursor: Any) -> str | None:
    tables = list(ALLOWED)
    is_super, makes_roles, _ = _one(cursor, _ROLE)
    if is_super:
        return "is a superuser"
    if makes_roles:
        return "may make roles, and so give itself any right"
    if owned := _one(cursor, _OWNED, [tables]):
        return f"owns the table {owned[0]}"
    if other := _one(cursor, _MAY_BECOME, [tables]):
        return f"may act as {other[0]}"
    return _wrong_right(cursor, tables) or _wrong_column(cursor) or _no_triggers(cursor)


def _wrong_right(cursor: Any, tables: list[str]) -> str | None:
    cursor.execute(_RIGHTS, [tables])
    for table, power in cursor.fetchall():
        if power not in ALLOWED[table]:
            return f"has the right {power} on {table}"
    return None


def _wrong_column(cursor: Any) -> str | None:
    for column in NOT_WRITABLE:
        if _one(cursor, "SELECT has_column_privilege('journal_fact', %s, 'INSERT')", [column]) == (True,):
            return f"may set {column} of journal_fact"
    return None


def _no_triggers(cursor: Any) -> str | None:
    if _one(cursor, _TRIGGERS) != (2,):
        return "writes facts that no trigger numbers and dates (run `./tuntas migrate`)"
    return None


def _one(cursor: Any, statement: str, values: list[Any] | None = None) -> Any:
    cursor.execute(statement, values)
    return cursor.fetchone()
