"""Which law stands behind a requirement, and that no article is shown that nobody read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.utils import translation

from tuntas.domains.catalogue import queries
from tuntas.domains.catalogue.rules import Service

TODAY = dt.date(2026, 11, 22)
BIRTH = "akta-kelahiran"


@pytest.fixture
def birth() -> Service:
    return queries.service(BIRTH, TODAY)


def test_no_article_stands_where_no_source_was_read() -> None:
    for service in queries.services():
        for language in ("id", "en"):
            with translation.override(language):
                for requirement in service.requirements:
                    has_article = bool(re.search(r"\b(Pasal|Ps|Article)\b", str(requirement.legal_basis)))
                    assert has_article is (
                        requirement.legal_basis.confirmed and bool(requirement.legal_basis.article)
                    )


def test_an_article_that_was_read_is_shown(birth: Service) -> None:
    with translation.override("id"):
        assert str(birth.fee.legal_basis) == "UU 24/2013 Pasal 79A"
        assert str(replace(birth.fee.legal_basis, confirmed=False)) == "UU 24/2013"
