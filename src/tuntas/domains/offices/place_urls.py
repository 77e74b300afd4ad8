"""Addresses of offices and their hours, under /staff/offices/."""

from datetime import date

from django.urls import path, register_converter

from .views import days, hours, place_tables, places


class _Day:
    """A day in an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(_Day, "day")

app_name = "places"
urlpatterns = [
    path("", places.offices, name="offices"),
    path("new/", places.office_new, name="office_new"),
    path("holidays/", days.holidays, name="holidays"),
    path("holidays/<day:on>/removal/", days.holiday_removal, name="holiday_removal"),
    path("tables/<slug:name>/", place_tables.table, name="table"),
    path("tables/<slug:name>.csv", place_tables.table_file, name="table_file"),
    path("<str:code>/", places.office, name="office"),
    path("<str:code>/change/", places.office_change, name="office_change"),
    path("<str:code>/hours/", hours.hours, name="hours"),
    path("<str:code>/hours/new/", hours.hours_new, name="hours_new"),
    path("<str:code>/hours/<uuid:row_id>/end/", hours.hours_end, name="hours_end"),
    path("<str:code>/closures/new/", days.closure_new, name="closure_new"),
    path("<str:code>/closures/<uuid:closure_id>/end/", days.closure_end, name="closure_end"),
    path("<str:code>/holidays/<day:on>/", days.open_day_new, name="open_day_new"),
    path("<str:code>/open-days/<uuid:day_id>/end/", days.open_day_end, name="open_day_end"),
]
