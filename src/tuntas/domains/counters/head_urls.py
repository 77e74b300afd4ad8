"""Addresses of those who serve at an office and of its head: letters, counters, appointments. Part of `urls.py`."""

from django.urls import path

from .views import at_the_desk, bookable, mailing_at_the_desk, setting_up

OFFICE = "staff/offices/<str:code>/"
urlpatterns = [
    path(f"{OFFICE}counters/", setting_up.set_up, name="setup"),
    path(f"{OFFICE}counters/new/", setting_up.counter_new, name="counter_new"),
    path(f"{OFFICE}counters/<int:number>/", setting_up.counter_change, name="counter_change"),
    path(f"{OFFICE}letters/new/", setting_up.letter_new, name="letter_new"),
    path(f"{OFFICE}letters/<str:letter>/", setting_up.letter_change, name="letter_change"),
    path(f"{OFFICE}letters/<str:letter>/removal/", setting_up.letter_removal, name="letter_removal"),
    path(f"{OFFICE}appointments/", bookable.table, name="bookable"),
    path(f"{OFFICE}appointments/policy/", bookable.policy, name="booking_policy"),
    path(f"{OFFICE}appointments/arrival/", bookable.arrive, name="booking_arrival"),
    path(f"{OFFICE}appointments/code/", bookable.find, name="booking_find"),
    path(f"{OFFICE}appointments/new/", at_the_desk.services, name="booking_services"),
    path(f"{OFFICE}appointments/new/<slug:service>/", at_the_desk.book, name="booking_times"),
    path(f"{OFFICE}appointments/<uuid:which>/", at_the_desk.one, name="booking"),
    path(f"{OFFICE}appointments/<uuid:which>/arrival/", at_the_desk.arrive, name="booking_here"),
    path(f"{OFFICE}appointments/<uuid:which>/other-time/", at_the_desk.move, name="booking_move"),
    path(f"{OFFICE}appointments/<uuid:which>/address/", mailing_at_the_desk.give, name="booking_address"),
    path(
        f"{OFFICE}appointments/<uuid:which>/address/code/",
        mailing_at_the_desk.confirm,
        name="booking_address_code",
    ),
    path(
        f"{OFFICE}appointments/<uuid:which>/address/removal/",
        mailing_at_the_desk.forget,
        name="booking_no_address",
    ),
    path(f"{OFFICE}appointments/<uuid:which>/cancellation/", at_the_desk.cancel, name="booking_cancel"),
    path("desk/appointments/", at_the_desk.own, name="own_bookable"),
    path("staff/offices/counters/tables/<slug:name>/", setting_up.table, name="table"),
    path("staff/offices/counters/tables/<slug:name>.csv", setting_up.table_file, name="table_file"),
]
