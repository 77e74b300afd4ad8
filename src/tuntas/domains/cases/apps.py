"""How Django finds the cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tuntas.domains.cases"
    label = "cases"

    def ready(self) -> None:
        from . import doors

        doors.open_doors()
