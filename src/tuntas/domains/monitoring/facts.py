"""What a head of unit leaves behind besides the verbs of cases."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

EXCEPTION_ACKNOWLEDGED = fact("case.exception_acknowledged", _("The level above read why it was an emergency"))
