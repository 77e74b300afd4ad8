"""Django's settings, read from the one table in `env.py`."""

from __future__ import annotations

import hashlib
import json
import secrets
from pathlib import Path

from . import env
from .database import database_settings

values = env.read_all()

TUNTAS_MODE: str = values["TUNTAS_MODE"]
TUNTAS_KEYS_DIR: Path = values["TUNTAS_KEYS_DIR"]
TUNTAS_FILES_DIR: Path = values["TUNTAS_FILES_DIR"]
TUNTAS_JOURNAL_ANCHOR: Path = values["TUNTAS_JOURNAL_ANCHOR"]
TUNTAS_JURISDICTION: str = values["TUNTAS_JURISDICTION"]
TUNTAS_AGENCY: str = values["TUNTAS_AGENCY"]
TUNTAS_SMTP_URL: str = values["TUNTAS_SMTP_URL"]
TUNTAS_OIDC_ISSUER: str = values["TUNTAS_OIDC_ISSUER"]
TUNTAS_OIDC_CLIENT_ID: str = values["TUNTAS_OIDC_CLIENT_ID"]
TUNTAS_OIDC_CLIENT_SECRET: str = values["TUNTAS_OIDC_CLIENT_SECRET"]
TUNTAS_OIDC_SCOPE: str = values["TUNTAS_OIDC_SCOPE"]
TUNTAS_OIDC_CLAIM: str = values["TUNTAS_OIDC_CLAIM"]
TUNTAS_OIDC_NAME: str = values["TUNTAS_OIDC_NAME"]
TUNTAS_MAIL_FROM: str = values["TUNTAS_MAIL_FROM"]
TUNTAS_METRICS_TOKEN: str = values["TUNTAS_METRICS_TOKEN"]
TUNTAS_PROXIES: frozenset[str] = frozenset(values["TUNTAS_PROXIES"])
TUNTAS_DISK_FREE_MB: int = values["TUNTAS_DISK_FREE_MB"]
WEB_ORIGIN: str = values["TUNTAS_WEB_ORIGIN"]
LIVE_ORIGIN: str = values["TUNTAS_LIVE_ORIGIN"]
INSIDE_SECRET: str = values["TUNTAS_INSIDE_SECRET"]
VOICE_DIR: str = values["TUNTAS_VOICE_DIR"]

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = False
DEMONSTRATION = TUNTAS_MODE == "demonstration"
PUBLIC_ORIGIN = WEB_ORIGIN
SECURE = WEB_ORIGIN.startswith("https://")
UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024


def _page_secret() -> str:
    """The secret of sessions and forms; `keys.read` at start says what is wrong with the file."""
    try:
        return json.loads((TUNTAS_KEYS_DIR / "data.json").read_text())["page_secret"]
    except (OSError, ValueError, KeyError):
        return ""


# Without a key file only commands run that make one; a sentence here would be a secret that everybody knows.
SECRET_KEY = _page_secret() or secrets.token_urlsafe(48)


INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "tuntas.platform.secrets",
    "tuntas.platform.idempotency",
    "tuntas.platform.limits",
    "tuntas.platform.journal",
    "tuntas.platform.forms",
    "tuntas.platform.files",
    "tuntas.platform.tables",
    "tuntas.platform.ui",
    "tuntas.domains.offices",
    "tuntas.domains.catalogue",
    "tuntas.domains.promises",
    "tuntas.domains.documents",
    "tuntas.domains.register",
    "tuntas.domains.messaging",
    "tuntas.domains.cases",
    "tuntas.domains.counters",
    "tuntas.domains.planning",
    "tuntas.domains.satisfaction",
    "tuntas.domains.figures",
    "tuntas.domains.portal",
    "tuntas.domains.desk",
    "tuntas.domains.monitoring",
    "tuntas.domains.public",
    "tuntas.domains.partners",
    "tuntas.config",
    "tuntas.config.city",
]

MIDDLEWARE = [
    "tuntas.config.operations.requests.RequestMiddleware",
    "tuntas.platform.ui.headers.HeadersMiddleware",
    "tuntas.config.operations.probes.ProbesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tuntas.platform.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tuntas.config.acting.ActorMiddleware",
    "tuntas.domains.offices.second_step.SecondStepMiddleware",
]

ROOT_URLCONF = "tuntas.config.urls"
WSGI_APPLICATION = "tuntas.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tuntas.platform.ui.context.page",
            ],
        },
    }
]


DATABASES = {"default": database_settings(values["DATABASE_URL"])}
APPLICATION_ROLE = DATABASES["default"]["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Attempts at signing in and used codes are counted once for all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "house_cache",
        # A full cache throws a third of it away, also counts that still limit somebody: 300, as it comes, is soon full.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "offices.Staff"
AUTHENTICATION_BACKENDS = ["tuntas.domains.offices.backend.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Limits count the address that our own proxy saw, never one that a stranger wrote.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if values["TUNTAS_PROXIES"] else 0
# A counter's computer is shared: the session ends with the browser.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "tuntas.domains.offices.accounts.AccountAdapter"
MFA_ADAPTER = "tuntas.domains.offices.accounts.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Tuntas"
LOGIN_URL = "/staff/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/staff/sign-in/"

SESSION_ENGINE = "tuntas.config.sessions"
SESSION_COOKIE_NAME = "__Host-tuntas" if SECURE else "tuntas"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-tuntas-form" if SECURE else "tuntas-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [WEB_ORIGIN, LIVE_ORIGIN]
SECURE_SSL_REDIRECT = False
# platform/ui/headers.py says these, once for every answer.
SECURE_HSTS_SECONDS, SECURE_REFERRER_POLICY = 0, None
MESSAGE_STORAGE = "tuntas.platform.ui.notices.Notices"
MESSAGE_COOKIE_NAME = "__Host-tuntas-notices" if SECURE else "tuntas_notices"
ALLOWED_HOSTS = values["TUNTAS_ALLOWED_HOSTS"]
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES + 512 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "__Host-tuntas-language" if SECURE else "tuntas_language"
USE_I18N = USE_TZ = True
TIME_ZONE = values["TUNTAS_TIME_ZONE"]


def _release() -> str:
    """A name for this state of the static files, so that they can be cached for ever."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.glob("*/*/static/**/*")):
        if path.is_file():
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


RELEASE = _release()
STATIC_URL = f"/static/{RELEASE}/"
STORAGES = {"staticfiles": {"BACKEND": "tuntas.platform.ui.assets.Assets"}}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STATIC_ROOT = TUNTAS_FILES_DIR.parent / "static" / RELEASE
WHITENOISE_USE_FINDERS = False
WHITENOISE_MAX_AGE = 31536000
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/"

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

from .logs import LOGGING  # noqa: E402, F401
