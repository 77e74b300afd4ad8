"""A connection that the server ended is noticed before it is used."""

import time

from django.db import connection


def test_a_connection_that_the_server_ended_is_replaced_before_the_next_request(own_db, superuser):
    connection.ensure_connection()
    first = connection.connection.info.backend_pid
    assert connection.is_usable()

    superuser.execute("select pg_terminate_backend(%s)", [first])
    until = time.monotonic() + 10
    while connection.is_usable() and time.monotonic() < until:
        time.sleep(0.01)

    assert not connection.is_usable()
    connection.close_if_unusable_or_obsolete()
    connection.health_check_enabled, connection.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        assert cursor.fetchone()[0] != first


def test_looking_asks_the_server_nothing(own_db):
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("select 1")

    assert all(connection.is_usable() for _ in range(3))
