"""What the documents' tests share: a moment, an officer of the office, the signing keys, and a frozen document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.ids import new_id

from . import samples

# Models may not be imported while pytest still reads its conftest files.
if TYPE_CHECKING:
    from tuntas.domains.documents.models import Document

OFFICE = "99.71.01.1001"


@pytest.fixture(autouse=True)
def signing_keys() -> None:
    """The run's signing.json, made when it is not there yet."""
    from tuntas.domains.documents import keys, signing
    from tuntas.platform.secrets import keys as key_files

    if not key_files.path("signing").exists():
        keys.create_signing(at=datetime.now(UTC))
        signing.forget()


@pytest.fixture
def moment() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def officer() -> Actor:
    return Actor(Kind.STAFF, str(new_id()), role="officer", offices=frozenset({OFFICE}))


@pytest.fixture
def freeze(officer: Actor, moment: datetime) -> Callable[..., Document]:
    """Freeze a document of a kind with its sample."""
    from tuntas.domains.documents import actions

    def _freeze(kind: str = "birth_certificate", **changed: Any) -> Document:
        case_id = changed.pop("case_id", None) or new_id()
        given = {"office_name": "Kelurahan Contoh Utara", "specimen": True, **changed}
        content = given.pop("content", samples.ALL[kind])
        order = actions.Order(kind, content, "CONTOH PERTAMA", given.pop("number", ""))
        return actions.freeze(case_id, order, office=OFFICE, by=officer, at=moment, **given)[0]

    return _freeze
