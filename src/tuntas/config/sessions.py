"""Where a browser's session is kept: Django's table, asked by a remembered statement, because every page asks it."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from tuntas.platform.prepared import Prepared

_LASTING = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(InDatabase):
    """Sessions as Django's own store keeps them."""

    def _get_session_from_db(self) -> Session | None:
        # Not the application's clock: a demonstration that moves it signs nobody out.
        session: Session | None = _LASTING.first(self.session_key, timezone.now())
        if session is None:
            self._session_key = None
        return session
