"""Where an administrator finds the page of the system: in the bar of every page of staff."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.platform.ui import desk

from .access import can_see_system


def register() -> None:
    desk.register_place(desk.Contribution("system", _("System"), "operations:system", can_see_system, rank=90))
