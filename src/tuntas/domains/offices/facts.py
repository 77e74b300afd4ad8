"""What happens to offices and the people who work there, in words."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

REFERENCE_LOADED = fact("office.reference_loaded", _("Regions and offices loaded"))
CALENDAR_CHANGED = fact("office.calendar_changed", _("Opening hours changed"))
STAFF_ADDED = fact("staff.added", _("Staff member added"))
STAFF_POSTED = fact("staff.posted", _("Staff member posted to an office"))
POSTING_ENDED = fact("staff.posting_ended", _("Posting ended"))
FAMILY_DECLARED = fact("staff.family_declared", _("Own family declared"))
FAMILY_CORRECTED = fact("staff.family_corrected", _("A number of the own family taken back"))
