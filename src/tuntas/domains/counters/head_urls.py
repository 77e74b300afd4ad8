"""Addresses of the head of unit: the office's letters and counters. Part of `urls.py`."""

from django.urls import path

from .views import bookable, setting_up

OFFICE = "staff/offices/<str:code>/"
urlpatterns = [
    path(f"{OFFICE}counters/", setting_up.set_up, name="setup"),
    path(f"{OFFICE}counters/new/", setting_up.counter_new, name="counter_new"),
    path(f"{OFFICE}counters/<int:number>/", setting_up.counter_change, name="counter_change"),
    path(f"{OFFICE}letters/new/", setting_up.letter_new, name="letter_new"),
    path(f"{OFFICE}letters/<str:letter>/", setting_up.letter_change, name="letter_change"),
    path(f"{OFFICE}appointments/", bookable.table, name="bookable"),
    path(f"{OFFICE}appointments/policy/", bookable.policy, name="booking_policy"),
    path(f"{OFFICE}appointments/arrival/", bookable.arrive, name="booking_arrival"),
    path("staff/offices/counters/tables/<slug:name>/", setting_up.table, name="table"),
    path("staff/offices/counters/tables/<slug:name>.csv", setting_up.table_file, name="table_file"),
]
