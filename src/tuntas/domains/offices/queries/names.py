"""What roles and employments are called."""

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Employment, Role

_ROLES = {
    Role.OFFICER: _("Counter officer"),
    Role.REGISTRAR: _("Civil registrar"),
    Role.HEAD_OF_UNIT: _("Head of unit"),
    Role.AGENCY_HEAD: _("Head of the agency"),
    Role.ADMINISTRATOR: _("Administrator"),
}
_EMPLOYMENTS = {
    Employment.PNS: _("Civil servant"),
    Employment.PPPK: _("Civil servant under contract"),
    Employment.PJLP: _("Contract worker"),
}


def role_name(role: str) -> str:
    """The role in the reader's language; an unknown code is shown as it is."""
    return str(_ROLES[Role(role)]) if role in _ROLES else role


def employment_name(employment: str) -> str:
    return str(_EMPLOYMENTS[Employment(employment)]) if employment in _EMPLOYMENTS else employment
