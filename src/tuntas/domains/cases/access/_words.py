"""Refusals that several kinds of verbs share."""

from django.utils.translation import gettext_lazy as _

NOT_YOUR_OFFICE = _("Only the office that keeps this case may do this.")
