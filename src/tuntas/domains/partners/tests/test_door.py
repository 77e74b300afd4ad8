"""The interface is loaded when a program first asks, and its answers may do nothing in a browser."""

from __future__ import annotations

import re
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
        assert re.match(r"application/(problem\+)?json\b", headers["Content-Type"])
        assert headers["X-Demonstration"] == "DATA PERAGAAN - BUKAN KINERJA KANTOR SEBENARNYA"
        assert "Set-Cookie" not in headers


def test_every_operation_that_reads_something_describes_how_it_refuses_to(program: Program) -> None:
    # Schemathesis once sent a form that was none, and got a 415 that no description had.
    found = program.get("openapi.json").json()["paths"]
    reading = [one for methods in found.values() for one in methods.values() if "requestBody" in one]

    assert len(reading) > 20
    for operation in reading:
        assert {"400", "413", "415", "422"} <= set(operation["responses"]), operation["operationId"]
