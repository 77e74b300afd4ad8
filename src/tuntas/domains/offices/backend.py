"""Who signs in, and who a session belongs to: allauth's checks, the account found by a remembered statement."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from tuntas.domains.offices.models import Staff
from tuntas.platform.prepared import Prepared

_ACCOUNT = Prepared(lambda staff_id: Staff.objects.filter(pk=staff_id))


class StaffBackend(AuthenticationBackend):
    """Every page asks whose session it is."""

    def get_user(self, user_id: UUID) -> Staff | None:
        staff: Staff | None = _ACCOUNT.first(user_id)
        return staff if staff and self.user_can_authenticate(staff) else None
