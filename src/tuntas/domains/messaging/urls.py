"""Addresses of messaging."""

from django.urls import path

from tuntas.domains.messaging import views

app_name = "messaging"
urlpatterns = [
    path("desk/messages/", views.outbox, name="outbox"),
    path("desk/messages/<uuid:message_id>/resending/", views.resending, name="resending"),
    path("desk/messages/<uuid:message_id>/cancellation/", views.cancellation, name="cancellation"),
    path("demonstration/messages/", views.demonstration_list, name="demonstration-list"),
    path(
        "demonstration/messages/<uuid:message_id>/", views.demonstration_message, name="demonstration-message"
    ),
]
