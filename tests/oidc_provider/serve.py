"""`python serve.py PORT FOLDER NIK RETURN`: django-oauth-toolkit as provider; whoever comes is one person."""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

PORT, FOLDER, NIK, RETURN = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
ISSUER = f"http://127.0.0.1:{PORT}/o"


def signing_key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


settings.configure(
    SECRET_KEY="of-a-test",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="serve",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "provider.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    LOGIN_URL="/login/",
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_ISS_ENDPOINT": ISSUER,
        "OIDC_RSA_PRIVATE_KEY": signing_key(),
        "PKCE_REQUIRED": True,
        "SCOPES": {"openid": "Who you are"},
        "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
        "OAUTH2_VALIDATOR_CLASS": "serve.Validator",
    },
)
sys.modules["serve"] = sys.modules[__name__]
django.setup()

from django.contrib.auth import get_user_model, login  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider.models import get_application_model  # noqa: E402
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402


class Validator(OAuth2Validator):  # type: ignore[misc]
    oidc_claim_scope = None

    def get_additional_claims(self, request: object) -> dict[str, str]:
        return {"nik": NIK}


def sign_in(request: HttpRequest) -> HttpResponse:
    """No password: the test is about what comes back."""
    login(request, get_user_model().objects.get())
    return HttpResponseRedirect(request.GET["next"])


urlpatterns = [
    path("login/", sign_in),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_said: object) -> None:
        pass


def main() -> None:
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user("someone")
    get_application_model().objects.create(
        name="Tuntas",
        client_id="tuntas",
        client_secret="of-the-test",
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=RETURN,
        algorithm="RS256",
        skip_authorization=True,
    )
    make_server("127.0.0.1", PORT, get_wsgi_application(), handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    main()
