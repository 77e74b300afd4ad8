"""Which office takes an application, by whichever way it comes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform.decisions import YES, Decision


def can_receive(office: OfficeRow | None, service: Service, *, on: date) -> Decision:
    """Whether an office takes applications for this service on a day: it is there, and of the right kind."""
    if office is None:
        return Decision(_("There is no such office. Choose another one."))
    if office.active_to and office.active_to < on:
        return Decision(
            _("This office has closed for good and takes no more applications. Choose another one.")
        )
    if not office.is_active_on(on):
        return Decision(_("This office has not opened yet. Choose another one."))
    if office.kind not in service.served_at.kinds:
        return Decision(_("This office does not take applications for this service. Choose another one."))
    return YES
