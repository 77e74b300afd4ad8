"""What is done again and again, how often, and by whom: one table."""

from __future__ import annotations

from .steward import Duty


def duties() -> list[Duty]:
    from tuntas.domains.cases import schedule as cases
    from tuntas.domains.messaging import actions as messaging
    from tuntas.domains.promises import watch
    from tuntas.platform import clock, idempotency, jobs
    from tuntas.platform.files import actions as files
    from tuntas.platform.journal import sequencer

    return [
        Duty("order and sign the journal", 0.5, lambda: sequencer.turn(at=clock.now())),
        Duty("notice broken promises", 1, watch.look),
        Duty("rescue jobs of dead workers", 5, jobs.rescue_stalled),
        Duty("end old drafts", 3600, lambda: cases.end_old_drafts(clock.now())),
        Duty("mend broken-off sendings", 60, lambda: messaging.sweep(clock.now())),
        Duty("sweep stale uploads", 600, lambda: files.sweep(clock.now())),
        Duty("forget old outcomes", 3600, lambda: idempotency.sweep(clock.now())),
    ]
