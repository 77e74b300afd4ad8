"""How Django finds messaging."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "tuntas.domains.messaging"
    label = "messaging"
    verbose_name = _("Messages")
