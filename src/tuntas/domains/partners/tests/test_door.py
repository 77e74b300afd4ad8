"""The interface is loaded when a program first asks, and its answers may do nothing in a browser."""

from __future__ import annotations

import subprocess
import sys

from tuntas.domains.partners.tests.calling import Program

PROGRAM = """
import django, sys
django.setup()
from django.urls import resolve, reverse
assert reverse("portal:home") == "/"
assert "ninja" not in sys.modules and "pydantic" not in sys.modules
assert reverse("partners:queue") == "/api/v1/desk/queue"
assert resolve("/api/v1/desk/queue").view_name == "partners:queue" and "ninja" in sys.modules
"""


def test_no_page_loads_it() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)


def test_answers_may_do_nothing_in_a_browser_and_stay_in_no_cache(program: Program) -> None:
    for path in ("services", "nothing", "application", "openapi.json"):
        headers = program.get(path).headers
        assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"].startswith("application/json")
        assert headers["X-Demonstration"] == "DATA PERAGAAN - BUKAN KINERJA KANTOR SEBENARNYA"
        assert "Set-Cookie" not in headers
