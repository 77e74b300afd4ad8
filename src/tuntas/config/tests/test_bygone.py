"""What the framework keeps for a while is deleted when its time is over, and not before."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from tuntas.config import bygone
from tuntas.platform import clock


@pytest.mark.django_db
def test_ended_sessions_go_and_running_ones_stay():
    running, ended = _session(), _session()
    Session.objects.filter(pk=ended).update(expire_date=timezone.now() - timedelta(seconds=1))

    bygone.forget(clock.now())

    assert [row.pk for row in Session.objects.all()] == [running]


@pytest.mark.django_db
def test_counts_go_when_their_time_is_over():
    cache.set("over", 1, timeout=60)
    cache.set("counts", 1, timeout=3600)

    bygone.forget(clock.now() + timedelta(minutes=5))

    assert _counts() == 1
    assert cache.get("counts") == 1


@pytest.mark.django_db
def test_many_strangers_push_nobodys_count_out():
    """Else whoever makes enough of them tries passwords without a limit."""
    for number in range(700):
        cache.set(f"stranger-{number}", 1, timeout=3600)

    assert _counts() == 700


def _session() -> str:
    session = SessionStore()
    session["case"] = "1"
    session.save()
    return str(session.session_key)


def _counts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from house_cache")
        return cursor.fetchone()[0]
