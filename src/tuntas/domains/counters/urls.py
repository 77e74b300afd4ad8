"""Addresses of counters that anyone may open, and the one that the live process asks."""

from django.urls import path

from . import head_urls
from .views import board, feed, ticket

app_name = "counters"
urlpatterns = [
    path("board/<str:office_code>/", board.board, name="board"),
    path("board/<str:office_code>/calls/", feed.calls, name="calls"),
    path("t/<str:token>/", ticket.page, name="ticket"),
    path("t/<str:token>/now/", ticket.now, name="ticket_now"),
    path("t/<str:token>/leaving/", ticket.leave, name="ticket_leave"),
    path("t/<str:token>/return/", ticket.come_back, name="ticket_return"),
    path("t/<str:token>/word/", ticket.word, name="ticket_word"),
    path("t/<str:token>/word/removal/", ticket.no_word, name="ticket_no_word"),
    path("inside/changes/", feed.changes, name="changes"),
    *head_urls.urlpatterns,
]
