"""The parts that every promise clock is drawn from. In Python, because a queue draws them a hundred times a page."""

from __future__ import annotations

from functools import cache

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tuntas.platform.clock import now

from . import dates
from .clock import OPEN, ClockFace, State


def data(face: ClockFace) -> SafeString:
    """The attributes from which `clock.js` counts on."""
    if not face.is_open:
        return format_html('data-state="{}"', face.state.value)
    due = f' data-due="{face.due_at.isoformat()}"' if face.due_at else ""
    stops = f' data-stops-in-seconds="{face.stops_in_seconds}"' if face.stops_in_seconds is not None else ""
    running = "true" if face.running else "false"
    # Numbers, a moment and words of our own: nothing here that anybody typed.
    return mark_safe(  # noqa: S308
        f'data-state="{face.state.value}" data-clock data-left-seconds="{face.seconds_left}" '
        f'data-total-seconds="{face.seconds_total}" data-warn-seconds="{face.warn_seconds}" '
        f'data-running="{running}"{due}{stops}{_words_to_count_with(get_language())}'
    )


def ring(face: ClockFace, *, cuts: bool = False) -> SafeString:
    """The ring that empties; `cuts` divides it into its minutes."""
    total = face.seconds_total
    cut = (
        f'<circle class="ring-cuts" cx="60" cy="60" r="52" pathLength="{total}" '
        f'stroke-dasharray="{face.minutes_cut}" stroke-dashoffset="{face.cut_offset}"/>'
        if cuts
        else ""
    )
    return mark_safe(  # noqa: S308 – numbers only
        '<svg class="clock-ring" viewBox="0 0 120 120" aria-hidden="true" focusable="false">'
        '<g class="ring" transform="matrix(0 -1 -1 0 120 120)"><circle class="ring-track" cx="60" cy="60" r="52"/>'
        f'<circle class="ring-left" cx="60" cy="60" r="52" pathLength="{total}" stroke-dasharray="{total}" '
        f'stroke-dashoffset="{face.seconds_gone}" data-clock-ring/>{cut}</g>'
        '<rect class="ring-over" x="9" y="9" width="102" height="102" rx="7"/></svg>'
    )


def unit(face: ClockFace) -> str:
    """What the figure counts."""
    number = face.figure
    if face.state is State.LATE:
        return ngettext("minute over", "minutes over", number)
    if face.state in (State.KEPT, State.BROKEN, State.WAITING):
        return ngettext("minute", "minutes", number)
    if face.in_seconds:
        return ngettext("second left", "seconds left", number)
    return ngettext("minute left", "minutes left", number)


def words(face: ClockFace) -> SafeString:
    """The state as a sign and a word; of an open clock all three, of which the page shows the one that holds."""
    return _words(face.state, get_language())


def due(face: ClockFace, *, checking: bool = False) -> SafeString:
    """By when, and that it should have been by then: the page shows the one that holds."""
    if face.due_at is None:
        return SafeString()
    language, zone = get_language() or "id", timezone.get_current_timezone()
    when = {"when": dates.due(face.due_at, seen_at=face.seen_at or now(), language=language, zone=zone)}
    before, missed = (
        (_("checked before %(when)s"), _("should have been checked before %(when)s"))
        if checking
        else (_("ready before %(when)s"), _("should have been ready before %(when)s"))
    )
    return mark_safe(  # noqa: S308 – a moment and words of our own
        f'<p class="clock-due" data-states="on_time nearly_late">{escape(before % when)}</p>\n'
        f'<p class="clock-due" data-states="late">{escape(missed % when)}</p>'
    )


def small(face: ClockFace) -> SafeString:
    """The whole clock on one line, for queues and tables."""
    picture = ring(face) if face.is_open else format_html('<span class="sign">{}</span>', sign(face.state))
    return mark_safe(  # noqa: S308 – parts from above
        f'<span class="clock-small" {data(face)}>{picture}<span><strong data-clock-figure>{face.figure}</strong> '
        f'<span data-clock-unit>{escape(unit(face))}</span></span><span class="unseen">{words(face)}</span></span>'
    )


@cache
def sign(name: str) -> SafeString:
    """The drawing that says the state without colour."""
    return render_to_string("ui/_sign.html", {"sign": str(name)})


@cache
def _words(state: State, language: str | None) -> SafeString:
    if state in OPEN:
        names = {State.ON_TIME: _("On time"), State.NEARLY_LATE: _("Nearly late"), State.LATE: _("Late")}
        spans = [
            f'<span class="sign" data-states="{one}">{sign(one)}{escape(name)}</span>'
            for one, name in names.items()
        ]
        return mark_safe("".join(spans))  # noqa: S308 – words of our own
    names = {State.KEPT: _("Promise kept"), State.BROKEN: _("Ready, but late"), State.PAUSED: _("Paused")}
    return format_html('<span class="sign">{}{}</span>', sign(state), names.get(state, _("Not started yet")))


@cache
def _words_to_count_with(language: str | None) -> str:
    words_of = {
        "minutes": ngettext("minute left", "minutes left", 2),
        "minutes-one": ngettext("minute left", "minutes left", 1),
        "seconds": ngettext("second left", "seconds left", 2),
        "seconds-one": ngettext("second left", "seconds left", 1),
        "over": ngettext("minute over", "minutes over", 2),
        "over-one": ngettext("minute over", "minutes over", 1),
    }
    return "".join(f' data-{name}="{escape(text)}"' for name, text in words_of.items())
