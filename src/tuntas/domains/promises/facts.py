"""What happens to promises, in words."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

STARTED = fact("promise.started", _("The promise began"))
PAUSED = fact("promise.paused", _("The clock stopped: waiting for the applicant"))
RESUMED = fact("promise.resumed", _("The clock runs again"))
CONTESTED = fact("promise.pause_contested", _("The stop was contested: the clock runs until it is decided"))
PAUSE_ERASED = fact("promise.pause_erased", _("The stop was overturned: it does not count"))
DUE_MOVED = fact("promise.due_moved", _("Due at another time, because opening hours changed"))
KEPT = fact("promise.kept", _("The promise was kept"))
BROKEN = fact("promise.broken", _("The promise was broken"))
DELIVERED_LATE = fact("promise.delivered_late", _("Done after the promised time"))
VOIDED = fact("promise.voided", _("The promise ended without a result"))
CAUSE_REPORTED = fact("cause.reported", _("Cause of delay reported"))
CAUSE_ENDED = fact("cause.ended", _("Cause of delay ended"))
