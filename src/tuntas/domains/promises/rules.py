"""By when is a promise due, how much of it is left, and was it kept? Pure, to the whole second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from tuntas.domains.offices.rules import Calendar

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Kind(StrEnum):
    """Two clocks run on a case: from submitting to the decision that the file is complete, and from there to ready."""

    ACCEPT = "accept"
    DELIVER = "deliver"


class State(StrEnum):
    """Broken is decided once and stays; void counts what was refused or withdrawn, never as kept."""

    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"
    VOID = "void"


class PauseReason(StrEnum):
    """The only thing that stops a clock. Everything else is a cause of delay, and the clock runs on."""

    APPLICANT = "waiting_for_applicant"


class Cause(StrEnum):
    """Why an office is late: to the resident none of these is an excuse."""

    SYSTEM = "system"
    NETWORK = "network"
    BLANKS = "blanks"
    SIGNATURE = "signature"
    PAPERS = "papers"
    STAFF = "staff"
    OTHER_AGENCY = "other_agency"


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that does not count; without an end it still lasts."""

    from_at: datetime
    to_at: datetime | None = None


def whole_second(at: datetime) -> datetime:
    """The second that a moment lies in. Promises know no fractions, so what is shown and what is judged agree."""
    return at.astimezone(UTC).replace(microsecond=0)


def due_at(start: datetime, minutes: int, calendar: Calendar, pauses: Sequence[Pause] = ()) -> datetime | None:
    """The last moment that still keeps the promise; None while an open pause leaves it undecided."""
    remaining = timedelta(minutes=minutes)
    for begins, ends in _counted(start, pauses):
        if ends == END_OF_TIME:
            return calendar.add_open_time(begins, remaining)
        passed = calendar.open_time_between(begins, ends)
        if passed >= remaining:
            return calendar.add_open_time(begins, remaining)
        remaining -= passed
    return None


def office_seconds_between(
    start: datetime, end: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> int:
    """Whole seconds from `start` to `end` in which the office was open and nobody waited for the applicant."""
    passed = timedelta()
    for begins, ends in _counted(start, pauses):
        passed += calendar.open_time_between(begins, min(ends, end))
    return passed // timedelta(seconds=1)


def left(start: datetime, minutes: int, at: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
    """Office seconds that are left at a moment; negative once the promise is late."""
    return minutes * 60 - office_seconds_between(start, at, calendar, pauses)


def is_kept(ended_at: datetime, due: datetime) -> bool:
    """Whether what ended in this second ended in time: the due second itself still keeps the promise."""
    return whole_second(ended_at) <= whole_second(due)


def _counted(start: datetime, pauses: Sequence[Pause]) -> Iterator[tuple[datetime, datetime]]:
    """The stretches from `start` on that count, in order; the last one has no end unless a pause still lasts."""
    begins = start
    for pause in sorted(pauses, key=lambda pause: pause.from_at):
        if pause.from_at > begins:
            yield begins, pause.from_at
        if pause.to_at is None:
            return
        begins = max(begins, pause.to_at)
    yield begins, END_OF_TIME
