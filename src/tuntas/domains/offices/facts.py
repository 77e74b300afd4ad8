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
STAFF_SEEN = fact("staff.seen", _("Looked at by somebody in charge"))
PEOPLE_LISTED = fact("office.people_listed", _("List of people looked at"))
PEOPLE_EXPORTED = fact("office.people_exported", _("List of people taken out as a file"))
PEOPLE_IMPORTED = fact("office.people_imported", _("List of people brought in from a file"))
STAFF_CORRECTED = fact("staff.corrected", _("Name or e-mail address corrected"))
POSTING_CORRECTED = fact("staff.posting_corrected", _("Posting to come corrected"))
POSTING_WITHDRAWN = fact("staff.posting_withdrawn", _("Posting to come taken back"))
STAFF_INVITED = fact("staff.invited", _("One-time link made"))
LINK_WITHDRAWN = fact("staff.link_withdrawn", _("One-time link withdrawn"))
STAFF_ENTERED = fact("staff.entered", _("Password set by the one-time link"))
SECOND_STEP_ADDED = fact("staff.second_step_added", _("Second step added"))
SECOND_STEP_REMOVED = fact("staff.second_step_removed", _("Second step removed"))
RECOVERY_ASKED = fact("staff.recovery_asked", _("Recovery asked for by somebody in charge"))
RECOVERY_CONFIRMED = fact(
    "staff.recovery_confirmed", _("Recovery confirmed by a second person: old second steps end")
)
RECOVERY_REFUSED = fact("staff.recovery_refused", _("Recovery not confirmed"))
LEAVING_PLANNED = fact("staff.leaving_planned", _("Day of leaving set"))
LEAVING_UNDONE = fact("staff.leaving_undone", _("Day of leaving taken back"))
STAFF_LEFT = fact("staff.left", _("Account switched off"))
STAFF_RETURNED = fact("staff.returned", _("Taken on again: the old ways to enter stay ended"))
OFFICE_ADDED = fact("office.added", _("Office added"))
OFFICE_CHANGED = fact("office.changed", _("Office described anew"))
OFFICE_ENDED = fact("office.ended", _("Last day of an office set"))
PLACES_LOADED = fact("office.places_loaded", _("Coordinates or boundaries loaded"))
