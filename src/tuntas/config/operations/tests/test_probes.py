"""Monitoring asks without a session: alive without the database, ready only when everything is there."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tuntas.config.operations import group, probes, pulse, readiness


@pytest.fixture
def in_order(own_db, settings, tmp_path):
    """A house in order: its steward has just beaten, its keys and files are there."""
    settings.TUNTAS_FILES_DIR = tmp_path / "files"
    pulse.Pulse("steward").beat()
    readiness.kept = readiness.Kept()
    yield
    readiness.kept = readiness.Kept()


def _ready(client):
    readiness.kept = readiness.Kept()
    answer = client.get("/ready", headers={"host": "10.0.0.7"})
    return answer.status_code, {name: one for name, one in answer.json()["checks"].items() if one != "ok"}


def test_a_process_is_alive_without_a_database(client):
    # No database fixture: a query here would be refused.
    answer = client.get("/health", headers={"host": "10.0.0.7"})

    assert answer.status_code == 200
    assert answer.json()["alive"] is True
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_house_in_order_is_ready(in_order, client):
    assert _ready(client) == (200, {})


def test_many_who_ask_cost_one_look(in_order, client, django_assert_num_queries):
    client.get("/ready")

    with django_assert_num_queries(0):
        assert client.get("/ready").status_code == 200


def test_a_look_is_cheap(in_order, client, django_assert_max_num_queries):
    readiness.kept = readiness.Kept()

    with django_assert_max_num_queries(5):
        client.get("/ready")


def test_who_stops_is_not_ready_at_once(in_order, client, tmp_path, monkeypatch):
    assert client.get("/ready").status_code == 200
    monkeypatch.setenv(group.NAMED, str(group.fresh(tmp_path / "group")))
    assert client.get("/ready").status_code == 200

    group.say_stopping(tmp_path / "group")

    answer = client.get("/ready")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "stopping" in answer.json()["checks"]["not_stopping"]


def test_a_stopping_group_says_so_and_goes_on_answering(in_order, client, tmp_path, monkeypatch):
    import time

    from tuntas.config.commands import run

    monkeypatch.setenv("TUNTAS_DRAIN_SECONDS", "7")
    monkeypatch.setenv(group.NAMED, str(group.fresh(tmp_path / "group")))
    asked = []
    monkeypatch.setattr(time, "sleep", lambda seconds: asked.append((seconds, _ready(client)[0])))

    run._let_balancers_look_away(tmp_path / "group")

    assert asked == [(7, 503)]


def test_not_ready_without_the_tables_of_this_version(in_order, client, owner):
    owner.execute("delete from django_migrations where app = 'house' and name = '0001_processes'")

    status, missing = _ready(client)
    assert status == 503
    assert missing == {"migrations": "1 migrations are not applied"}


def test_ready_with_tables_of_a_newer_version(in_order, client, owner):
    owner.execute("insert into django_migrations (app, name, applied) values ('house', '9999_later', now())")

    assert _ready(client) == (200, {})


def test_not_ready_without_a_steward(in_order, client):
    with connection.cursor() as cursor:
        cursor.execute("update house_process set seen_at = now() - interval '2 minutes'")

    status, missing = _ready(client)
    assert status == 503
    assert "silent for 120 s" in missing["steward"]


def test_not_ready_when_nobody_signs(in_order, client, superuser):
    _fact()
    superuser.execute("alter table journal_fact disable trigger all")
    superuser.execute("update journal_fact set recorded_at = now() - interval '10 minutes'")

    status, missing = _ready(client)
    assert status == 503
    assert "have waited 600 s" in missing["journal"]


def test_not_ready_when_facts_have_a_place_but_no_signature(in_order, client, superuser):
    from tuntas.platform.journal import sequencer

    _fact()
    sequencer.sequence()
    superuser.execute("alter table journal_fact disable trigger all")
    superuser.execute("update journal_fact set recorded_at = now() - interval '10 minutes'")

    assert "have waited" in _ready(client)[1]["journal"]


@pytest.mark.parametrize("content", [None, "{"])
def test_not_ready_without_a_key_file(in_order, client, settings, tmp_path, content):
    settings.TUNTAS_KEYS_DIR = tmp_path / "keys"
    if content:
        settings.TUNTAS_KEYS_DIR.mkdir()
        (settings.TUNTAS_KEYS_DIR / "data.json").write_text(content)

    assert _ready(client) == (503, {"keys": "the key file can't be read"})


def test_not_ready_when_files_cannot_be_written(in_order, client, settings, tmp_path):
    (tmp_path / "a file").touch()
    settings.TUNTAS_FILES_DIR = tmp_path / "a file" / "files"

    assert _ready(client)[1]["storage"] == "files can't be written"


def test_not_ready_on_a_full_disk(in_order, client, settings):
    settings.TUNTAS_DISK_FREE_MB = 10**9 - 1

    assert _ready(client) == (503, {"disk": "the disk of the files is full"})


def test_without_a_database_it_says_so_in_words_that_name_nothing(in_order, client, settings, monkeypatch):
    from django.db import OperationalError

    def refused(*_):
        raise OperationalError("connection to server on socket /secret failed for user tuntas_app")

    monkeypatch.setattr(connection, "cursor", refused)

    status, missing = _ready(client)
    assert status == 503
    assert missing["database"] == missing["journal"] == "the database does not answer"
    assert "secret" not in json.dumps(missing)


def test_a_look_that_nobody_foresaw_is_an_answer_too(in_order, client, monkeypatch):
    """A folder above that may not be looked into, say: a balancer wants a 503 and not a page of errors."""

    def denied():
        raise PermissionError("/secret/files")

    monkeypatch.setattr(readiness, "free_megabytes", denied)

    assert _ready(client) == (503, {"disk": "this could not be looked at"})


def test_who_asks_while_a_look_hangs_does_not_wait(in_order, client):
    assert readiness.kept._turn.acquire(blocking=False)

    answer = client.get("/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "a look takes too long"


@pytest.mark.parametrize(
    ("asks", "may"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "192.0.2.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"}, False),
    ],
)
def test_figures_are_for_this_machine(rf, asks, may):
    assert probes.may_read_figures(rf.get("/metrics", **asks)) is may


def test_behind_a_proxy_of_the_same_machine_only_the_token_counts(rf, settings):
    settings.TUNTAS_PROXIES = frozenset({"127.0.0.1"})
    assert not probes.may_read_figures(rf.get("/metrics", REMOTE_ADDR="127.0.0.1"))

    settings.TUNTAS_METRICS_TOKEN = "a-token-of-twenty-characters"
    right = {"authorization": "Bearer a-token-of-twenty-characters"}
    assert probes.may_read_figures(rf.get("/metrics", headers=right, REMOTE_ADDR="192.0.2.7"))
    for wrong in ("", "Bearer ", "Bearer a-token-of-twenty-character", "Bearer é"):
        assert not probes.may_read_figures(rf.get("/metrics", headers={"authorization": wrong}))


@pytest.mark.django_db
def test_to_a_stranger_the_figures_are_a_page_that_does_not_exist(client):
    hidden = client.get("/metrics", REMOTE_ADDR="192.0.2.7")
    nothing = client.get("/metricz", REMOTE_ADDR="192.0.2.7")

    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content.replace(b"metrics", b"metricz") == nothing.content


def _fact():
    from django.db import transaction

    from tuntas.platform import clock, journal
    from tuntas.platform.actors import SYSTEM

    with transaction.atomic():
        journal.record("case:1", "case.submitted", by=SYSTEM, at=clock.now())
