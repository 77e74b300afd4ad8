"""How this process is set up: read once from the environment, with the limits that hold."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


# Plain forms bring the whole file at once: a resident's paper, and a document that a stranger has checked.
WHOLE_FILES = frozenset({"/uploads/", "/uploads/verification/"})
# Programs bring the whole file too, and read refusals as problems (RFC 9457).
PROGRAMS = "/uploads/application/"


@dataclass(frozen=True)
class Options:
    """One installation's upload door."""

    web_origin: str
    live_origin: str
    # Where the web process listens; pages' own address unless a proxy stands before it.
    web_host: str
    web_port: int
    stall_seconds: float = 20.0
    # No slower than a bad 2G line in any minute, so that a byte every nineteen seconds does not hold on for ever.
    bytes_per_second: int = 1 * KILOBYTE
    patience_seconds: float = 60.0
    memory_bytes: int = 128 * MEGABYTE
    # Of one address, which many phones may share: a hundred pieces at once, or three whole files.
    share_bytes: int = 32 * MEGABYTE
    # A piece is at most 256 kB; its form and headers need a little more.
    piece_bytes: int = 320 * KILOBYTE
    form_bytes: int = 10 * MEGABYTE + 512 * KILOBYTE
    answer_seconds: float = 60.0
    # Screens that follow from one address: phones of one carrier share some, and so may all boards of a city.
    followers_per_address: int = 1000
    # Only these peers may say for whom they speak (`X-Forwarded-For`).
    proxies: frozenset[str] = frozenset()
    # What the web process knows this one by when it is asked what changed; and the name that it answers to.
    inside_secret: str = ""
    web_name: str = "127.0.0.1"

    @property
    def origins(self) -> frozenset[str]:
        return frozenset({self.web_origin, self.live_origin})

    def limit(self, path: str) -> int:
        """The largest body at this address; without a script, or from a program, a file comes whole."""
        is_whole = path in WHOLE_FILES or path.startswith(PROGRAMS)
        return self.form_bytes if is_whole else self.piece_bytes


def from_environment(environ: dict[str, str] | None = None) -> Options:
    """The options named in `config/env.py`; read here again because this process loads no Django."""
    given = dict(os.environ) if environ is None else environ
    web_origin = given.get("TUNTAS_WEB_ORIGIN", "http://127.0.0.1:8000")
    inside = urlsplit(given.get("TUNTAS_WEB_INSIDE") or web_origin)
    return Options(
        web_origin=web_origin,
        live_origin=given.get("TUNTAS_LIVE_ORIGIN", "http://127.0.0.1:8001"),
        web_host=inside.hostname or "127.0.0.1",
        web_port=inside.port or (443 if inside.scheme == "https" else 80),
        stall_seconds=float(given.get("TUNTAS_UPLOAD_STALL_SECONDS", "20")),
        followers_per_address=int(given.get("TUNTAS_LIVE_PER_ADDRESS", "1000")),
        inside_secret=given.get("TUNTAS_INSIDE_SECRET", ""),
        web_name=urlsplit(web_origin).netloc,
        proxies=frozenset(word.strip() for word in given.get("TUNTAS_PROXIES", "").split(",") if word.strip()),
    )
