"""Who signs in, and who a session belongs to: allauth's checks, the account found together with its postings."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Staff
from tuntas.platform import clock


class StaffBackend(AuthenticationBackend):
    """Every page asks whose session it is."""

    def get_user(self, user_id: UUID) -> Staff | None:
        staff = queries.account(user_id, queries.office_day(clock.now()))
        return staff if staff and self.user_can_authenticate(staff) else None
