"""Addresses of the desk, under /desk/."""

from django.urls import include, path

from .views import calling, contacts, counter, elsewhere, offline, outages, pages, papers, proposals, verbs

app_name = "desk"
CASE = [
    path("", pages.case, name="case"),
    path("forms/<str:code>/", papers.filled_form, name="filled_form"),
    path("take/", verbs.take, name="take"),
    path("exception/", verbs.claim_exception, name="claim_exception"),
    path("release/", verbs.release, name="release"),
    path("papers/", verbs.tick_papers, name="tick_papers"),
    path("return/", verbs.return_to_applicant, name="return_to_applicant"),
    path("acceptance/", verbs.accept, name="accept"),
    path("approval/", verbs.approve, name="approve"),
    path("proposal/", proposals.propose_anew, name="propose_anew"),
    path("proposal/taken-back/", proposals.take_back, name="take_back"),
    path("proposal/sent-back/", proposals.send_back, name="send_back"),
    path("refusal/", verbs.refuse, name="refuse"),
    path("cause/", verbs.report_cause, name="report_cause"),
    path("cause-end/", verbs.end_cause, name="end_cause"),
    path("withdrawal/", verbs.withdraw_document, name="withdraw_document"),
    path("card/", verbs.record_card_printed, name="record_card_printed"),
    path("hand-over/", verbs.hand_over, name="hand_over"),
    path("contact/", contacts.vouch_for_contact, name="vouch_for_contact"),
    path("contact/code/", contacts.confirm_contact, name="confirm_contact"),
    path("contest/", verbs.decide_contest, name="decide_contest"),
    path("pin/", verbs.renew_pin, name="renew_pin"),
]
urlpatterns = [
    path("cases/<uuid:case_id>/", include(CASE)),
    path("", pages.queue, name="queue"),
    path("find/", pages.find, name="find"),
    path("calling/", calling.counter, name="calling"),
    path("outages/", outages.outages, name="outages"),
    path("outages/new/", outages.report, name="outage_report"),
    path("outages/<uuid:cause_id>/end/", outages.over, name="outage_over"),
    path("elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("calling/find/", calling.find, name="call_find"),
    path("calling/waiting/", calling.waiting, name="call_waiting"),
    path("calling/worker.js", offline.worker, name="call_worker"),
    path("calling/offline/", offline.offline, name="call_offline"),
    path("calling/<slug:verb>/", calling.act, name="call"),
    path("new/", counter.choose, name="new"),
    path("new/<slug:code>/", counter.start, name="start"),
    path("approvals/", pages.approvals, name="approvals"),
]
