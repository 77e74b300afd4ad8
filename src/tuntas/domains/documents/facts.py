"""What happens to a document."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

DOCUMENT_FROZEN = fact("document.frozen", _("Document ordered"))
DOCUMENT_RENDERED = fact("document.rendered", _("Card ready for printing"))
DOCUMENT_PRINTED = fact("document.printed", _("Card printed on its blank"))
DOCUMENT_READY = fact("document.ready", _("Document ready"))
DOCUMENT_RELEASED = fact("document.released", _("Documents released to the proved identity"))
DOCUMENT_HANDED_OVER = fact("document.handed_over", _("Card handed over"))
DOCUMENT_REPLACED = fact("document.replaced", _("Document replaced"))
DOCUMENT_WITHDRAWN = fact("document.withdrawn", _("Document withdrawn"))
DOCUMENT_OPENED = fact("document.opened", _("Document file opened"))
