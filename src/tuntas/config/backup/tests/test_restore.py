"""What was backed up stands elsewhere, whole and readable; what was damaged or is behind is refused and named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tuntas.config.backup import BackupFault, anchoring, checking, origin, restoring, target
from tuntas.config.cluster import Cluster
from tuntas.platform.journal import signing

from .conftest import PASSPHRASE, Source, quiet, restore


def test_a_backup_stands_up_elsewhere_and_everything_opens(
    source: Source, elsewhere: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command, into a PostgreSQL of one's own, as docs/operations.md says it."""
    second = elsewhere.keys.parent
    second.mkdir()
    dotenv = {"DATABASE_URL": elsewhere.application_url, "DATABASE_OWNER_URL": elsewhere.owner_url}
    (second / ".env").write_text("".join(f"{name}={url}\n" for name, url in dotenv.items()))
    anchor = Path(settings.TUNTAS_JOURNAL_ANCHOR)

    code, said = restore(
        source.folder, "--into", second, "--escrow-key", source.escrow, "--anchor", anchor, typed=PASSPHRASE
    )

    assert code == 0, said
    assert "The journal is whole" in said
    assert "Documents and stored files open." in said
    assert "Looked at 0" not in said
    assert _rows(elsewhere.owner_url) == _rows(source.address)
    _is_guarded_as_before(elsewhere.owner_url)
    with pytest.raises(BackupFault, match="not empty"):
        target.refuse_filled(elsewhere.owner_url)

    # More was published after it: the same restored system is never continued.
    _publish_another()
    elsewhere.anchor.write_bytes(anchor.read_bytes())
    _stand_in(elsewhere, monkeypatch)
    told: list[str] = []
    assert not restoring.looked_at(told.append)
    assert "does not start" in told[-1]


def test_every_changed_byte_is_named(taken: Path) -> None:
    """The planted faults: one byte in each part of a backup, one at a time."""
    parts = sorted(path for path in taken.rglob("*") if path.is_file() and path.stat().st_size)

    for path in parts:
        whole = path.read_bytes()
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        name = path.relative_to(taken).as_posix()
        with pytest.raises(BackupFault, match="manifest" if name.startswith("manifest") else name):
            _look(taken)
        path.write_bytes(whole)

    assert {path.parent.name for path in parts} > {"database"}
    assert _look(taken).leaves


def test_a_missing_part_is_named(taken: Path) -> None:
    (taken / "database" / "journal_fact.copy").unlink()

    with pytest.raises(BackupFault, match=r"database/journal_fact\.copy is missing"):
        checking.check(taken, quiet)


def test_nothing_in_it_tells_a_key_a_person_or_the_anchor(taken: Path, settings: Any) -> None:
    from tests import world as w

    data = json.loads((Path(settings.TUNTAS_KEYS_DIR) / "data.json").read_text())
    wanted = [key["key"] for key in data["data_keys"]] + [
        w.FAMILY.mother,
        w.FAMILY.mother_nik,
        "ANAK CONTOH PERTAMA",
    ]
    everything = b"".join(path.read_bytes() for path in taken.rglob("*") if path.is_file())

    assert not [word for word in wanted if word.encode() in everything]
    assert not [path for path in taken.rglob("*") if path.name == "anchor"]
    assert b"cases_case" in everything  # it was really looked through


def test_refuses_a_database_that_somebody_uses(source: Source, cluster: Cluster, own_db: str) -> None:
    from tuntas.config.cluster import OWNER

    with pytest.raises(BackupFault, match="not empty"):
        target.refuse_filled(cluster.url(OWNER, own_db))


def test_is_behind_when_more_was_published_after_it(source: Source, settings: Any) -> None:
    _publish_another()
    manifest = checking.check(source.folder, quiet)

    comparison = anchoring.compare(manifest, Path(settings.TUNTAS_JOURNAL_ANCHOR))

    assert comparison.lost == 1
    assert "1 facts, recorded after that moment, are not in this backup" in str(comparison)


def _stand_in(system: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the surroundings are those of that system."""
    places = {
        "TUNTAS_KEYS_DIR": system.keys,
        "TUNTAS_FILES_DIR": system.files,
        "TUNTAS_JOURNAL_ANCHOR": system.anchor,
        "DATABASE_URL": system.application_url,
    }
    for variable, place in places.items():
        monkeypatch.setenv(variable, str(place))


def _look(folder: Path) -> Any:
    """What `restore` looks at before it writes anything."""
    manifest = checking.check(folder, quiet)
    origin.refuse_foreign(folder, {"journal": {"verifier_key": str(signing.verifier())}}, None)
    return manifest


def _rows(address: str) -> dict[str, int]:
    with psycopg.connect(address) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            )
        ]
        counted = {name: connection.execute(f'select count(*) from "{name}"').fetchone() for name in names}  # noqa: S608
    return {
        name: row[0] for name, row in counted.items() if row and name not in {"django_session", "house_cache"}
    }


def _is_guarded_as_before(owner_url: str) -> None:
    """Triggers, indexes and constraints as in a database that was never restored."""
    guards = """
    select 'trigger', tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal
    union all select 'constraint', conrelid::regclass::text, conname, convalidated::text from pg_constraint
        where connamespace = 'public'::regnamespace
    union all select 'index', indrelid::regclass::text, indexrelid::regclass::text, indisvalid::text from pg_index
        join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace
    union all select 'right', table_name, grantee, privilege_type from information_schema.role_table_grants
        where table_schema = 'public'
    order by 1, 2, 3, 4
    """
    with psycopg.connect(owner_url) as restored, psycopg.connect(_template(owner_url)) as fresh:
        assert restored.execute(guards).fetchall() == fresh.execute(guards).fetchall()


def _template(owner_url: str) -> str:
    from psycopg.conninfo import make_conninfo

    return make_conninfo(owner_url, dbname="tuntas_template")


def _publish_another() -> None:
    from django.db import transaction

    from tuntas.platform import clock, journal
    from tuntas.platform.actors import SYSTEM
    from tuntas.platform.journal import sequencer

    with transaction.atomic():
        journal.record("case:late", "case.submitted", by=SYSTEM, at=clock.now())
    sequencer.turn(at=clock.now())
