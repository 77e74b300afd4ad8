"""The board's voice: a sound for every unit that a call can need, ours or the office's own."""

from __future__ import annotations

import shutil
import sys
import wave
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tuntas.config.commands import voice as command
from tuntas.domains.counters import voice
from tuntas.domains.counters.rules import LETTERS, spoken
from tuntas.domains.counters.rules.numbering import number_words

MOST_BYTES = 600_000


def _needed() -> set[str]:
    """Every unit of every call: each letter, each block's digit, each number, each counter."""
    numbers = {word for number in range(1, 10_000) for word in number_words(number)}
    names = {unit for letter in LETTERS for unit in spoken(letter, "0123456789", 1)}
    counters = {word for words in voice.counter_words().values() for word in words}
    return numbers | names | counters | {"gong", "nomor-antrean", "silakan-ke-loket"}


def _missing(folder: Path) -> set[str]:
    return {unit for unit in _needed() if not (folder / f"{voice.file_of(unit)}.wav").is_file()}


def test_every_unit_that_a_call_can_need_has_a_file():
    assert _missing(_ours()) == set()
    assert _needed() <= set(voice.units())


def test_a_unit_without_a_file_is_noticed(tmp_path):
    folder = Path(shutil.copytree(_ours(), tmp_path / "audio"))
    (folder / "belas.wav").unlink()

    assert _missing(folder) == {"belas"}


def test_the_files_are_small_sounds():
    files = list(_ours().glob("*"))

    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    for path in files:
        with wave.open(str(path)) as sound:
            assert sound.getframerate() == 16_000
            assert 0.2 < sound.getnframes() / 16_000 < 3


@pytest.mark.parametrize("unit", ["gong", "a", "7", "belas"])
def test_anyone_may_fetch_a_unit(client, unit):
    answer = client.get(f"/voice/{unit}/")

    assert answer["Content-Type"] == "audio/wav"
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"


@pytest.mark.parametrize("unit", ["nothing", "%2e%2e", "..%2f..%2fREADME", "%00", "i", "²"])
def test_what_no_call_needs_is_not_there(client, unit):
    assert client.get(f"/voice/{unit}/").status_code == 404


def test_an_own_recording_comes_before_ours(client, settings, tmp_path):
    (tmp_path / "tujuh.mp3").write_bytes(b"somebody's voice")
    settings.VOICE_DIR = str(tmp_path)

    own = client.get("/voice/7/")

    assert (own["Content-Type"], b"".join(own.streaming_content)) == ("audio/mpeg", b"somebody's voice")
    assert client.get("/voice/satu/")["Content-Type"] == "audio/wav"


# What espeak-ng does as far as we look: a wave file in a stream, as long as the text.
SPEAKER = """#!{python}
import sys, wave, io
made = io.BytesIO()
with wave.open(made, "wb") as sound:
    sound.setnchannels(1); sound.setsampwidth(2); sound.setframerate(22050)
    sound.writeframes(b"\\x00\\x20\\x00\\xe0" * 500 * len(sys.argv[-1]))
sys.stdout.buffer.write(made.getvalue())
"""


def test_makes_a_unit_for_each_text(tmp_path, monkeypatch, capsys):
    speaker = tmp_path / "espeak-ng"
    speaker.write_text(SPEAKER.format(python=sys.executable))
    speaker.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(
        "tuntas.domains.counters.voice_making.texts", lambda: {"satu": "satu", "belas": "belas"}
    )

    assert command.main(["--folder", str(tmp_path / "new")]) == 0

    lengths = {}
    for unit in ("satu", "belas"):
        with wave.open(str(tmp_path / "new" / f"{unit}.wav")) as sound:
            lengths[unit] = sound.getnframes() / sound.getframerate()
    assert 0 < lengths["satu"] < lengths["belas"]
    assert "kB in" in capsys.readouterr().out


def test_says_how_to_get_the_program_where_it_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert command.main(["--folder", str(tmp_path)]) == 1

    assert "apt-get install espeak-ng" in capsys.readouterr().out


def _ours() -> Path:
    return Path(str(finders.find("counters/audio/gong.wav"))).parent
