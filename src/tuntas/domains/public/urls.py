"""Addresses of the public pages; each has its figures as CSV and JSON beside it."""

from django.urls import path, register_converter

from . import views


class Around:
    """What kind of place a page about waiting is of."""

    regex = "city|kecamatan|office"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileKind:
    """The ending of a page's file."""

    regex = "csv|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileKind, "file_kind")
register_converter(Around, "place_word")

app_name = "public"
urlpatterns = [
    path("open", views.scoreboard, name="scoreboard"),
    path("open.<file_kind:kind>", views.scoreboard_file, name="scoreboard_file"),
    path("open/journal", views.journal_page, name="journal"),
    path("open/waiting", views.waiting, name="waiting"),
    path("open/waiting.<file_kind:kind>", views.waiting, name="waiting"),
    path("open/waiting/<place_word:word>/<str:code>.<file_kind:kind>", views.waiting, name="waiting"),
    path("open/waiting/<place_word:word>/<str:code>", views.waiting, name="waiting"),
    path("open/city/<str:code>.<file_kind:kind>", views.city_file, name="city_file"),
    path("open/city/<str:code>", views.city, name="city"),
    path("open/kecamatan/<str:code>.<file_kind:kind>", views.kecamatan_file, name="kecamatan_file"),
    path("open/kecamatan/<str:code>", views.kecamatan, name="kecamatan"),
    path("open/<str:code>.<file_kind:kind>", views.office_file, name="office_file"),
    path("open/<str:code>", views.office, name="office"),
]
