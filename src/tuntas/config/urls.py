"""Every address, by front door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tuntas.domains.partners.door import LateDoor

# Those with a word of their own first: an address is compared with every line before its own.
DOORS = (
    ("desk/", "tuntas.domains.desk.urls"),
    ("monitor/plan/", "tuntas.domains.planning.urls"),
    ("monitor/", "tuntas.domains.monitoring.urls"),
    ("staff/offices/", "tuntas.domains.offices.place_urls"),
    ("staff/", "tuntas.domains.offices.urls"),
    ("", "tuntas.domains.portal.urls"),
    ("", "tuntas.domains.public.urls"),
    ("", "tuntas.domains.documents.urls"),
    ("", "tuntas.domains.satisfaction.urls"),
    ("", "tuntas.domains.messaging.urls"),
    ("", "tuntas.domains.counters.urls"),
    ("", "tuntas.platform.journal.urls"),
    ("", "tuntas.platform.files.urls"),
    ("", "tuntas.platform.ui.urls"),
    ("", "tuntas.config.operations.urls"),
    ("", "tuntas.config.city.urls"),
)


urlpatterns: list[URLPattern | URLResolver] = [path(prefix, include(module)) for prefix, module in DOORS]
urlpatterns.append(LateDoor("api/v1/", "tuntas.domains.partners.urls", name="partners"))
urlpatterns.append(LateDoor("uploads/", "tuntas.domains.partners.upload_urls", name="partners_uploads"))

# Programs get a problem where persons get a page.
handler400 = "tuntas.domains.partners.faults.unreadable"
handler404 = "tuntas.domains.partners.faults.not_found"
handler500 = "tuntas.domains.partners.faults.broken"
