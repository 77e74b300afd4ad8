"""What the promise clock shows: a pure step from figures to the face that `ui/_clock.html` draws."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    WAITING = "waiting"  # the file is not complete yet: nothing counts
    ON_TIME = "on_time"
    NEARLY_LATE = "nearly_late"
    LATE = "late"  # past its due time and still open
    PAUSED = "paused"  # only waiting for the applicant pauses
    KEPT = "kept"
    BROKEN = "broken"  # ready, but after its due time


OPEN = frozenset({State.ON_TIME, State.NEARLY_LATE, State.LATE})

# A fifth of the promise, yet never less than three minutes: time enough for someone to step in.
WARN_SHARE = 5
WARN_AT_LEAST_SECONDS = 180


@dataclass(frozen=True)
class ClockFace:
    """One promise as a person sees it; lengths are office time, `due_at` is a moment."""

    state: State
    minutes_total: int
    seconds_left: int = 0  # negative once it is late
    due_at: datetime | None = None
    seen_at: datetime | None = None  # when the face was read: a due time of today needs no date
    running: bool = False  # False while the office is closed or the promise is paused
    resumes_at: datetime | None = None  # when counting goes on, if it stands still because the office is closed
    stops_in_seconds: int | None = None  # the office closes then: the page must not count further
    took_minutes: int | None = None
    cause: str = ""  # why it is late or paused, as a sentence
    next_step: str = ""  # what happens now, as a sentence
    confirmed: bool = True  # False: the agency has not confirmed this promise's length

    @property
    def minutes_left(self) -> int:
        """Whole minutes that may still be used; a started minute counts, so it never shows 0 while time is left."""
        return -(-max(0, self.seconds_left) // 60)

    @property
    def minutes_over(self) -> int:
        """Whole minutes past the due time; the first second already counts as a minute."""
        return -(-max(0, -self.seconds_left) // 60)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def in_seconds(self) -> bool:
        """In the last minute the figure counts seconds."""
        return self.is_open and 0 < self.seconds_left < 60

    @property
    def figure(self) -> int:
        """The one large number on the face."""
        if self.state in (State.KEPT, State.BROKEN):
            return self.took_minutes or 0
        if self.state is State.WAITING:
            return self.minutes_total
        if self.state is State.LATE:
            return self.minutes_over
        return self.seconds_left if self.in_seconds else self.minutes_left

    @property
    def seconds_total(self) -> int:
        return self.minutes_total * 60

    @property
    def seconds_gone(self) -> int:
        """How much of the ring is empty."""
        if self.state in (State.WAITING, State.KEPT):
            return 0
        return min(self.seconds_total, max(0, self.seconds_total - self.seconds_left))

    @property
    def warn_seconds(self) -> int:
        return warn_seconds(self.minutes_total)

    @property
    def minutes_cut(self) -> str:
        """The dash pattern (in seconds along the ring) that cuts the ring into its minutes."""
        return f"{self._slit} {round(self._slit_step - self._slit, 2)}"

    @property
    def cut_offset(self) -> str:
        """Half a slit: each then lies across its minute's end (Chromium tears one that begins on the circle's seam)."""
        return f"{self._slit / 2:.2f}"

    @property
    def _slit_step(self) -> int:
        return 60 if self.minutes_total <= 60 else self.seconds_total // 12

    @property
    def _slit(self) -> float:
        """About 1.6 of the ring's 327 units, less where the minutes stand close."""
        return round(min(self.seconds_total * 1.6 / 327, self._slit_step * 0.22), 2)


def warn_seconds(minutes_total: int) -> int:
    """From how many seconds left on a promise counts as nearly late."""
    return max(WARN_AT_LEAST_SECONDS, minutes_total * 60 // WARN_SHARE)


def face(
    *,
    minutes_total: int,
    seconds_left: int | None = None,
    due_at: datetime | None = None,
    seen_at: datetime | None = None,
    running: bool = True,
    paused: bool = False,
    took_seconds: int | None = None,
    resumes_at: datetime | None = None,
    stops_in_seconds: int | None = None,
    cause: str = "",
    next_step: str = "",
    confirmed: bool = True,
) -> ClockFace:
    """The face of a promise: `seconds_left` None means not started, `took_seconds` given means it has ended."""
    state = _state(minutes_total, seconds_left, paused, took_seconds)
    return ClockFace(
        state=state,
        minutes_total=minutes_total,
        seconds_left=_left(minutes_total, seconds_left, took_seconds),
        due_at=due_at,
        seen_at=seen_at,
        running=running and state in OPEN,
        resumes_at=resumes_at,
        stops_in_seconds=stops_in_seconds,
        took_minutes=None if took_seconds is None else max(1, -(-took_seconds // 60)),
        cause=cause,
        next_step=next_step,
        confirmed=confirmed,
    )


def _left(minutes_total: int, seconds_left: int | None, took_seconds: int | None) -> int:
    if took_seconds is not None:
        return minutes_total * 60 - took_seconds
    return minutes_total * 60 if seconds_left is None else seconds_left


def _state(minutes_total: int, seconds_left: int | None, paused: bool, took_seconds: int | None) -> State:
    if took_seconds is not None:
        return State.KEPT if took_seconds <= minutes_total * 60 else State.BROKEN
    if seconds_left is None:
        return State.WAITING
    if paused:
        return State.PAUSED
    if seconds_left < 0:
        return State.LATE
    return State.NEARLY_LATE if seconds_left <= warn_seconds(minutes_total) else State.ON_TIME
