"""Addresses of counters that anyone may open, and the one that the live process asks."""

from django.urls import path

from . import head_urls
from .views import board, feed, kiosk, kiosk_offline, kiosks, phone_entry, ticket

app_name = "counters"
urlpatterns = [
    path("board/<str:office_code>/", board.board, name="board"),
    path("voice/<str:unit>/", board.voice_unit, name="voice_unit"),
    path("board/<str:office_code>/calls/", feed.calls, name="calls"),
    path("t/<str:token>/", ticket.page, name="ticket"),
    path("t/<str:token>/now/", ticket.now, name="ticket_now"),
    path("t/<str:token>/leaving/", ticket.leave, name="ticket_leave"),
    path("t/<str:token>/return/", ticket.come_back, name="ticket_return"),
    path("t/<str:token>/word/", ticket.word, name="ticket_word"),
    path("t/<str:token>/word/removal/", ticket.no_word, name="ticket_no_word"),
    path("inside/changes/", feed.changes, name="changes"),
    *head_urls.urlpatterns,
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("kiosk/queues/", kiosk.queues, name="kiosk_queues"),
    path("kiosk/code/<slug:token>/", kiosk.code, name="kiosk_code"),
    path("kiosk/worker.js", kiosk_offline.worker, name="kiosk_worker"),
    path("kiosk/blocks/", kiosk_offline.blocks, name="kiosk_blocks"),
    path("kiosk/reconcile/", kiosk_offline.reconcile, name="kiosk_reconcile"),
    path("kiosk/set-up/", kiosks.set_up, name="kiosk_set_up"),
    path("kiosks/", kiosks.kiosks, name="kiosks"),
    path("kiosks/<uuid:kiosk_id>/end/", kiosks.end, name="kiosk_end"),
    path("kiosks/poster/", kiosks.poster, name="queue_poster"),
    path("kiosks/poster/renewal/", kiosks.renew, name="queue_code_renew"),
    path("q/<str:office_code>/<slug:code>/", phone_entry.entry, name="phone_entry"),
]
