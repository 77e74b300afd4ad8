"""Addresses of monitoring, under /monitor/."""

from django.urls import path

from .views import counters, delays, pages, statistics, verbs, wall

app_name = "monitoring"
urlpatterns = [
    path("", wall.wall, name="wall"),
    path("offices/", pages.offices, name="offices"),
    path("wall/state/", wall.state, name="wall_state"),
    path("wall/may/", wall.may, name="wall_may"),
    path("delays/", delays.delays, name="delays"),
    path("delays.csv", delays.file, name="delays_file"),
    path("delays/<slug:cause>/", delays.outage, name="outage"),
    path("<str:code>/", pages.office, name="office"),
    path("<str:code>/counters/", counters.office_counters, name="counters"),
    path("<str:code>/counters/<uuid:session_id>/closing/", counters.close_counter, name="close_counter"),
    path("<str:code>/statistics/", statistics.statistics, name="statistics"),
    path("<str:code>/statistics.csv", statistics.as_file, {"kind": "csv"}, name="statistics_csv"),
    path("<str:code>/statistics.json", statistics.as_file, {"kind": "json"}, name="statistics_json"),
    path("<str:code>/looks/", pages.looks, name="looks"),
    path("<str:code>/contests/<uuid:case_id>/", pages.contest, name="contest"),
    path("<str:code>/contests/<uuid:case_id>/decision/", verbs.decide_contest, name="decide_contest"),
    path("<str:code>/cases/<uuid:case_id>/release/", verbs.release, name="release"),
    path("<str:code>/reassignments/", verbs.reassign, name="reassign"),
    path("<str:code>/reassignments/<uuid:reassignment_id>/undoing/", verbs.undo, name="undo_reassignment"),
    path("<str:code>/emergencies/<uuid:case_id>/acknowledgement/", verbs.acknowledge, name="acknowledge"),
    path("<str:code>/alarms/<uuid:alarm_id>/reading/", verbs.acknowledge_alarm, name="acknowledge_alarm"),
    path("<str:code>/alarms/<uuid:alarm_id>/action/", verbs.act_on_alarm, name="act_on_alarm"),
]
