"""Asks the web process what changed; this process has no database."""

from __future__ import annotations

import http.client
import json
from typing import Any

from .options import Options

PATH = "/inside/changes/"


class WebProcess:
    """Asks over one connection of the loopback, made anew when it was lost."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._connection: http.client.HTTPConnection | None = None

    def __call__(self, since: int, also: str = "") -> Any:
        try:
            return self._asked(f"{PATH}?since={since}&also={also}" if also else f"{PATH}?since={since}")
        except (OSError, http.client.HTTPException):
            self._forget()
            raise

    def _asked(self, address: str) -> Any:
        if self._connection is None:
            options = self._options
            self._connection = http.client.HTTPConnection(options.web_host, options.web_port, timeout=5)
        headers = {"x-tuntas-inside": self._options.inside_secret, "host": self._options.web_name}
        self._connection.request("GET", address, headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise ValueError(f"The web process answers {answer.status} when it is asked what changed.")
        return json.loads(body)

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
