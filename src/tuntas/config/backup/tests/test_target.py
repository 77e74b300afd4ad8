"""A PostgreSQL of one's own that can't take a backup is refused, with what to do, before anything is written there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tuntas.config.backup import BackupFault, manifest, target
from tuntas.config.cluster import ADMIN, APPLICATION, OWNER, Cluster

from .conftest import restore


def test_takes_an_empty_database_with_two_roles(taken: Path, elsewhere: Any) -> None:
    target.refuse_unfit(elsewhere, manifest.read(taken))

    assert _tables(elsewhere.owner_url) == []


def test_refuses_two_databases(taken: Path, elsewhere: Any, cluster: Cluster) -> None:
    other = replace(elsewhere, application_url=cluster.url(APPLICATION, "postgres"))

    with pytest.raises(BackupFault, match="are two databases"):
        target.refuse_unfit(other, manifest.read(taken))


def test_refuses_one_role_for_both(taken: Path, elsewhere: Any) -> None:
    one_role = replace(elsewhere, application_url=elsewhere.owner_url)

    with pytest.raises(BackupFault, match="could change the journal"):
        target.refuse_unfit(one_role, manifest.read(taken))


def test_refuses_a_role_without_rights(taken: Path, elsewhere: Any, cluster: Cluster) -> None:
    name = cluster.clone("template0", f"{_name(elsewhere)}_bare")
    bare = replace(
        elsewhere, owner_url=cluster.url(OWNER, name), application_url=cluster.url(APPLICATION, name)
    )

    try:
        with pytest.raises(BackupFault, match="alter default privileges"):
            target.refuse_unfit(bare, manifest.read(taken))
        assert _tables(bare.owner_url) == []
    finally:
        cluster.drop(name)


def test_refuses_an_owner_who_owns_nothing(taken: Path, elsewhere: Any, cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as admin:
        admin.execute(f"alter database {_name(elsewhere)} owner to {ADMIN}")  # type: ignore[call-overload]

    with pytest.raises(BackupFault, match="Let it own the database"):
        target.refuse_unfit(elsewhere, manifest.read(taken))


def test_a_database_of_your_own_takes_no_room_on_this_disk(
    taken: Path, elsewhere: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = manifest.read(taken)
    rows = sum(table.size for table in backup.tables.values())
    free = target.MARGIN + backup.file_bytes + rows
    monkeypatch.setattr(target.shutil, "disk_usage", lambda _path: _Usage(free))

    target.refuse_unfit(elsewhere, backup)

    with pytest.raises(BackupFault, match="MB free"):
        target.refuse_unfit(replace(elsewhere, is_private=True), backup)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Set DATABASE_OWNER_URL: only the owner makes tables."),
        ({"DATABASE_OWNER_URL": "postgresql:///x?host=/nonexistent"}, "The database does not answer: "),
        ({"TUNTAS_MODE": "production"}, "This is a backup of a demonstration system."),
    ],
    ids=["no owner", "no answer", "another mode"],
)
def test_the_command_says_what_is_missing(
    taken: Path, tmp_path: Path, given: dict[str, str], said: str
) -> None:
    """Each in the new system's own `.env`."""
    dotenv = {"DATABASE_URL": "postgresql:///x?host=/nonexistent", **given}
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in dotenv.items()))
    _copy_keys(tmp_path / "keys")

    code, lines = restore(taken, "--into", tmp_path, "--anchor-from-backup")

    assert code == 1
    assert said in lines
    assert "Traceback" not in lines


def _copy_keys(folder: Path) -> None:
    import shutil

    from django.conf import settings

    shutil.copytree(settings.TUNTAS_KEYS_DIR, folder)


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def _name(system: Any) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(system.owner_url)["dbname"])


def _tables(owner_url: str) -> list[Any]:
    with psycopg.connect(make_conninfo(owner_url)) as owner:
        return owner.execute(target.TABLES).fetchall()
