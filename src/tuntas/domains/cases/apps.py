"""How Django finds the cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tuntas.domains.cases"
    label = "cases"

    def ready(self) -> None:
        from tuntas.domains.offices.queries import register_held

        from . import doors
        from .queries.stranded import held_cases

        doors.open_doors()
        register_held(held_cases)
