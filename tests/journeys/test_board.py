"""The board in a waiting room: each call once and in order, whatever happens to the line."""

from __future__ import annotations

import re
import wave
from io import BytesIO
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser import City, axe, fits
from tests.journeys.waiting_room import Line
from tuntas.domains.counters import actions
from tuntas.domains.counters.queries.feed import LATEST
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform import clock
from tuntas.platform.live.tests import running
from tuntas.platform.ui.tests.browsing import served

WALL = {"viewport": {"width": 1920, "height": 1080}}


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


def test_two_calls_in_one_message_are_read_out_one_after_the_other(house: tuple[City, Line]) -> None:
    board = house[0].open(**WALL)
    Caller()
    board.goto(f"/board/{OFFICE}/")

    assert board.evaluate(IN_ONE_MESSAGE, "player.add(call, day)") == [">1", "<1", ">2", "<2", ">3", "<3"]
    # The same checker finds who does not wait for the voice.
    assert board.evaluate(IN_ONE_MESSAGE, "voice.say(call)") == [">1", ">2", ">3", "<1", "<2", "<3"]


def test_says_how_old_it_is_while_the_web_process_is_dead_and_goes_on_behind_it(
    house: tuple[City, Line], settings: Any
) -> None:
    city, port = house[0], running.free_port()
    line = Line(f"http://127.0.0.1:{port}")
    settings.LIVE_ORIGIN = line.origin
    officer, board = Caller(), city.open(**WALL)
    board.route("**/freshness.js", _impatient)
    with line.up():
        with served(port) as origin:
            board.goto(f"{origin}/board/{OFFICE}/")
            officer.calls(2)
            expect(_of(board)).to_have_attribute("data-shown", "1 2")
        expect(board.get_by_text("Papan ini tidak mendapat kabar sejak")).to_be_visible()
        expect(board.get_by_text("This board has heard nothing since")).to_be_visible()
        expect(board.locator("[data-stale] [data-heard-at]")).to_have_text(re.compile(r"\d\d\.\d\d"))
        officer.calls(LATEST + 1)

        with served(port):
            expect(_of(board)).to_have_attribute("data-shown", _numbers(1, officer.called + 1))
            expect(board.locator("[data-stale]")).to_be_hidden()


IN_ONE_MESSAGE = """async (hand) => {
  const folder = document.querySelector("script[src$='board.js']").src.replace("board.js", "");
  const { Calls } = await import(`${folder}calls.js`);
  const { Player } = await import(`${folder}player.js`);
  const said = [];
  const voice = { isOn: true, async say([call]) {
    said.push(`>${call}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    said.push(`<${call}`);
    return true;
  } };
  const all = new Promise((resolve) => (voice.done = ([call]) => call === 3 && resolve()));
  const player = new Player({ show() {}, voice, done: voice.done });
  const hands = {
    "player.add(call, day)": (call, day) => player.add(call, day),
    "voice.say(call)": (call) => voice.say(call).then(() => voice.done(call)),
  };
  const calls = new Calls({ address: "", day: "2026-01-05", last: 0, hand: hands[hand] });
  calls.news({ day: "2026-01-05", last_call: 2, calls: [[2], [1]] });
  calls.news({ day: "2026-01-05", last_call: 3, calls: [[1], [2], [3]] });
  await all;
  return said;
}"""


def _impatient(route: Route) -> None:
    """A board that calls its news old after a second and a half; nobody waits for twenty."""
    script = route.fetch().text()
    assert "STALE = 20000" in script
    route.fulfill(body=script.replace("STALE = 20000", "STALE = 1500"), content_type="text/javascript")


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
