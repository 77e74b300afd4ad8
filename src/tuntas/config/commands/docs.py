"""Writes the generated references: settings, states, facts, routes, access. `check` fails when one is out of date.

./tuntas docs [check]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tuntas.config import env
from tuntas.config.session import ROOT

MADE = "<!-- Made by `./tuntas docs`; change the source, not this file. -->\n\n"


def main(argv: list[str]) -> int:
    out_of_date = []
    for path, make in _references().items():
        text = make()
        if argv[:1] == ["check"]:
            if not path.exists() or path.read_text() != text:
                out_of_date.append(path.relative_to(ROOT))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name in out_of_date:
        print(f"{name} is out of date: run `./tuntas docs`.")
    return 1 if out_of_date else 0


def _references() -> dict[Path, Callable[[], str]]:
    reference = ROOT / "docs" / "reference"
    return {
        ROOT / ".env.example": env.example,
        reference / "settings.md": _settings,
        reference / "case-states.md": _case_states,
        reference / "facts.md": _facts,
        reference / "routes.md": _routes,
        reference / "record-of-processing.md": _processing,
        reference / "metrics.md": _metrics,
        reference / "access.md": _access,
        reference / "limits.md": _limits,
    }


def _settings() -> str:
    rows = [
        f"| `{row.name}` | {f'`{row.default}`' if row.default else '–'} | {row.purpose} |" for row in env.TABLE
    ]
    return MADE + "# Settings\n\n| Name | Default | What for |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _case_states() -> str:
    from tuntas.domains.cases import workflow

    return MADE + f"# States of a case\n\n```mermaid\n{workflow.diagram()}\n```\n"


def _facts() -> str:
    from django.utils import translation

    from tuntas.platform.journal.names import REGISTERED

    rows = []
    for name in sorted(REGISTERED):
        with translation.override("en"):
            english = str(REGISTERED[name])
        with translation.override("id"):
            rows.append(f"| `{name}` | {english} | {REGISTERED[name]} |")
    return MADE + "# Facts\n\n| Name | English | Indonesia |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _routes() -> str:
    """Every address with the view that answers it: the code of any button in a minute."""
    from django.urls import URLPattern, URLResolver, get_resolver

    rows: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, address)
            else:
                view = getattr(pattern.callback, "view_class", pattern.callback)
                module = view.__module__.removeprefix("tuntas.")
                rows.append(f"| `/{address}` | `{module}.{getattr(view, '__name__', type(view).__name__)}` |")

    walk(list(get_resolver().url_patterns), "")
    return MADE + "# Addresses\n\n| Address | View |\n|---|---|\n" + "\n".join(sorted(rows)) + "\n"


def _limits() -> str:
    from django.urls import get_resolver

    from tuntas.platform.limits.views import DECLARED

    # A limit is declared where its view is written.
    list(get_resolver().url_patterns)
    rows = [
        f"| {kind} | {by} | {rate.at_once} | {rate.a_minute:g} |"
        for kind, (by, rate) in sorted(DECLARED.items())
    ]
    head = "# How often is too often\n\n| What | By | At once | Then a minute |\n|---|---|---|---|\n"
    return MADE + head + "\n".join(rows) + "\n"


def _access() -> str:
    from tuntas.config import matrix

    return MADE + matrix.page()


def _metrics() -> str:
    from tuntas.config.operations import figures

    return MADE + figures.table()


def _processing() -> str:
    from django.utils import translation

    from tuntas.domains.catalogue import queries as catalogue
    from tuntas.platform import forms

    parts = [MADE + "# Record of processing (UU 27/2022 article 31)\n"]
    with translation.override("en"):
        for service in sorted(catalogue.services(), key=lambda one: (one.code, one.version)):
            parts.append(f"\n## {service.code}, version {service.version}\n")
            parts.append("| Datum | Purpose | Law | Kept |\n|---|---|---|---|")
            parts += [
                f"| `{row.field}` {row.label} | {row.purpose or ''} | {row.law or ''} | {row.retention or ''} |"
                for row in forms.record_of_processing(service.form)
            ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    import django

    from tuntas.config.commands.translations import compile_all

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")
    compile_all()
    django.setup()
    sys.exit(main(sys.argv[1:]))
