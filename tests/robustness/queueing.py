"""People who take numbers, an officer who calls, and a board that follows, all of them at a running house."""

from __future__ import annotations

import http.client
import json
import re
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.robustness.house import TO_COME_BACK, House
from tuntas.config.benches.walk import signed_in
from tuntas.config.benches.wire import BadAnswer, Visitor, Wire
from tuntas.config.cluster import ADMIN

OFFICE, POSTER = "31.71.01.1001", "a" * 26
OFFICER = "Petugas Peragaan Satu"
# Open now and tomorrow, whatever the hour: midnight may pass meanwhile.
_OPEN = """
insert into counters_day (business_day, office_code, opens_at, closes_at, issued, waiting, at_counters, counters_open,
                          last_call, passed_over, version)
select (now() at time zone 'Asia/Jakarta')::date + later, %s, now() - interval '1 hour', now() + interval '1 day',
       0, 0, 0, 0, 0, 0, 0 from generate_series(0, 1) as later
on conflict (business_day, office_code) do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at
"""
_POSTER = "insert into counters_queuecode (code, office_code, made_by, made_at) values (%s, %s, %s, now())"


@dataclass
class Person:
    """One browser that sends one form under one key, until it is answered."""

    house: House
    path: str
    fields: dict[str, str]
    visitor: Visitor = field(default_factory=Visitor)
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    answers: list[str] = field(default_factory=list)

    def send(self) -> str:
        """Where the answer leads; nothing when the line was cut."""
        try:
            wire = Wire(self.house.port)
            answer = wire.post(self.path, self.visitor, key=self.key, **self.fields)
            wire.close()
        except (OSError, BadAnswer):
            return ""
        self.answers.append(answer.headers.get("location", str(answer.status)))
        return self.answers[-1]

    def sends(self) -> threading.Thread:
        thread = threading.Thread(target=self.send)
        thread.start()
        return thread


class Board(threading.Thread):
    """Follows the office as a board does: what it heard last, and each call when it was first told."""

    def __init__(self, house: House) -> None:
        super().__init__(daemon=True)
        self.port = house.port + 1
        self.news: dict[str, Any] = {}
        self.calls: list[int] = []
        self.start()

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TO_COME_BACK)
        connection.request("GET", f"/live/office/{OFFICE}")
        try:
            for line in connection.getresponse():
                if line.startswith(b"data: {"):
                    self._hear(json.loads(line.removeprefix(b"data: "))[f"office/{OFFICE}/"])
        except (OSError, http.client.HTTPException):
            return  # the house ends, and this stream with it

    def _hear(self, news: dict[str, Any]) -> None:
        self.calls += sorted(call[0] for call in news["calls"] if call[0] not in self.calls)
        self.news = news


class Room:
    """The waiting room of one office of a house, with an officer at its first counter."""

    def __init__(self, house: House) -> None:
        self.house = house
        with psycopg.connect(house.cluster.url(ADMIN)) as admin:
            admin.execute(_OPEN, [OFFICE])
            admin.execute(_POSTER, [POSTER, OFFICE, uuid.uuid4()])
        wire = Wire(house.port)
        self.officer = signed_in(wire, OFFICER)
        counter = self._on_the_page(wire, "counter")
        wire.post("/desk/calling/open/", self.officer, key=str(uuid.uuid4()), counter=counter)
        self.session = self._on_the_page(wire, "session")
        wire.close()

    def phone(self) -> Person:
        return Person(self.house, f"/q/{OFFICE}/{POSTER}/", {"letter": "A"})

    def press(self, verb: str = "next") -> Person:
        """One press of the officer's."""
        return Person(self.house, f"/desk/calling/{verb}/", {"session": self.session}, visitor=self.officer)

    def faults(self, people: list[Person], presses: list[Person]) -> list[str]:
        """Who has no number, or one that somebody has too; numbers that nobody holds; calls that nobody made."""
        with psycopg.connect(self.house.cluster.url(ADMIN)) as admin:
            held = admin.execute("select token, number from counters_ticket where office_code = %s", [OFFICE])
            numbers: dict[str, int] = dict(held)
            calls = admin.execute("select sequence from counters_call where office_code = %s", [OFFICE])
            sequences = sorted(row[0] for row in calls)
        found = [f"{len(numbers)} numbers for {len(people)}"] if len(numbers) != len(people) else []
        got = [{numbers.get(answer.split("/")[-2], 0) for answer in one.answers} for one in people]
        found += [f"{len(one)} numbers for one" for one in got if len(one) != 1]
        if sorted(numbers.values()) != list(range(1, len(numbers) + 1)):
            found.append(f"gaps or doubles: {sorted(numbers.values())}")
        if sequences != list(range(1, len(presses) + 1)):
            found.append(f"calls {sequences} for {len(presses)}")
        return found

    def _on_the_page(self, wire: Wire, name: str) -> str:
        page = wire.get("/desk/calling/", self.officer).body.decode()
        found = re.search(rf'name="{name}" value="([^"]+)"', page)
        assert found, f"The page names no {name}."
        return found[1]
