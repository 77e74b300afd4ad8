"""How Django finds the register, and the code lists that it offers to forms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "tuntas.domains.register"
    label = "register"
    verbose_name = _("Register")

    def ready(self) -> None:
        from tuntas.platform.forms import register_options

        from .lists import NAMES, provider

        for name in NAMES:
            register_options(name, provider(name))
