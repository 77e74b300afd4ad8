"""What a script is told, and when, for its own clock may be wrong; in a demonstration the answer says that it is one."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from tuntas.platform import clock
from tuntas.platform.demonstration import notice


def told(parts: dict[str, Any], *, status: int = 200) -> JsonResponse:
    """JSON with its letters as they are, so that a person reads it too."""
    return JsonResponse(
        {"notice": notice() or None, "now": clock.now().isoformat(), **parts},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
