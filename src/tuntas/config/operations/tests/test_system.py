"""The administrator sees what runs here in which version, and of a secret only that it is set."""

from __future__ import annotations

import os
import re
import socket
import threading

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tuntas.config import env
from tuntas.config.operations import moments, overview, pulse
from tuntas.platform import clock
from tuntas.platform.actors import Actor, Kind

ADMINISTRATOR = Actor(Kind.STAFF, "0190-administrator", "administrator", frozenset({"31"}))
OTHERS = [
    Actor(Kind.STAFF, "0190-other", role, frozenset({"31"}))
    for role in ("officer", "registrar", "head_of_unit", "agency_head")
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(monkeypatch):
    def make(by: Actor, language: str = "id") -> Client:
        monkeypatch.setattr("tuntas.config.acting._actor", lambda request: by)
        client = Client()
        client.cookies["tuntas_language"] = language
        return client

    return make


def _page(browse, language="id") -> str:
    answer = browse(ADMINISTRATOR, language).get("/system/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_shows_versions_processes_services_and_settings(browse, language):
    pulse.Pulse("steward").beat()
    moments.note(moments.BACKUP, at=clock.now())

    page = _page(browse, language)

    assert connection.pg_version // 10000 >= 15
    for shown in (
        str(connection.pg_version // 10000),
        "steward",
        str(os.getpid()),
        "akta-kelahiran",
        "TUNTAS_MODE",
    ):
        assert shown in page
    assert ("hidup" if language == "id" else "alive") in page
    assert ("Cadangan terakhir" if language == "id" else "Last backup") in page


def test_a_silent_process_and_a_missing_migration_are_said_so(browse):
    pulse.Pulse("worker").beat()
    with connection.cursor() as cursor:
        cursor.execute("update house_process set seen_at = now() - interval '5 minutes'")
        cursor.execute("delete from django_migrations where app = 'house' and name = '0001_processes'")

    page = _page(browse, "en")

    assert "silent since" in page
    assert re.search(r"not applied:</span>\s*<code>0001_processes", page)
    assert "not in order" in page


@pytest.mark.parametrize(
    "said", [b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n\r\n[1]", b"HTTP/1.1 200 OK\r\n\r\n<html>", b""]
)
def test_a_stranger_at_the_live_process_address_is_no_live_process(browse, settings, said):
    with socket.create_server(("127.0.0.1", 0)) as there:
        settings.LIVE_ORIGIN = f"http://127.0.0.1:{there.getsockname()[1]}"
        answering = threading.Thread(target=_answer_once, args=(there, said))
        answering.start()

        row = overview._live()

        answering.join()
    assert not row.is_alive


def _answer_once(there: socket.socket, said: bytes) -> None:
    connection, _address = there.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(said)


def test_no_secret_is_shown(browse, monkeypatch):
    secret = "KANARI-rahasia-yang-panjang"
    for setting in env.TABLE:
        if setting.secret:
            monkeypatch.setenv(setting.name, secret)

    page = _page(browse, "en")

    assert secret not in page
    assert page.count("set, not shown") == sum(setting.secret for setting in env.TABLE)


def test_whatever_may_open_something_is_marked_as_a_secret():
    names = {setting.name for setting in env.TABLE if setting.secret}

    assert {"DATABASE_URL", "DATABASE_OWNER_URL", "TUNTAS_SMTP_URL", "TUNTAS_METRICS_TOKEN"} <= names
    assert [row for row in overview.setting_rows() if row.is_secret and row.value] == []


@pytest.mark.parametrize("by", OTHERS, ids=lambda by: by.role)
def test_for_everybody_else_the_page_does_not_exist(browse, by):
    assert browse(by).get("/system/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/system/")["Location"].startswith("/staff/sign-in/")


def test_more_processes_cost_no_more_queries(browse):
    _page(browse)
    with CaptureQueriesContext(connection) as few:
        _page(browse)
    for _ in range(20):
        pulse.Pulse("web").beat()

    with CaptureQueriesContext(connection) as many:
        _page(browse)

    assert len(many) == len(few) <= 25


def test_a_process_that_ends_in_order_is_not_shown(browse):
    ended = pulse.Pulse("worker")
    ended.beat()
    ended.end()

    assert str(ended._row[0]) not in [str(one.id) for one in overview.Process.objects.all()]
    assert "worker" not in _page(browse, "en").split('id="processes"')[1].split("</table>")[0]
