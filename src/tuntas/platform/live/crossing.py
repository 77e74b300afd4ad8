"""Which pages of which origin may speak with this process (CORS)."""

from __future__ import annotations

from .asgi import Header, Scope, header
from .options import Options

METHODS = b"GET, POST"
HEADERS = b"content-type, upload-offset, upload-sha256, x-csrftoken"


def is_foreign(scope: Scope, options: Options) -> bool:
    """A request that a page of another origin made; one without an origin is no page's."""
    origin = header(scope, b"origin")
    return bool(origin) and origin not in options.origins


def permission(scope: Scope, options: Options) -> list[Header]:
    """What lets the pages' own scripts read an answer; nothing for anyone else."""
    vary = [(b"vary", b"Origin")]
    origin = header(scope, b"origin")
    if origin not in options.origins:
        return vary
    return [
        *vary,
        (b"access-control-allow-origin", origin.encode()),
        (b"access-control-allow-credentials", b"true"),
    ]


def preflight(scope: Scope, options: Options) -> list[Header]:
    """What a browser asks before it sends a piece."""
    return [
        *permission(scope, options),
        (b"access-control-allow-methods", METHODS),
        (b"access-control-allow-headers", HEADERS),
        (b"access-control-max-age", b"600"),
    ]
