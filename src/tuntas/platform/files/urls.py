"""Addresses of uploads and of page images."""

from django.urls import path

from . import views

app_name = "files"

urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<uuid:upload_id>/", views.upload, name="upload"),
    path("uploads/<uuid:upload_id>/pieces/", views.pieces, name="pieces"),
    path("uploads/<uuid:upload_id>/file/", views.finished, name="finished"),
    path("files/<str:token>/<int:number>", views.page, name="page"),
]
