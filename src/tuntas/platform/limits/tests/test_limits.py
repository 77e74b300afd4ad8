"""One visitor does not take what is everybody's."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tuntas.platform import clock, limits
from tuntas.platform.limits import Rate, TooMany
from tuntas.platform.limits.models import Bucket
from tuntas.platform.limits.rules import visitor

AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
THREE = Rate(at_once=3, a_minute=1)


@limits.limited("test", THREE)
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [path("page/", page)]


def allowed(who: str = "203.0.113.7", *, at: datetime = AT, kind: str = "test", rate: Rate = THREE) -> bool:
    try:
        limits.take(kind, who, rate, at=at)
    except TooMany:
        return False
    return True


@pytest.mark.django_db
def test_so_many_at_once_and_then_so_many_a_minute() -> None:
    assert [allowed() for _ in range(5)] == [True, True, True, False, False]
    assert not allowed(at=AT + timedelta(seconds=59))
    assert allowed(at=AT + timedelta(seconds=60))
    assert not allowed(at=AT + timedelta(seconds=61))
    assert [allowed(at=AT + timedelta(hours=1)) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_says_how_long_to_wait() -> None:
    for _ in range(3):
        allowed()

    with pytest.raises(TooMany) as too_many:
        limits.take("test", "203.0.113.7", THREE, at=AT + timedelta(seconds=20))

    assert too_many.value.wait == timedelta(seconds=40)


@pytest.mark.django_db
def test_one_visitors_haste_is_nobody_elses() -> None:
    while allowed():
        pass

    assert allowed("203.0.113.8")
    assert allowed(kind="another")


@pytest.mark.django_db
def test_keeps_no_address_and_forgets_who_is_even() -> None:
    allowed()

    assert b"203.0.113" not in bytes(Bucket.objects.get().key)
    assert limits.forget(AT) == 0
    assert limits.forget(AT + timedelta(minutes=2)) == 1
    assert not Bucket.objects.exists()


@pytest.mark.django_db
def test_table_is_not_logged_so_that_no_page_waits_for_the_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relpersistence from pg_class where relname = 'limits_bucket'")
        assert cursor.fetchone() == ("u",)


def test_eight_at_once_are_counted_one_after_the_other(own_db: object) -> None:
    found: list[bool] = []
    start = threading.Barrier(8)

    def try_three() -> None:
        start.wait()
        found.extend(allowed() for _ in range(3))
        connections.close_all()

    threads = [threading.Thread(target=try_three) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(found), sum(found)) == (24, 3)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_page_says_how_long_to_wait_in_words_and_for_programs() -> None:
    with clock.at(AT):
        for _ in range(3):
            assert Client().post("/page/").status_code == 200
        refused = Client().post("/page/")
        program = Client().post("/page/", headers={"accept": "application/json"})
        looked = Client().get("/page/")

    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Coba lagi" in refused.content.decode()
    assert program.json() == {"error": "too_many", "wait_seconds": 60}
    assert looked.status_code == 200


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_made_up_forwarding_hides_nobody() -> None:
    with clock.at(AT), override_settings(TUNTAS_PROXIES=frozenset({"10.0.0.1"})):
        answers = [
            Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.7")
            .post("/page/")
            .status_code
            for number in range(5)
        ]

    assert answers == [200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "expected"),
    [
        ("203.0.113.7", "", set(), "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", set(), "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", {"10.0.0.1"}, "198.51.100.1"),
        ("10.0.0.1", "192.0.2.9, 198.51.100.1", {"10.0.0.1"}, "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1", set(), "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.1", {"10.0.0.1"}, "198.51.100.1"),
        ("127.0.0.1", "", set(), "127.0.0.1"),
        ("::1", "", set(), "::1"),
        ("2001:db8:1:2:3:4:5:6", "", set(), "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", set(), "203.0.113.7"),
        ("", "", set(), ""),
        ("127.0.0.1", "nonsense", set(), "nonsense"),
    ],
)
def test_visitor_is_the_last_hop_that_is_not_ours(
    peer: str, forwarded: str, proxies: set[str], expected: str
) -> None:
    assert visitor(peer, forwarded, proxies) == expected
