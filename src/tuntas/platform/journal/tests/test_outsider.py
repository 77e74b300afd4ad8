"""The page for outsiders keeps its word: its program, run as it stands there, checks a live journal."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from tuntas.platform.journal import queries, signing
from tuntas.platform.journal.models import Fact, Leaf
from tuntas.platform.journal.tests.tampering import record_and_publish

PAGE = Path(__file__).resolve().parents[5] / "docs" / "journal.md"


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def own_anchor(settings, tmp_path):
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"
    settings.ROOT_URLCONF = "tuntas.platform.journal.urls"  # the journal stands without the pages


@pytest.fixture
def prefix(own_db) -> Iterator[str]:
    """Where a real server serves the journal of this test."""

    def serve() -> None:
        server.serve_forever(poll_interval=0.05)
        connections.close_all()

    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Silent)
    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/journal"
    server.shutdown()
    thread.join(60)
    server.server_close()


@pytest.fixture
def check(prefix, tmp_path):
    """Run the page's program on files with these contents."""
    program = tmp_path / "check.py"
    program.write_text(re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)[0])

    def run(*contents: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
        files = []
        for number, content in enumerate(contents):
            files.append(tmp_path / f"given-{number}")
            files[-1].write_text(content)
        command = [sys.executable, str(program), key or str(signing.verifier()), prefix, *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300)

    return run


def opened(index: int) -> dict:
    return queries.opened(Fact.objects.get(pk=Leaf.objects.get(index=index).fact_id)).as_json()


@pytest.mark.parametrize(("kept_size", "more"), [(1, 6), (200, 56), (256, 1), (300, 400), (512, 0), (700, 70)])
def test_checks_signature_consistency_and_inclusion(check, kept_size, more):
    kept = record_and_publish(kept_size)
    if more:
        record_and_publish(more)

    result = check(kept.note, json.dumps(opened(kept_size // 2)))

    assert result.returncode == 0, result.stderr
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["Signed", "Consistent", "Included"]


def test_checks_what_a_receipt_prints(check):
    kept = record_and_publish(70)
    record_and_publish(70)

    assert check(f"{kept.size} {kept.root_text}").returncode == 0


def test_finds_a_changed_word(check):
    kept = record_and_publish(30)
    fact = opened(4)
    fact["fact"]["office"] = "99.02"

    assert "not the one" in check(kept.note, json.dumps(fact)).stderr


def test_finds_another_history(check):
    kept = record_and_publish(30)
    record_and_publish(10)

    assert "was changed" in check(f"{kept.size} {'A' * 43}=").stderr


def test_finds_a_journal_that_shrank(check):
    kept = record_and_publish(30)

    assert "has shrunk" in check(f"{kept.size + 1} {kept.root_text}").stderr


def test_finds_another_signer(check):
    kept = record_and_publish(3)
    other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    assert "not signed" in check(kept.note, key=other).stderr


def test_reads_a_tile_only_when_it_is_published(client, own_db):
    record_and_publish(260)

    paths = {
        "/journal/checkpoint": 200,
        "/journal/tile/0/000": 200,
        "/journal/tile/0/000.p/7": 200,
        "/journal/tile/0/001.p/4": 200,
        "/journal/tile/0/001.p/5": 404,
        "/journal/tile/0/001": 404,
        "/journal/tile/1/000.p/1": 200,
        "/journal/tile/1/000.p/2": 404,
        "/journal/tile/entries/001.p/4": 200,
        "/journal/tile/entries/001.p/5": 404,
        "/journal/tile/0/0": 404,
        "/journal/facts/0": 404,
    }

    assert {path: client.get(path).status_code for path in paths} == paths


def test_nothing_is_published_before_the_first_checkpoint(client, own_db):
    assert client.get("/journal/checkpoint").status_code == 404
    assert client.get("/journal/tile/0/000.p/1").status_code == 404


def test_tiles_may_be_kept_for_ever_and_the_checkpoint_may_not(client, own_db):
    record_and_publish(256)

    assert "immutable" in client.get("/journal/tile/0/000")["Cache-Control"]
    assert "max-age=5" in client.get("/journal/checkpoint")["Cache-Control"]


def test_tiles_show_no_fact(client, own_db):
    record_and_publish(256)
    fact = Fact.objects.first()

    published = client.get("/journal/tile/0/000").content + client.get("/journal/tile/entries/000").content

    for word in (fact.stream.encode(), fact.name.encode(), bytes(fact.salt)):
        assert word not in published
    assert connection.settings_dict["NAME"] == own_db
