"""What a page says once after something was done, kept in a cookie until it was shown."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _OwnCookie(CookieStorage):
    """Django's, under a name that no other host may set."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class Notices(FallbackStorage):
    """In a cookie, so that whoever has no session needs none; what is too long for one in the session."""

    storage_classes = (_OwnCookie, SessionStorage)
