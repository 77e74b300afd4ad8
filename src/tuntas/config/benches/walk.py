"""The clients of a lifecycle: each keeps its connection and walks one prepared draft after the other."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .clients import at_once
from .drafts import OFFICE
from .wire import Answer, BadAnswer, Visitor, Wire


@dataclass(frozen=True)
class Draft:
    """What a client knows of a draft."""

    case: str
    link: str
    session: str
    papers: tuple[str, ...]


@dataclass
class Clients:
    """What the clients did."""

    done: int = 0
    seconds: float = 0.0
    steps: dict[str, list[float]] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Lifecycles per second."""
        return self.done / self.seconds


class Walker:
    """One client with an officer's and a registrar's browser."""

    def __init__(self, port: int, *, officer: str, registrar: str) -> None:
        self.wire = Wire(port)
        self.officer = signed_in(self.wire, officer)
        self.registrar = signed_in(self.wire, registrar)
        self.steps: dict[str, list[float]] = {}

    def lifecycle(self, draft: Draft) -> None:
        """Submit, take, tick the papers and accept, approve, open the case's page."""
        case = f"/desk/cases/{draft.case}/"
        self.submit(draft)
        self._desk("take", f"{case}take/", self.officer)
        self._desk("accept", f"{case}acceptance/", self.officer, seen=draft.papers)
        self._desk("approve", f"{case}approval/", self.registrar)
        self._timed("page", lambda: expect(self.wire.get(case, self.officer), 200))
        # What was said to the registrar is read by nobody here; a browser would have shown it.
        self.registrar.cookies.pop("messages", None)

    def submit(self, draft: Draft) -> float:
        """Hand the draft in; how long the answer took."""
        resident = Visitor(draft.session)
        fields = {"key": str(uuid.uuid4()), "office": OFFICE, "send": "1"}

        def ask() -> None:
            answer = expect(self.wire.post(f"/apply/{draft.link}/check/", resident, **fields), 200)
            if b'name="send"' in answer.body:
                raise BadAnswer("The draft was not accepted as complete.")

        return self._timed("submit", ask)

    def _desk(self, step: str, path: str, by: Visitor, **fields: str | tuple[str, ...]) -> None:
        fields["key"] = str(uuid.uuid4())
        self._timed(step, lambda: expect(self.wire.post(path, by, **fields), 302))

    def _timed(self, step: str, ask: object) -> float:
        began = time.perf_counter()
        ask()  # type: ignore[operator]
        took = time.perf_counter() - began
        self.steps.setdefault(step, []).append(took)
        return took


def expect(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise BadAnswer(f"{answer.status} instead of {status}: {answer.headers.get('location', '')}")
    return answer


def signed_in(wire: Wire, name: str) -> Visitor:
    """A browser that clicked on this member of the cast."""
    visitor = Visitor()
    page = expect(wire.get("/staff/sign-in/", visitor), 200).body.decode()
    # Each button with what follows it until the next one, however the page is drawn.
    found = re.findall(r'name="staff"\s+value="([^"]+)"(.*?)(?=name="staff"|</form>)', page, re.DOTALL)
    staff = next((key for key, text in found if name in text), None)
    if staff is None:
        raise BadAnswer(f"The sign-in page does not list {name}.")
    expect(wire.post("/staff/cast/", visitor, staff=staff), 302)
    return visitor


def read_drafts(file: Path) -> deque[Draft]:
    rows = (json.loads(line) for line in file.read_text().splitlines())
    return deque(Draft(row["case"], row["link"], row["session"], tuple(row["papers"])) for row in rows)


def walk(walkers: Sequence[Walker], drafts: deque[Draft], *, seconds: float) -> Clients:
    """Let all clients work for so long; a lifecycle counts when it ends within the time."""
    clients = Clients()
    until = time.perf_counter() + seconds

    def work(walker: Walker) -> None:
        while time.perf_counter() < until:
            walker.lifecycle(drafts.popleft())
            if time.perf_counter() <= until:
                clients.done += 1

    at_once(work, walkers)
    clients.seconds = seconds
    for walker in walkers:
        for step, taken in walker.steps.items():
            clients.steps.setdefault(step, []).extend(taken)
        walker.steps = {}
    return clients
