"""In a house of https every cookie is ours alone: Secure, for this host, and no other host can set one of its name …"""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import django
django.setup()
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from tuntas.platform.ui.language import choose
from tuntas.platform.ui.notices import Notices

request = RequestFactory().post("/language/", {"language": "en"})
answer = choose(request)
request.session = {}
notices = Notices(request)
notices.add(20, "Saved.")
notices.update(answer)
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == "/"
for cookie in answer.cookies.values():
    assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"], cookie
    names.append(cookie.key)
print(*names)
"""


def test_is_named_so() -> None:
    environ = {**os.environ, "TUNTAS_WEB_ORIGIN": "https://tuntas.example"}

    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environ, check=True, capture_output=True, text=True
    )

    names = told.stdout.split()
    assert len(names) == 4
    assert all(name.startswith("__Host-") for name in names)
