"""Every address, by front door."""

from __future__ import annotations

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

DOORS = (
    ("", "tuntas.domains.portal.urls"),
    ("", "tuntas.domains.public.urls"),
    ("desk/", "tuntas.domains.desk.urls"),
    ("staff/", "tuntas.domains.offices.urls"),
    ("", "tuntas.domains.documents.urls"),
    ("", "tuntas.domains.satisfaction.urls"),
    ("", "tuntas.domains.messaging.urls"),
    ("", "tuntas.platform.journal.urls"),
    ("", "tuntas.platform.files.urls"),
    ("", "tuntas.platform.ui.urls"),
)


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module)) for prefix, module in DOORS if _is_there(module)
]
