"""The system about itself: facts have words, reactions exist, settings are documented, files stay small."""

from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from tuntas.config import env
from tuntas.platform.journal.names import REGISTERED
from tuntas.platform.journal.reactions import reactions_to

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tuntas"
LONGEST = 260


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_fact_has_words_in_both_languages(language):
    with translation.override(language):
        texts = {name: str(text) for name, text in REGISTERED.items() if not name.startswith("trial.")}

    assert all(texts.values())
    if language == "id":
        with translation.override("en"):
            same = [name for name in texts if texts[name] == str(REGISTERED[name])]
        assert same == []


def test_what_must_follow_a_fact_follows_it():
    assert {job.name for job in reactions_to("document.frozen")} == {"domains.documents.jobs.render_document"}
    assert {job.name for job in reactions_to("document.ready")} == {"domains.cases.jobs.settle_case"}
    assert reactions_to("case.ready")
    assert reactions_to("case.returned")


def test_every_setting_says_what_it_is_for():
    assert all(row.purpose for row in env.TABLE)
    assert len({row.name for row in env.TABLE}) == len(env.TABLE)


def test_no_file_has_grown_into_two():
    long = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and "tests" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST
    }

    assert long == {}


def _addresses(patterns, prefix=""):
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield f"/{address}"


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client):
    """Every address without a variable part, and one that does not exist, answered to a stranger."""
    plain = [address for address in _addresses(get_resolver().url_patterns) if "<" not in address]
    assert len(plain) > 15

    for address in [*plain, "/nothing/here/"]:
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Referrer-Policy"] in {"strict-origin", "no-referrer"}, address


@pytest.mark.django_db
def test_a_stranger_reaches_no_page_of_the_desk(client):
    desk = [address for address in _addresses(get_resolver().url_patterns) if address.startswith("/desk/")]
    assert len(desk) > 10

    for address in desk:
        there = address.replace("<uuid:case_id>", "01890000-0000-7000-8000-000000000000")
        for answer in (client.get(there), client.post(there)):
            assert answer.status_code in {302, 404, 405}, there
            assert b"ANAK" not in answer.content
