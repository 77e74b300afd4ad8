"""Addresses of counters that anyone may open, and the one that the live process asks."""

from django.urls import path

from . import head_urls
from .views import (
    appointments,
    arriving,
    board,
    feed,
    kiosk,
    kiosk_arrival,
    kiosk_offline,
    kiosks,
    mailing,
    phone_entry,
    ticket,
)

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
    path("appointments/", appointments.services, name="appointment_services"),
    path("appointments/arrival/", arriving.by_code, name="appointment_arrival"),
    path("appointments/<slug:service>/", appointments.offices, name="appointment_offices"),
    path("appointments/<slug:service>/<str:office_code>/", appointments.times, name="appointment_times"),
    path("appointment/<str:token>/", appointments.page, name="appointment"),
    path("appointment/<str:token>/confirmation/", appointments.confirm, name="appointment_confirm"),
    path("appointment/<str:token>/other-time/", appointments.move, name="appointment_move"),
    path("appointment/<str:token>/cancellation/", appointments.cancel, name="appointment_cancel"),
    path("appointment/<str:token>/address/", mailing.give, name="appointment_address"),
    path("appointment/<str:token>/address/code/", mailing.confirm, name="appointment_address_code"),
    path("appointment/<str:token>/address/removal/", mailing.forget, name="appointment_no_address"),
    path("appointment/<str:token>/arrival/", arriving.by_page, name="appointment_here"),
    path("appointment/<str:token>/janji-temu.ics", appointments.calendar, name="appointment_calendar"),
    path("inside/changes/", feed.changes, name="changes"),
    *head_urls.urlpatterns,
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("kiosk/arrival/", kiosk_arrival.arrival, name="kiosk_arrival"),
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
