"""A provider that drips, or answers without end, holds nobody's page …"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tuntas.adapters.oidc import Unreachable
from tuntas.adapters.oidc import real as adapter

from .conftest import RETURN, real


@pytest.fixture
def dripping() -> Iterator[str]:
    """An issuer whose answer never ends: a byte at a time, each of them in time."""
    ended = threading.Event()

    class Drip(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            while not ended.wait(0.05):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Drip)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/o"
    ended.set()
    server.shutdown()
    server.server_close()


def test_that_drips_did_not_answer(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each byte comes long before a silence is too long; only all of them together never do.
    monkeypatch.setattr(adapter, "TIMEOUT_SECONDS", 1)

    with pytest.raises(Unreachable, match="TimeoutError"):
        real(dripping).begin(return_to=RETURN)
