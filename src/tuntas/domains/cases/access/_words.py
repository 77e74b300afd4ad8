"""Who serves residents, and refusals that several kinds of verbs share."""

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role

AT_THE_COUNTER = frozenset({Role.OFFICER, Role.REGISTRAR, Role.HEAD_OF_UNIT})
NOT_YOUR_OFFICE = _("Only the office that keeps this case may do this.")
NOT_AT_THE_COUNTER = _("Only those who serve residents at this office do this.")
