"""A small city with a signed document and a photo, its backup, and an empty place elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tuntas.config.cluster import APPLICATION, OWNER, Cluster, grant_to_application
from tuntas.config.session import ROOT

PASSPHRASE = "empat kata acak sekali"
AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Source:
    """A system that was backed up, and who can open the keys."""

    address: str
    folder: Path
    escrow: Path
    case: Any
    files: Path

    def take(self, folder: Path) -> Any:
        from tuntas.config.backup import taking
        from tuntas.platform.secrets import escrow

        public = escrow.public_key(Path(f"{self.escrow}.pub"))
        return taking.take(folder, address=self.address, escrow_to=public, at=AT, report=quiet)

    def keys(self, folder: Path) -> dict[str, Any]:
        from tuntas.platform.secrets import escrow

        secret = escrow.secret_key(self.escrow, PASSPHRASE)
        return escrow.open_((folder / "keys.escrow").read_bytes(), secret)


@pytest.fixture
def source(own_db: str, cluster: Cluster, settings: Any, tmp_path: Path) -> Source:
    """A case with its documents signed, a photo, a published journal; all of it in one backup."""
    from tests import world as w

    from tuntas.platform.journal import sequencer
    from tuntas.platform.secrets import escrow

    settings.TUNTAS_FILES_DIR = tmp_path / "files"
    case = w.ready(w.world())
    _photo()
    sequencer.turn(at=AT)
    escrow.make_pair(tmp_path / "escrow.pem", PASSPHRASE)
    made = Source(
        cluster.url(APPLICATION, own_db), tmp_path / "backup", tmp_path / "escrow.pem", case, tmp_path / "files"
    )
    made.take(made.folder)
    return made


@pytest.fixture
def elsewhere(cluster: Cluster, tmp_path: Path) -> Iterator[Any]:
    """An empty database with two roles, as somebody makes it in a PostgreSQL of their own, and empty folders."""
    from tuntas.config.backup.target import Target

    name = cluster.clone("template0", f"back_{uuid.uuid4().hex[:12]}")
    grant_to_application(cluster.url(OWNER, name))
    folder = tmp_path / "elsewhere"
    folders = (folder / "keys", folder / "files", folder / "journal-anchor")
    yield Target(cluster.url(OWNER, name), cluster.url(APPLICATION, name), *folders)
    cluster.drop(name)


@pytest.fixture
def taken(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup to look at or to damage; the city behind it is made for the first test that asks."""
    if not _taken:
        made = request.getfixturevalue("source").folder
        _taken.append(Path(shutil.copytree(made, tmp_path_factory.mktemp("taken") / "backup")))
    return Path(shutil.copytree(_taken[0], tmp_path / "taken"))


_taken: list[Path] = []


def restore(*arguments: object, typed: str = "", **more: str) -> tuple[int, str]:
    """`./tuntas restore` in a process of its own, in surroundings that name no system; its end and what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TUNTAS_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tuntas", "restore", *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **more},
        cwd=ROOT,
        input=f"{typed}\n",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def quiet(text: str) -> None:
    return None


def _photo() -> None:
    """A photo that came in whole, without a case that asks for it."""
    from tuntas.platform.actors import PUBLIC
    from tuntas.platform.decisions import YES
    from tuntas.platform.files import actions, owners
    from tuntas.platform.files.tests.samples import photo

    owners.register_access("sample", lambda *_: YES)
    owners.register_upload_access("sample", lambda *_: YES)
    owners.register_on_finished("sample", lambda *_, **__: None)
    try:
        sent = photo()
        upload = actions.begin_upload("sample:1", question_key="letter", size=len(sent), by=PUBLIC, at=AT)
        for offset in range(0, len(sent), 40_000):
            actions.add_piece(upload.id, offset=offset, piece=sent[offset : offset + 40_000], at=AT)
        actions.finish_upload(upload.id, by=PUBLIC, at=AT)
    finally:
        owners.forget("sample")
