"""Passes a whole request on to the web process over the loopback and brings its answer back."""

from __future__ import annotations

import http.client
from dataclasses import dataclass

from .asgi import Header, Scope
from .options import Options
from .senders import told_onward

# What the pages need to know of a browser's request. Everything else stays outside, above all what only we may say.
PASSED = (
    b"accept",
    b"accept-language",
    b"authorization",
    b"content-type",
    b"cookie",
    b"host",
    b"origin",
    b"referer",
    b"upload-offset",
    b"upload-sha256",
    b"user-agent",
    b"x-csrftoken",
)
# Words between two neighbours only, and those that this process says itself.
NEIGHBOURLY = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server", "upgrade"}


class NoAnswer(Exception):
    """The web process did not answer in time."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[Header]
    body: bytes


def ask(scope: Scope, body: bytes | bytearray, options: Options) -> Answer:
    """The web process' answer to this request. Blocks: call it in a thread."""
    connection = http.client.HTTPConnection(options.web_host, options.web_port, timeout=options.answer_seconds)
    try:
        connection.request(scope["method"], _target(scope), body=body, headers=_headers(scope, options))
        answer = connection.getresponse()
        return Answer(answer.status, _kept(answer.getheaders()), answer.read())
    except (OSError, http.client.HTTPException) as fault:
        raise NoAnswer from fault
    finally:
        connection.close()


def _target(scope: Scope) -> str:
    path = (scope.get("raw_path") or scope["path"].encode()).split(b"?")[0]
    query = scope.get("query_string", b"")
    return (path + b"?" + query if query else path).decode("latin-1")


def _headers(scope: Scope, options: Options) -> dict[str, str]:
    # Cookies may come as several lines (HTTP/2): joined as the standard says.
    passed: dict[str, str] = {}
    for name, value in scope["headers"]:
        if (key := name.lower()) in PASSED:
            title, text = key.decode(), value.decode("latin-1")
            passed[title] = f"{passed[title]}; {text}" if title == "cookie" and title in passed else text
    return {**passed, **told_onward(scope, options), "connection": "close"}


def _kept(headers: list[tuple[str, str]]) -> list[Header]:
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in headers
        if name.lower() not in NEIGHBOURLY
    ]
