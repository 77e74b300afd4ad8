"""An appointment on a phone: found, held, confirmed, moved, and there at its time; and the office's own page of them."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests import world as w
from tests.browser import City, axe, fits, thumbs
from tests.journeys import office


def test_from_the_service_to_the_number(city: City) -> None:
    from tuntas.domains.counters.models import Appointment, Ticket

    _room()
    phone = city.phone()
    phone.goto("/appointments/")
    _look(phone)
    phone.locator(".places a").first.click()
    phone.locator("#place").fill("Gambir")
    phone.locator("main form button").click()
    _look(phone)
    phone.locator(".places a").first.click()
    _look(phone)
    _choose(phone, 1)
    _look(phone)
    phone.locator("form[action$='/confirmation/'] button").click()
    expect(phone.locator(".appointment .code strong")).to_have_text(re.compile(r"^\w{3} \w{3}$"))
    phone.locator("#mail summary").click()
    phone.locator("#address").fill("siti")
    phone.locator("#mail form button").click()
    expect(phone.locator("#address-error")).to_be_visible()
    _look(phone)
    phone.locator("#address").fill("siti@contoh.test")
    phone.locator("#mail form button").click()
    _look(phone)
    phone.locator("a[href$='/other-time/']").click()
    _choose(phone, 2)
    expect(phone.locator(".notice.good")).to_be_visible()
    made = Appointment.objects.get(state="confirmed")
    address = phone.url
    _at(city, made.starts_at - timedelta(minutes=5))
    phone.goto(address)
    _look(phone)
    phone.locator("form[action$='/arrival/'] button").click()
    phone.wait_for_url("**/t/**")

    assert Ticket.objects.get().placed_at == made.starts_at
    phone.goto(address)
    _look(phone)
    phone.goto("/appointments/arrival/")
    phone.locator("#code").fill("ZZZ ZZZ")
    phone.locator("main form button").click()
    _look(phone)


def test_the_office_sees_what_is_left_and_who_is_expected(city: City) -> None:
    from tuntas.domains.counters import actions
    from tuntas.domains.counters.queries import appointments
    from tuntas.platform import clock
    from tuntas.platform.actors import PUBLIC

    _room()
    at = clock.now()
    first = appointments.office_offering(w.OFFICE, at).next_free("A", at)
    assert first
    held = actions.hold(w.OFFICE, service=w.SERVICE, starts_at=first.starts_at, by=PUBLIC, at=at)
    actions.confirm(held.token, by=PUBLIC, at=at)
    desk = city.desktop()
    office.sign_in(desk, office.HEAD)
    desk.goto(f"/staff/offices/{w.OFFICE}/appointments/")
    expect(desk.locator("table tbody tr")).to_have_count(15)
    _look(desk, 320)
    desk.goto(f"/staff/offices/{w.OFFICE}/appointments/{held.pk}/other-time/")
    _choose(desk, 1)
    _look(desk, 320)
    desk.goto(f"/staff/offices/{w.OFFICE}/appointments/policy/")
    desk.locator("#id_share_percent").fill("120")
    desk.locator("main form button").last.click()
    expect(desk.locator("#id_share_percent_error")).to_be_visible()
    _look(desk, 320)


def _room() -> None:
    from tuntas.domains.counters import actions
    from tuntas.platform import clock
    from tuntas.platform.actors import SYSTEM

    w.world(clock.now())
    for number in (1, 2):
        actions.set_up_counter(w.OFFICE, number, letters="A", by=SYSTEM, at=clock.now())


def _choose(phone: Page, day: int) -> None:
    """A day that has not begun: none of its times passes while somebody looks."""
    phone.locator(".days a").nth(day).click()
    phone.wait_for_url("**#times")
    expect(phone.locator(".days a").nth(day)).to_have_attribute("aria-current", "true")
    phone.locator(".times label").first.click()
    phone.locator("main form .actions button").click()
    phone.wait_for_url(re.compile("/appointments?/[^/]+/$"))


def _look(page: Page, width: int = 320) -> None:
    before = page.viewport_size
    assert before
    axe(page)
    fits(page, width)
    thumbs(page)
    page.set_viewport_size(before)


def _at(city: City, moment: object) -> None:
    from tuntas.platform import clock

    city.later(seconds=(moment - clock.now()).total_seconds())  # type: ignore[operator]
