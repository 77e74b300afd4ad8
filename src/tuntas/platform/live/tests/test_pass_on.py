"""What reaches the web process, and what does not."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from . import running

STALL_SECONDS = 2.0
TRIES = 5  # of a sender whom a busy machine may hold up itself


@dataclass
class Web:
    """A web process that only notes what it is sent."""

    port: int
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@dataclass
class Doors:
    web: Web
    live: int

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.web.port}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.live, timeout=running.PATIENCE)
        connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
        return connection.getresponse()


@pytest.fixture(scope="module")
def _doors() -> Iterator[Doors]:
    web, live = Web(running.free_port()), running.free_port()

    class Note(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            web.seen.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(201)
            self.send_header("Set-Cookie", "one=1")
            self.send_header("Set-Cookie", "two=2")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", web.port), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environ = {
        "TUNTAS_WEB_ORIGIN": f"http://127.0.0.1:{web.port}",
        "TUNTAS_LIVE_ORIGIN": f"http://127.0.0.1:{live}",
        "TUNTAS_UPLOAD_STALL_SECONDS": str(STALL_SECONDS),
    }
    with running.granian("asgi", "tuntas.platform.live.app:application", live, **environ):
        yield Doors(web, live)
    server.shutdown()


@pytest.fixture
def doors(_doors: Doors) -> Doors:
    _doors.web.seen.clear()
    return _doors


def test_passes_a_whole_piece_on_with_what_the_pages_need(doors: Doors) -> None:
    answer = doors.ask(
        "POST",
        "/uploads/x/pieces/?a=1",
        b"piece" * 1000,
        Cookie="tuntas=s",
        Origin=doors.origin,
        X_CSRFToken="t",
        Upload_Offset="0",
        X_Forwarded_For="6.6.6.6",
        X_Invented="no",
    )

    [(method, path, headers, body)] = doors.web.seen
    assert (method, path, body) == ("POST", "/uploads/x/pieces/?a=1", b"piece" * 1000)
    assert (headers["cookie"], headers["origin"], headers["x-csrftoken"]) == ("tuntas=s", doors.origin, "t")
    assert headers["upload-offset"] == "0"
    assert headers["host"] == f"127.0.0.1:{doors.live}"
    assert headers["x-forwarded-for"] == "127.0.0.1"  # not what the sender claims
    assert "x-invented" not in headers
    assert (answer.status, answer.read()) == (201, b"ok")
    assert answer.headers.get_all("set-cookie") == ["one=1", "two=2"]


def test_lets_the_pages_scripts_read_the_answer_and_nobody_elses(doors: Doors) -> None:
    ours = doors.ask("POST", "/uploads/", b"x", Origin=doors.origin)
    preflight = doors.ask(
        "OPTIONS", "/uploads/x/pieces/", Origin=doors.origin, Access_Control_Request_Method="POST"
    )
    foreign = doors.ask("POST", "/uploads/", b"x", Origin="https://elsewhere.example")
    foreign_preflight = doors.ask("OPTIONS", "/uploads/", Origin="https://elsewhere.example")

    assert ours.headers["access-control-allow-origin"] == doors.origin
    assert ours.headers["access-control-allow-credentials"] == "true"
    assert preflight.status == 204
    assert "upload-offset" in preflight.headers["access-control-allow-headers"]
    assert foreign.status == 403
    assert "access-control-allow-origin" not in foreign.headers
    assert "access-control-allow-origin" not in foreign_preflight.headers
    assert len(doors.web.seen) == 1


@pytest.mark.parametrize("path", ["/uploads/x/pieces/", "/uploads/verification/"])
def test_cuts_a_stalled_body_and_tells_the_web_process_nothing(doors: Doors, path: str) -> None:
    began = time.monotonic()
    stalled = running.begin_post(doors.live, path, size=200_000, body=b"x" * 100_000)

    got = running.all_that_comes(stalled)

    assert got.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began >= STALL_SECONDS
    assert doors.web.seen == []


def test_a_program_reads_a_problem_where_a_person_reads_a_sentence(doors: Doors) -> None:
    path = "/uploads/application/files/kk_file"
    stalled = running.begin_post(
        doors.live, path, "Authorization: Bearer secret", size=10_000_000, body=b"x" * 9999
    )
    long = running.begin_post(doors.live, path, size=11_200_000)

    for sender, status in ((stalled, 408), (long, 413)):
        head, _, body = running.all_that_comes(sender).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 %d" % status)
        assert b"application/problem+json" in head
        assert json.loads(body)["status"] == status
    put = doors.ask("PUT", path, b"x")
    assert (put.status, put.headers["content-type"]) == (405, "application/problem+json")
    assert doors.web.seen == []


def test_passes_a_programs_token_and_its_whole_file_on(doors: Doors) -> None:
    path = "/uploads/application/files/kk_file"

    answer = doors.ask("POST", path, b"x" * 1_000_000, Authorization="Bearer secret")

    [(_method, seen_path, headers, body)] = doors.web.seen
    assert (answer.status, seen_path, len(body)) == (201, path, 1_000_000)
    assert headers["authorization"] == "Bearer secret"


def test_waits_for_a_slow_body_that_keeps_coming(doors: Doors) -> None:
    # A door that counts the whole time cuts every try; one that counts the pauses, only a try that was itself held up.
    got = next((one for one in (_send_slowly(doors) for _ in range(TRIES)) if b" 201 " in one[:20]), b"")

    assert got.startswith(b"HTTP/1.1 201")
    assert [body for *_, body in doors.web.seen] == [b"x" * 8]


def _send_slowly(doors: Doors) -> bytes:
    """For longer than a sender may stall, in pauses much shorter than that."""
    slow = running.begin_post(doors.live, "/uploads/x/pieces/", "Connection: close", size=8)
    try:
        for _ in range(8):
            time.sleep(STALL_SECONDS * 0.15)
            slow.sendall(b"x")
        return running.all_that_comes(slow)
    except (BrokenPipeError, ConnectionResetError):
        return b""


@pytest.mark.parametrize(("path", "size"), [("/uploads/x/pieces/", 400_000), ("/uploads/", 11_200_000)])
def test_refuses_a_body_that_is_too_long_before_it_came(doors: Doors, path: str, size: int) -> None:
    got = running.all_that_comes(running.begin_post(doors.live, path, size=size))

    assert got.startswith(b"HTTP/1.1 413")
    assert b"paling besar 10 MB" in got
    assert doors.web.seen == []


def test_counts_a_body_of_unknown_length_as_it_comes(doors: Doors) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", doors.live, timeout=running.PATIENCE)

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 10_000

    try:
        connection.request("POST", "/uploads/x/pieces/", endless(), encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # cut before all was written

    assert status == 413
    assert doors.web.seen == []


@pytest.mark.parametrize("path", ["/uploads/", "/uploads/verification/"])
def test_takes_a_whole_file_from_a_plain_form(doors: Doors, path: str) -> None:
    answer = doors.ask("POST", path, b"x" * 10_000_000, Origin=doors.origin)

    assert answer.status == 201
    assert len(doors.web.seen[0][3]) == 10_000_000


def test_gives_all_memory_back(doors: Doors) -> None:
    running.all_that_comes(running.begin_post(doors.live, "/uploads/x/pieces/", size=9, body=b"x"))
    running.begin_post(doors.live, "/uploads/x/pieces/", size=9, body=b"x").close()
    doors.ask("POST", "/uploads/", b"x" * 1000)

    until = time.monotonic() + 30
    for address in ("/health", "/live/health"):
        while (told := json.loads(doors.ask("GET", address).read()))["free_bytes"] < 128 * 1024 * 1024:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert told["alive"]


@pytest.mark.parametrize("path", ["/", "/desk/", "/uploads", "/files/x/1"])
def test_serves_nothing_else(doors: Doors, path: str) -> None:
    assert doors.ask("GET", path).status == 404
    assert doors.web.seen == []
