"""A waiting room in a browser: an office without a city around it, and the live process that its screens follow."""

from __future__ import annotations

import http.client
import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.browser import City, Site
from tuntas.platform import clock
from tuntas.platform.live.tests import running

SECRET = "only between the two"


class Line:
    """The live process that the boards follow; it can be killed and started anew at the same port."""

    def __init__(self, web: str) -> None:
        self.port, self.web = running.free_port(), web
        self.origin = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def up(self) -> Iterator[None]:
        environ = {
            "TUNTAS_WEB_ORIGIN": self.web,
            "TUNTAS_LIVE_ORIGIN": self.origin,
            "TUNTAS_INSIDE_SECRET": SECRET,
        }
        with running.granian("asgi", "tuntas.platform.live.app:application", self.port, **environ):
            try:
                yield
            finally:
                self.kill()  # asked to end, it would wait for the screens that follow

    def kill(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with suppress(OSError):  # it is dead already
            connection.request("GET", "/live/health")
            os.kill(json.loads(connection.getresponse().read())["number"], signal.SIGKILL)
        connection.close()


@pytest.fixture
def house(site: Site, own_db: str, settings: Any, tmp_path: Any) -> Iterator[tuple[City, Line]]:
    """An empty city: a board needs an office and its counters, nothing else."""
    line = Line(site.origin)
    settings.LIVE_ORIGIN, settings.INSIDE_SECRET = line.origin, SECRET
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"
    clock.set(datetime.now(UTC).replace(microsecond=0))
    city = City(site, own_db)
    yield city, line
    city.close()
