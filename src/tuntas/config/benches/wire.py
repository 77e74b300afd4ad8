"""A client that costs little: one kept connection, cookies, and no more of HTTP than our own server speaks."""

from __future__ import annotations

import secrets
import socket
import string
from dataclasses import dataclass
from urllib.parse import urlencode

_LETTERS = string.ascii_letters + string.digits


class BadAnswer(Exception):
    """The server did not answer as a benchmark needs it."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Wire:
    """One connection. Whose cookies it carries is said with each request: an officer's, a registrar's, a resident's."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.address = ("127.0.0.1", port)
        self._connect()

    def get(self, path: str, visitor: Visitor) -> Answer:
        return self._ask(
            f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{visitor.cookie_line()}\r\n", b"", visitor
        )

    def post(self, path: str, visitor: Visitor, **fields: str | tuple[str, ...]) -> Answer:
        """Send a form as a browser does, with the token against forged posts."""
        body = urlencode({"csrfmiddlewaretoken": visitor.token, **fields}, doseq=True).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nOrigin: http://{self.host}\r\n{visitor.cookie_line()}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return self._ask(head, body, visitor)

    def send(self, head: str, body: bytes, visitor: Visitor) -> Answer:
        """A request whose head is written by hand."""
        return self._ask(head, body, visitor)

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def _connect(self) -> None:
        self._socket = socket.create_connection(self.address, timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")

    def _ask(self, head: str, body: bytes, visitor: Visitor) -> Answer:
        self._socket.sendall(head.encode() + body)
        status = self._file.readline()
        if not status:
            raise BadAnswer("The server closed the connection.")
        headers: dict[str, str] = {}
        while (line := self._file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            if name.lower() == "set-cookie":
                visitor.take_cookie(value.strip())
            else:
                headers[name.lower()] = value.strip()
        if "content-length" not in headers:
            raise BadAnswer("The answer does not say how long it is.")
        return Answer(int(status.split()[1]), headers, self._file.read(int(headers["content-length"])))


class Visitor:
    """One browser's cookies."""

    def __init__(self, session: str = "") -> None:
        # A browser gets its token from the page before; the check compares the two copies, whoever made them.
        self.token = "".join(secrets.choice(_LETTERS) for _ in range(32))
        self.cookies = {"tuntas-form": self.token}
        if session:
            self.cookies["tuntas"] = session

    def cookie_line(self) -> str:
        return f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}\r\n"

    def take_cookie(self, text: str) -> None:
        pair, _, attributes = text.partition(";")
        name, _, value = pair.partition("=")
        if "max-age=0" in attributes.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
        if name == "tuntas-form":
            self.token = value
