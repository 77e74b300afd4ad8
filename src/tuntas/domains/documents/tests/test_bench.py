"""The benchmark makes what it says it makes."""

from __future__ import annotations

from tuntas.domains.documents import bench
from tuntas.domains.documents.models import Document, Version


def test_makes_every_document_it_ordered(own_db: str) -> None:
    found = bench.run(count=8)

    assert (found["name"], found["unit"], found["limit"]) == ("documents", "1/s", 12)
    assert found["signed"] == found["ordered"] == Document.objects.count() == Version.objects.count() == 8
    assert found["value"] > 0
