"""The addresses of staff accounts. allauth finds its own steps by these names."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from .views import entrance, family, posting, second_step

own = [
    path("posting/", posting.choose_posting, name="posting"),
    path("family/", family.own_family, name="family"),
]
if settings.TUNTAS_MODE == "demonstration":
    own.append(path("cast/", entrance.sign_in_as_cast, name="cast"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", entrance.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", second_step.GiveCode.as_view(), name="mfa_authenticate"),
    path("sign-out/", entrance.SignOut.as_view(), name="account_logout"),
    path("inactive/", entrance.Inactive.as_view(), name="account_inactive"),
    path("confirm/", entrance.Confirm.as_view(), name="account_reauthenticate"),
    path("confirm/code/", second_step.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/", second_step.account, name="mfa_index"),
    path("second-step/", second_step.SetUp.as_view(), name="mfa_activate_totp"),
    path("second-step/kept/", second_step.keep_second_step, name="mfa_deactivate_totp"),
    path("recovery-codes/", second_step.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", second_step.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("", include((own, "offices"))),
]
