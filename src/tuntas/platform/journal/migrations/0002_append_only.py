"""What keeps the journal append-only: triggers that date and number each fact, and the application's few rights."""

from django.conf import settings
from django.db import migrations

TRIGGERS = """
CREATE FUNCTION journal_place_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- One writer at a time in a stream, until the end of its transaction: places have no gaps.
    PERFORM pg_advisory_xact_lock(hashtextextended('journal ' || NEW.stream, 0));
    SELECT coalesce(max(seq), 0) + 1 INTO NEW.seq FROM journal_fact WHERE stream = NEW.stream;
    NEW.recorded_at := clock_timestamp();
    IF NEW.at_source = 'demonstration' THEN
        IF NOT EXISTS (SELECT FROM journal_charter WHERE mode = 'demonstration') THEN
            RAISE EXCEPTION 'only the journal of a demonstration dates facts at another moment than now'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.at > NEW.recorded_at + interval '2 minutes' THEN
        RAISE EXCEPTION 'a fact can not lie in the future' USING ERRCODE = 'check_violation';
    ELSIF NEW.at_source <> 'offline' AND NEW.at < NEW.recorded_at - interval '2 minutes' THEN
        RAISE EXCEPTION 'a fact can not be dated back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION journal_announce_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO journal_pending (fact_id) VALUES (NEW.id);
    IF NEW.sealed_for IS NULL THEN
        PERFORM pg_notify('journal', NEW.stream);
    END IF;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION journal_place_fact(), journal_announce_fact() FROM PUBLIC;
CREATE TRIGGER place_fact BEFORE INSERT ON journal_fact FOR EACH ROW EXECUTE FUNCTION journal_place_fact();
CREATE TRIGGER announce_fact AFTER INSERT ON journal_fact FOR EACH ROW EXECUTE FUNCTION journal_announce_fact();
-- "Always": they also fire for a session that calls itself a replica.
ALTER TABLE journal_fact ENABLE ALWAYS TRIGGER place_fact;
ALTER TABLE journal_fact ENABLE ALWAYS TRIGGER announce_fact;
"""

UNDO = """
DROP TRIGGER announce_fact ON journal_fact;
DROP TRIGGER place_fact ON journal_fact;
DROP FUNCTION journal_announce_fact();
DROP FUNCTION journal_place_fact();
"""

WRITABLE = (
    "stream, name, actor_kind, actor_id, actor_role, office, at, at_source, content, "
    "sealed_for, sealed, sealed_digest, salt"
)
RIGHTS = (
    ("journal_fact", f"SELECT, INSERT ({WRITABLE})"),
    ("journal_leaf", "SELECT, INSERT"),
    ("journal_tile", "SELECT, INSERT"),
    ("journal_checkpoint", "SELECT, INSERT"),
    ("journal_pending", "SELECT, DELETE"),
    ("journal_charter", "SELECT"),
)


def give_rights(apps, schema_editor):
    """The owner's default privileges give the application every table; the journal takes back its own."""
    role = getattr(settings, "APPLICATION_ROLE", "") or settings.DATABASES["default"]["USER"]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == role:
            return  # one role for everything: the guard refuses to start with it
        name = schema_editor.quote_name(role)
        for table, rights in RIGHTS:
            cursor.execute(f"REVOKE ALL ON {table} FROM PUBLIC, {name}")
            cursor.execute(f"GRANT {rights} ON {table} TO {name}")
        cursor.execute(f"REVOKE ALL ON SEQUENCE journal_fact_id_seq FROM PUBLIC, {name}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(TRIGGERS, UNDO),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
