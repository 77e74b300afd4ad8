"""The application's role may add to the journal and nothing more: tried, not assumed."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tuntas.platform.journal.guard import OtherCharter, PowerfulRole, refuse_other_charter, refuse_powerful_role

FACT = (
    "INSERT INTO journal_fact (stream, name, actor_kind, actor_id, actor_role, at, at_source, salt{more})"
    " VALUES ('trial:1', 'trial.tried', 'system', '', '', now(), 'clock', decode(repeat('00', 16), 'hex'){values})"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_fact SET office = 'x'",
        "DELETE FROM journal_fact",
        "TRUNCATE journal_fact",
        "UPDATE journal_leaf SET commitment = commitment",
        "DELETE FROM journal_leaf",
        "UPDATE journal_tile SET root = root",
        "DELETE FROM journal_tile",
        "UPDATE journal_checkpoint SET note = ''",
        "DELETE FROM journal_checkpoint",
        "INSERT INTO journal_pending (fact_id) VALUES (1)",
        "UPDATE journal_pending SET fact_id = 1",
        "UPDATE journal_charter SET mode = 'demonstration'",
        "INSERT INTO journal_charter (id, mode) VALUES (1, 'demonstration')",
        "DELETE FROM journal_charter",
        FACT.format(more=", seq", values=", 7"),
        FACT.format(more=", recorded_at", values=", '2022-04-02'"),
        FACT.format(more=", id", values=", 1"),
        "ALTER TABLE journal_fact DISABLE TRIGGER place_fact",
        "DROP TRIGGER place_fact ON journal_fact",
        "CREATE OR REPLACE FUNCTION journal_place_fact() RETURNS trigger LANGUAGE sql AS 'SELECT NEW'",
        "SET session_replication_role = replica",
        "SELECT setval('journal_fact_id_seq', 1)",
    ],
)
def test_refuses_the_application(db, statement):
    refusal = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_lets_the_application_add(db):
    with connection.cursor() as cursor:
        cursor.execute(FACT.format(more="", values=""))


def test_lets_the_application_start(db):
    refuse_powerful_role(connection)


def test_refuses_the_owner_and_the_superuser(owner, superuser):
    with pytest.raises(PowerfulRole, match="owns"):
        refuse_powerful_role(owner)
    with pytest.raises(PowerfulRole, match="superuser"):
        refuse_powerful_role(superuser)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("GRANT UPDATE ON journal_fact TO {role}", "UPDATE on journal_fact"),
        ("GRANT UPDATE (office) ON journal_fact TO {role}", "UPDATE on journal_fact"),
        ("GRANT DELETE ON journal_leaf TO {role}", "DELETE on journal_leaf"),
        ("GRANT TRUNCATE ON journal_tile TO {role}", "TRUNCATE on journal_tile"),
        ("GRANT INSERT ON journal_fact TO {role}", "INSERT on journal_fact"),
        ("GRANT INSERT (recorded_at) ON journal_fact TO {role}", "recorded_at"),
        ("GRANT UPDATE ON journal_charter TO {role}", "UPDATE on journal_charter"),
        ("ALTER TABLE journal_fact DISABLE TRIGGER place_fact", "trigger"),
    ],
)
def test_names_the_right_that_is_too_much(superuser, given, named):
    role = connection.settings_dict["USER"]

    superuser.execute(given.format(role=f'"{role}"'))

    with pytest.raises(PowerfulRole, match=named):
        refuse_powerful_role(connection)


def test_refuses_a_role_that_may_become_the_owner(superuser):
    role = connection.settings_dict["USER"]
    owner = superuser.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'journal_fact'").fetchone()[0]

    superuser.execute(f'GRANT "{owner}" TO "{role}"')
    try:
        with pytest.raises(PowerfulRole, match="act as"):
            refuse_powerful_role(connection)
    finally:
        superuser.execute(f'REVOKE "{owner}" FROM "{role}"')


def test_the_superuser_is_real(superuser):
    # The tests of `verify` rely on a role that nothing stops.
    assert isinstance(superuser, psycopg.Connection)
    assert superuser.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,)


def test_refuses_a_journal_of_the_other_mode(own_db, owner):
    refuse_other_charter(connection, "demonstration")

    with pytest.raises(OtherCharter, match="demonstration"):
        refuse_other_charter(connection, "production")
    owner.execute("DELETE FROM journal_charter")
    with pytest.raises(OtherCharter, match="no charter"):
        refuse_other_charter(connection, "demonstration")
