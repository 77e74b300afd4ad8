"""An officer's counter whose network is cut: it goes on calling, and what it did is told once when the line is back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import City, Site, axe, fits
from tests.journeys import office
from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call, Day, Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.counters.tests import crowd
from tuntas.platform import clock


@pytest.fixture
def house(site: Site, own_db: str, settings: Any, tmp_path: Any) -> Iterator[City]:
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"
    clock.set(datetime.now(UTC).replace(microsecond=0))
    city = City(site, own_db)
    yield city
    city.close()


def test_goes_on_calling_without_network_and_tells_it_once(house: City) -> None:
    room = crowd.room(clock.now())
    tickets = [crowd.issue(clock.now(), has_priority=place == 3) for place in range(5)]
    desk = house.desktop()
    office.sign_in(desk, office.OFFICER)
    desk.goto("/desk/calling/")
    desk.keyboard.press("1")
    _stands(desk, "Loket 1 kosong")
    desk.keyboard.press("n")
    _stands(desk, "A 004")  # priority first, as the office's rule says
    desk.locator("[data-kept]").wait_for(state="attached")

    desk.context.set_offline(True)
    desk.keyboard.press("m")
    expect(desk.locator("[data-unsent]")).to_have_text("1")
    _presses(desk, "n")
    _stands(desk, "A 001")
    axe(desk)
    fits(desk, 360)
    desk.keyboard.press("t")
    expect(desk.get_by_text("dapat dipilih setelah tiga panggilan")).to_be_visible()
    _presses(desk, "u", "u", "t")
    _stands(desk, "Loket 1 kosong")
    _presses(desk, "n", "m", "n")
    _stands(desk, "A 003")
    _presses(desk, "m")
    desk.reload()  # without network too the page is there again, with what it had done
    _stands(desk, "A 003")
    # Meanwhile another counter, which has its network, calls who is first in the office's eyes.
    other = room.sit(1, clock.now())
    actions.call_next(other.pk, by=room.officer(1), at=clock.now())
    desk.keyboard.press("e")
    _stands(desk, "Loket 1 kosong")
    desk.context.set_offline(False)

    expect(desk.get_by_text("A 001 sudah dipanggil loket lain")).to_be_visible()
    states = {one.number: (one.state, one.calls) for one in Ticket.objects.all()}
    assert states == {
        1: (State.CALLED, 1),
        2: (State.FINISHED, 1),
        3: (State.FINISHED, 1),
        4: (State.FINISHED, 1),
        5: (State.WAITING, 0),
    }
    assert Ticket.objects.get(number=1).session_id == other.pk
    assert (Day.objects.get().waiting, Day.objects.get().at_counters) == (1, 1)
    assert crowd.called_twice() == 0
    assert Call.objects.count() == 2  # what the officer read out is not read out again by a board
    desk.keyboard.press("n")
    _stands(desk, "A 005")
    assert len(tickets) == 5


def _presses(page: Page, *keys: str) -> None:
    """One key after the other, each when the step before is written down."""
    for key in keys:
        before = int(page.locator("[data-unsent]").inner_text())
        page.keyboard.press(key)
        expect(page.locator("[data-unsent]")).to_have_text(str(before + 1))


def _stands(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)
    page.wait_for_load_state()  # before it no key is listened to
