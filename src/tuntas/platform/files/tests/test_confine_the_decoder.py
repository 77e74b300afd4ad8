"""What the child process that opens strangers' files can't do."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import pytest

from tuntas.platform.files import decoding
from tuntas.platform.files.decoder.limits import Unfit

from . import samples

CONFINED = (
    f"import sys; sys.path.insert(0, {decoding.SOURCE!r}); from tuntas.platform.files.decoder import limits; "
)


def confined(then: str) -> subprocess.CompletedProcess[bytes]:
    code = CONFINED + "limits.confine(); " + then
    return subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, timeout=120, check=False)


def test_takes_no_more_memory_than_it_may() -> None:
    assert confined("bytes(100 * 2**20)").returncode == 0
    assert b"MemoryError" in confined("bytes(600 * 2**20)").stderr


def test_writes_no_file(tmp_path: Path) -> None:
    done = confined(f"import os; os.write(os.open({str(tmp_path / 'left')!r}, os.O_CREAT | os.O_WRONLY), b'x')")

    assert done.returncode != 0
    assert (tmp_path / "left").read_bytes() == b""


def test_ends_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "COMMAND", (sys.executable, "-I", "-c", "import time; time.sleep(3600)"))
    monkeypatch.setattr(decoding, "SECONDS", -1)  # one second of waiting

    with pytest.raises(Unfit) as refusal:
        decoding.page_images(samples.photo(), "image/jpeg")

    assert refusal.value.code == "too_heavy"  # and not an hour later


def test_files_that_take_long_leave_threads_for_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()
    monkeypatch.setattr(decoding, "_run", lambda sent, content_type: end.wait(300) and b"")

    with ThreadPoolExecutor(8) as web_threads:
        asked = [web_threads.submit(decoding.page_images, b"", "image/jpeg") for _ in range(8)]
        first_six = [
            one.exception() for _count, one in zip(range(6), as_completed(asked, timeout=120), strict=False)
        ]
        held = [one for one in asked if not one.done()]
        end.set()

    assert [type(one) for one in first_six] == [decoding.Busy] * 6
    assert len(held) == 2


def test_knows_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://marked")
    seen = "import os, sys, json; sys.stdin.buffer.read(); "
    seen += "print(json.dumps([dict(os.environ), os.listdir('/proc/self/fd')]))"
    monkeypatch.setattr(decoding, "COMMAND", (sys.executable, "-I", "-c", seen))

    environ, files = json.loads(decoding._run(b"", "image/jpeg"))

    assert set(environ) <= {"LC_CTYPE"}  # which Python sets by itself
    assert len(files) <= 4  # its three streams, and the listing itself


def test_loads_neither_django_nor_keys() -> None:
    code = CONFINED + "from tuntas.platform.files.decoder import __main__, image, pdf; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True)

    loaded = done.stdout.decode().split()
    assert "tuntas.platform.files.decoder.pdf" in loaded
    assert not [name for name in loaded if name.startswith(("django", "tuntas.platform.secrets", "psycopg"))]


@pytest.mark.parametrize(
    "answer",
    [
        b'{"pages": [20]}\n<script>alert(1)</script>',
        b'{"pages": []}\n',
        b'{"pages": [3, 3]}\n\xff\xd8\xff',
    ],
)
def test_a_decoder_gone_astray_is_not_believed(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(decoding, "_run", lambda sent, content_type: answer)

    with pytest.raises(Unfit) as refusal:
        decoding.page_images(b"", "image/jpeg")

    assert refusal.value.code == "damaged"


def test_an_answer_that_is_none_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (b"", b"[]\n", b'{"pages": "x"}\n', b"\xff\n", b'{"pages": [-1]}\n'):
        monkeypatch.setattr(decoding, "_run", lambda sent, content_type, answer=answer: answer)

        with pytest.raises(Unfit):
            decoding.page_images(b"", "image/jpeg")
