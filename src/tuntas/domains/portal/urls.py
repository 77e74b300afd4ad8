"""Addresses of the resident's front door. None holds a reference, a PIN or anything about a person."""

from django.urls import path

from .views import (
    applying,
    coming,
    finding,
    identity,
    places,
    proving,
    receiving,
    sending,
    signing_in,
    tracking,
    verbs,
)

app_name = "portal"

urlpatterns = [
    path("", finding.home, name="home"),
    path("services/<slug:code>/", finding.service, name="service"),
    path("services/<slug:code>/places/", places.places, name="places"),
    path("continue/", proving.continue_draft, name="continue"),
    path("track/", proving.track, name="track"),
    path("track/done/", proving.done, name="done"),
    path("receive/<str:token>/", receiving.receive, name="receive"),
    path("apply/<str:link>/", applying.resume, name="resume"),
    path("apply/<str:link>/check/", sending.check, name="check"),
    path("apply/<str:link>/<slug:page_id>/", applying.question, name="question"),
    path("track/case/<uuid:case_id>/", tracking.case, name="case"),
    path("track/case/<uuid:case_id>/paper/", verbs.complete, name="complete"),
    path("track/case/<uuid:case_id>/contest/", verbs.contest, name="contest"),
    path("track/case/<uuid:case_id>/withdrawal/", verbs.withdraw, name="withdraw"),
    path("track/case/<uuid:case_id>/appointment/", coming.times, name="come"),
    path("track/case/<uuid:case_id>/email/", verbs.email, name="email"),
    path("track/case/<uuid:case_id>/email/removal/", verbs.forget_email, name="forget_email"),
    path("track/case/<uuid:case_id>/email/code/", verbs.email_code, name="email_code"),
    path("track/case/<uuid:case_id>/identity/", identity.send_code, name="send_identity_code"),
    path("track/case/<uuid:case_id>/identity/code/", identity.type_code, name="identity_code"),
    path("track/case/<uuid:case_id>/sign-in/", signing_in.begin, name="sign_in"),
    path("sign-in/return/", signing_in.come_back, name="sign_in_return"),
    path("track/case/<uuid:case_id>/survey/", verbs.survey, name="survey"),
    path("track/case/<uuid:case_id>/documents/<str:token>/", tracking.document, name="document"),
]
