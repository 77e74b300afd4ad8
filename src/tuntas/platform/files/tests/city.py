"""Both processes as a browser sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tuntas.platform.live.tests import running

STALL_SECONDS = 2.0
WEB = "tuntas.platform.files.tests.sample_web:application"


@dataclass(frozen=True)
class City:
    """Both processes, seen from a browser."""

    web: int
    live: int
    browser: httpx.Client
    folder: Path
    subject: str = ""

    @property
    def page_url(self) -> str:
        return f"{self.origin}/sample/{self.subject}/"

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.web}"

    @property
    def door(self) -> str:
        return f"http://127.0.0.1:{self.live}/uploads/"

    def page(self) -> dict[str, str]:
        """The fields of the page's form, as a browser would send them."""
        text = self.browser.get(self.page_url).text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        target = re.search(r'data-target="([^"]+)"', text)
        assert token, text
        assert target, text
        return {"csrfmiddlewaretoken": token[1], "target": target[1]}

    def plain(self, fields: dict[str, str], sent: bytes) -> httpx.Response:
        """What a browser without JavaScript sends."""
        return self.browser.post(
            self.door, headers={"Origin": self.origin}, data=fields, files={"file:letter": sent}
        )

    def post(self, path: str, token: str, **more: object) -> httpx.Response:
        headers = {"Origin": self.origin, "X-CSRFToken": token, **more.pop("headers", {})}
        return self.browser.post(self.door + path, headers=headers, **more)


@contextmanager
def running_city(database_url: str, folder: Path) -> Iterator[City]:
    """The web process with the sample pages and the live process before it, on free ports."""
    web, live = running.free_port(), running.free_port()
    environ = {
        "DATABASE_URL": database_url,
        "TUNTAS_WEB_ORIGIN": f"http://127.0.0.1:{web}",
        "TUNTAS_LIVE_ORIGIN": f"http://127.0.0.1:{live}",
        "TUNTAS_FILES_DIR": str(folder / "store"),
        "TUNTAS_UPLOAD_STALL_SECONDS": str(STALL_SECONDS),
        "TMPDIR": str(folder / "temporary"),
    }
    (folder / "temporary").mkdir()
    with (
        running.granian("wsgi", WEB, web, "--blocking-threads", "4", **environ),
        running.granian("asgi", "tuntas.platform.live.app:application", live, **environ),
        httpx.Client(timeout=running.PATIENCE) as browser,
    ):
        yield City(web, live, browser, folder)
