"""Addresses of the desk, under /desk/."""

from django.urls import path

from .views import calling, contacts, counter, elsewhere, offline, outages, pages, papers, proposals, verbs

app_name = "desk"
urlpatterns = [
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
    path("cases/<uuid:case_id>/", pages.case, name="case"),
    path("cases/<uuid:case_id>/forms/<str:code>/", papers.filled_form, name="filled_form"),
    path("cases/<uuid:case_id>/take/", verbs.take, name="take"),
    path("cases/<uuid:case_id>/exception/", verbs.claim_exception, name="claim_exception"),
    path("cases/<uuid:case_id>/release/", verbs.release, name="release"),
    path("cases/<uuid:case_id>/papers/", verbs.tick_papers, name="tick_papers"),
    path("cases/<uuid:case_id>/return/", verbs.return_to_applicant, name="return_to_applicant"),
    path("cases/<uuid:case_id>/acceptance/", verbs.accept, name="accept"),
    path("cases/<uuid:case_id>/approval/", verbs.approve, name="approve"),
    path("cases/<uuid:case_id>/proposal/", proposals.propose_anew, name="propose_anew"),
    path("cases/<uuid:case_id>/proposal/taken-back/", proposals.take_back, name="take_back"),
    path("cases/<uuid:case_id>/proposal/sent-back/", proposals.send_back, name="send_back"),
    path("cases/<uuid:case_id>/refusal/", verbs.refuse, name="refuse"),
    path("cases/<uuid:case_id>/cause/", verbs.report_cause, name="report_cause"),
    path("cases/<uuid:case_id>/cause-end/", verbs.end_cause, name="end_cause"),
    path("cases/<uuid:case_id>/withdrawal/", verbs.withdraw_document, name="withdraw_document"),
    path("cases/<uuid:case_id>/card/", verbs.record_card_printed, name="record_card_printed"),
    path("cases/<uuid:case_id>/hand-over/", verbs.hand_over, name="hand_over"),
    path("cases/<uuid:case_id>/contact/", contacts.vouch_for_contact, name="vouch_for_contact"),
    path("cases/<uuid:case_id>/contact/code/", contacts.confirm_contact, name="confirm_contact"),
    path("cases/<uuid:case_id>/contest/", verbs.decide_contest, name="decide_contest"),
    path("cases/<uuid:case_id>/pin/", verbs.renew_pin, name="renew_pin"),
]
