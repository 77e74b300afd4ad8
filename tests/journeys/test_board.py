"""The board in a waiting room: each call once and in order, whatever happens to the line."""

from __future__ import annotations

import http.client
import json
import os
import signal
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import City, Site, axe, fits
from tuntas.domains.counters import actions
from tuntas.domains.counters.queries.feed import LATEST
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import clock
from tuntas.platform.live.tests import running

SECRET = "only between the two"
WALL = {"viewport": {"width": 1920, "height": 1080}}


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


class Caller:
    """An officer who calls one after the other."""

    def __init__(self) -> None:
        self.room = crowd.room(clock.now(), counters=1)
        self.session, self.called = self.room.sit(0, clock.now()), 0

    def calls(self, count: int) -> None:
        for _ in range(count):
            crowd.issue(clock.now())
            actions.call_next(self.session.pk, by=self.room.officer(0), at=clock.now())
            actions.begin(self.session.pk, by=self.room.officer(0), at=clock.now())
            self.called += 1

    def calls_again(self) -> None:
        crowd.issue(clock.now())
        actions.call_next(self.session.pk, by=self.room.officer(0), at=clock.now())
        actions.recall(self.session.pk, by=self.room.officer(0), at=clock.now())
        actions.begin(self.session.pk, by=self.room.officer(0), at=clock.now())
        self.called += 2


def test_each_call_is_shown_and_read_out_once_and_in_order(house: tuple[City, Line]) -> None:
    city, line = house
    officer = Caller()
    board, trusting = _board(city), _board(city)
    trusting.route("**/calls.js", _trusts_only_the_stream)
    with line.up():
        for page in (board, trusting):
            _hang_up(page)
        officer.calls(2)
        for page in (board, trusting):
            _all_once(page, officer.called)
        axe(board)
        for width in (360, 1280, 3840):
            fits(board, width)
        line.kill()
    officer.calls(LATEST + 3)
    with line.up():
        _all_once(board, officer.called)
        expect(board.locator("[data-number]")).to_have_text(f"A {officer.called:03d}")
        # The same checker finds the board that takes what the stream brings and does not ask for the rest.
        expect(_of(trusting)).to_have_attribute("data-shown", _numbers(1, 3, 6, 12))

        board.context.set_offline(True)
        officer.calls(LATEST + 1)
        officer.calls_again()
        board.context.set_offline(False)
        _all_once(board, officer.called)

        board.goto("about:blank")
        officer.calls(1)
        before = officer.called
        board.goto(f"/board/{OFFICE}/")
        expect(_of(board)).to_have_attribute("data-shown", str(before))


def test_says_in_words_that_it_hears_nothing(house: tuple[City, Line]) -> None:
    city, line = house
    Caller()
    board = city.open(**WALL)
    board.clock.install()
    with line.up():
        board.goto(f"/board/{OFFICE}/")
        expect(board.get_by_text("Papan ini tidak mendapat kabar sejak")).to_be_hidden()
        board.context.set_offline(True)

        board.clock.fast_forward(30_000)

        expect(board.get_by_text("Papan ini tidak mendapat kabar sejak")).to_be_visible()
        expect(board.get_by_text("This board has heard nothing since")).to_be_visible()


def _board(city: City) -> Page:
    """A board whose sounds are short: what is asked is which are played, not how they sound."""
    page = city.open(**WALL)
    page.route("**/voice/**", lambda route: route.fulfill(body=_click(), content_type="audio/wav"))
    return page


def _hang_up(page: Page) -> None:
    page.goto(f"/board/{OFFICE}/")
    button = page.locator("[data-sound]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def _all_once(page: Page, count: int) -> None:
    """Every call was shown and read out, none twice, each after the one before it."""
    for what in ("data-shown", "data-spoken"):
        expect(_of(page)).to_have_attribute(what, _numbers(1, count + 1))


def _numbers(*ends: int) -> str:
    """`1, 3, 6, 8` is `1 2 6 7`."""
    spans = zip(ends[::2], ends[1::2], strict=True)
    return " ".join(str(number) for first, end in spans for number in range(first, end))


def _of(page: Page) -> Any:
    return page.locator("[data-board]")


def _trusts_only_the_stream(route: Route) -> None:
    """A planted fault: what the stream did not bring is not asked for."""
    script = route.fetch().text()
    faulty = script.replace("call[0] !== this.last + 1", "call[0] <= this.last")
    faulty = faulty.replace("await this.missed()", "[]")
    assert faulty.count("[];") == script.count("[];") + 1
    route.fulfill(body=faulty, content_type="text/javascript")


def _click() -> bytes:
    """Five milliseconds of silence."""
    held = BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(16_000)
        sound.writeframes(bytes([128]) * 80)
    return held.getvalue()
