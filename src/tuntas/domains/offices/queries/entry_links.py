"""One-time links: which one can still be used, and where its letter goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tuntas.domains.offices.models import EntryLink


def entry_link(token_hash: bytes, at: datetime) -> EntryLink | None:
    """The link that can still be used, with its person."""
    links = EntryLink.objects.filter(token_hash=token_hash, used_at=None, withdrawn_at=None, ends_at__gt=at)
    return links.select_related("staff").filter(staff__is_active=True).first()


def link_letter(link_id: UUID | str) -> tuple[str, str, str, datetime] | None:
    """(stream, address, purpose, until) of a link that leaves by e-mail."""
    link = EntryLink.objects.select_related("staff").filter(pk=link_id, by_email=True).first()
    if link is None or not link.staff.email:
        return None
    return f"staff:{link.staff_id}", link.staff.email, link.purpose, link.ends_at
