"""The addresses of staff accounts. allauth finds its own steps by these names."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from .views import (
    enter,
    entrance,
    family,
    passkeys,
    password,
    people,
    people_table,
    person_entry,
    person_postings,
    person_stay,
    posting,
    second_step,
)

own: list[URLPattern | URLResolver] = [
    path("posting/", posting.choose_posting, name="posting"),
    path("family/", family.own_family, name="family"),
    path("enter/<str:token>/", enter.enter, name="enter"),
    path("password/", password.change, name="password"),
    path("protect/", passkeys.protect, name="protect"),
]
people_pages = [
    path("", people.people, name="people"),
    path("new/", people.newcomer, name="person-new"),
    path("table/", people_table.table, name="people-table"),
    path("table.csv", people_table.file, name="people-file"),
    path("<uuid:staff_id>/", people.person, name="person"),
    path("<uuid:staff_id>/details/", person_stay.details, name="person-details"),
    path("<uuid:staff_id>/invitation/", person_entry.invitation, name="invitation"),
    path("<uuid:staff_id>/invitation/end/", person_entry.link_withdraw, name="link-withdraw"),
    path("<uuid:staff_id>/postings/new/", person_postings.posting_new, name="posting-new"),
    path("<uuid:staff_id>/postings/<uuid:posting_id>/end/", person_postings.posting_end, name="posting-end"),
    path(
        "<uuid:staff_id>/postings/<uuid:posting_id>/", person_postings.posting_correct, name="posting-correct"
    ),
    path(
        "<uuid:staff_id>/postings/<uuid:posting_id>/withdrawal/",
        person_postings.posting_withdraw,
        name="posting-withdraw",
    ),
    path("<uuid:staff_id>/recovery/", person_entry.recovery_ask, name="recovery"),
    path("<uuid:staff_id>/recovery/confirmation/", person_entry.recovery_confirm, name="recovery-confirm"),
    path("<uuid:staff_id>/recovery/end/", person_entry.recovery_refuse, name="recovery-refuse"),
    path("<uuid:staff_id>/family/", family.correct, name="family-correct"),
    path("<uuid:staff_id>/leaving/", person_stay.leaving, name="leaving"),
    path("<uuid:staff_id>/leaving/undoing/", person_stay.leaving_undo, name="leaving-undo"),
    path("<uuid:staff_id>/return/", person_stay.returning, name="returning"),
]
own.append(path("people/", include(people_pages)))
if settings.TUNTAS_MODE == "demonstration":
    own.append(path("cast/", entrance.sign_in_as_cast, name="cast"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", entrance.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", second_step.GiveCode.as_view(), name="mfa_authenticate"),
    path("sign-out/", entrance.SignOut.as_view(), name="account_logout"),
    path("inactive/", entrance.Inactive.as_view(), name="account_inactive"),
    path("confirm/", entrance.Confirm.as_view(), name="account_reauthenticate"),
    path("confirm/code/", second_step.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("passkeys/", second_step.account, name="mfa_list_webauthn"),
    path("passkeys/new/", passkeys.Add.as_view(), name="mfa_add_webauthn"),
    path("passkeys/sign-in/", passkeys.SignIn.as_view(), name="mfa_login_webauthn"),
    path("passkeys/confirm/", passkeys.Confirm.as_view(), name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", passkeys.Rename.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", passkeys.Remove.as_view(), name="mfa_remove_webauthn"),
    path("account/", second_step.account, name="mfa_index"),
    path("second-step/", second_step.SetUp.as_view(), name="mfa_activate_totp"),
    path("second-step/kept/", second_step.keep_second_step, name="mfa_deactivate_totp"),
    path("recovery-codes/", second_step.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", second_step.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("", include((own, "offices"))),
]
