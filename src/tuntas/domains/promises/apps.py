"""How Django finds the promises."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromisesConfig(AppConfig):
    name = "tuntas.domains.promises"
    label = "promises"
    verbose_name = _("Promises")

    def ready(self) -> None:
        from tuntas.domains.offices.actions import register_foresight

        from .actions import count_moving

        register_foresight(count_moving)
