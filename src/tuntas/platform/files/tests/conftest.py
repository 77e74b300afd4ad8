"""An owner for subjects `sample:…`, a store that starts empty, and a way to send bytes in pieces."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuntas.config.cluster import Cluster
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import YES, Decision

from .city import City, running_city

AT = datetime(2022, 4, 2, 3, 42, tzinfo=UTC)
SUBJECT = "sample:0001"
PIECE = 40_000


@pytest.fixture
def store(settings: object, tmp_path: Path) -> Path:
    settings.TUNTAS_FILES_DIR = tmp_path / "store"
    return tmp_path / "store"


@pytest.fixture
def finished() -> Iterator[list[tuple[object, ...]]]:
    """What the owner was told; subjects `sample:…` are open to everyone, those that end in `closed` to nobody."""
    from tuntas.platform.files import owners  # Django is not ready yet when this file is read

    told: list[tuple[object, ...]] = []

    def open_to_all(actor: object, subject: str, request: object) -> Decision:
        return Decision("Not yours.") if subject.endswith("closed") else YES

    def note(subject: str, question_key: str, stored_file: object, *, by: object, at: object) -> None:
        told.append((subject, question_key, stored_file, by, at))

    owners.register_access("sample", open_to_all)
    owners.register_upload_access("sample", open_to_all)
    owners.register_on_finished("sample", note)
    yield told
    owners.forget("sample")


@pytest.fixture
def send(db: None, store: Path, finished: object) -> Callable[..., object]:
    """Begin an upload and add all pieces."""
    from tuntas.platform.files import actions

    def send_all(sent: bytes, *, subject: str = SUBJECT, at: datetime = AT) -> object:
        upload = actions.begin_upload(subject, question_key="letter", size=len(sent), by=PUBLIC, at=at)
        for offset in range(0, len(sent), PIECE):
            upload = actions.add_piece(upload.id, offset=offset, piece=sent[offset : offset + PIECE], at=at)
        return upload

    return send_all


def on_disk(store: Path) -> list[bytes]:
    return [path.read_bytes() for path in store.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def _city(django_db_setup: None, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Both processes with a database of their own, for all tests of a file: they take seconds to start."""
    from django.db import connections

    from tuntas.config.cluster import APPLICATION

    connections["default"].close()
    name = cluster.clone("tuntas_template", f"city_{uuid.uuid4().hex[:12]}")
    with running_city(cluster.url(APPLICATION, name), tmp_path_factory.mktemp("city")) as started:
        yield started
    cluster.drop(name)


@pytest.fixture
def city(_city: City) -> City:
    """The city with an application that nobody has sent a file for."""
    _city.browser.cookies.clear()
    return replace(_city, subject=uuid.uuid4().hex)


@pytest.fixture(scope="module")
def browser(_city: City) -> Iterator[object]:
    """A real Chromium, started after the city: beside its event loop Django would open a second connection."""
    from tuntas.platform.ui.tests.browsing import chromium

    with chromium() as started:
        yield started
