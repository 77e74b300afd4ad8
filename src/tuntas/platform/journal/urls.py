"""Where the journal is served: the log's prefix is `<origin>/journal`."""

from django.urls import path, re_path

from tuntas.platform.journal import views

app_name = "journal"
urlpatterns = [
    path("journal/checkpoint", views.checkpoint, name="checkpoint"),
    re_path(
        r"^journal/tile/(?P<level>entries|\d{1,2})/(?P<number>[x\d/]+(?:\.p/\d{1,3})?)$",
        views.tile,
        name="tile",
    ),
]
