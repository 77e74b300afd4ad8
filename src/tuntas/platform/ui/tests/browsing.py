"""A real Chromium before the page of all components."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = os.environ.get("TUNTAS_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE = 60_000  # milliseconds: beside other tests a process may be slow
expect.set_options(timeout=PATIENCE)
QUIETLY = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64  # a page asks for its ten files at once

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """A thread a request: it must not leave a connection to a database that a test will drop."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Says nothing."""


class _Static(StaticFilesHandler):
    """Static files as in the real house, where a browser asks for each once: their address names the release."""

    def serve(self, request: Any) -> Any:
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=3600"
        return answer


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The address of the application with its static files, on this or a free port of this machine."""
    application = _Static(get_wsgi_application())
    server = make_server("127.0.0.1", port, application, server_class=_Server, handler_class=_Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()
