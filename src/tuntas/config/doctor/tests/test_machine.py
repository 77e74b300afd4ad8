"""The doctor sees each fault of a machine, says it in a sentence and how to mend it, and never shows a secret."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from tuntas.config.doctor import machine
from tuntas.config.doctor.verdicts import Check, Verdict

from .looking import MACHINE, look, says


@pytest.mark.parametrize("name", sorted(set(MACHINE) - {"ports", "disk", "browser"}))
def test_a_machine_in_order_is_in_order(state, name):
    assert look(MACHINE[name]).verdict in {Verdict.OK, Verdict.DOUBT}


def test_an_old_python(monkeypatch):
    version = namedtuple("version", "major minor micro")
    monkeypatch.setattr(sys, "version_info", version(3, 9, 2))

    says(MACHINE["python"], Verdict.WRONG, "too old")


def test_a_package_that_is_gone(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", ("django", "nothing_of_this_name"))

    says(MACHINE["packages"], Verdict.WRONG, "nothing_of_this_name")


@pytest.mark.parametrize(
    ("name", "value"), [("TUNTAS_MODE", "prod"), ("TUNTAS_KEYS_DIR", "keys"), ("TUNTAS_DISK_FREE_MB", "much")]
)
def test_a_wrong_setting_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    says(MACHINE["settings"], Verdict.WRONG, name)


def test_a_wrong_secret_is_named_and_not_shown(monkeypatch):
    monkeypatch.setenv("TUNTAS_METRICS_TOKEN", "too-short")

    found = look(MACHINE["settings"])

    assert "TUNTAS_METRICS_TOKEN" in found.sentence
    assert "too-short" not in found.sentence


def test_a_misspelt_setting(monkeypatch):
    monkeypatch.setenv("TUNTAS_MOOD", "good")

    says(MACHINE["settings"], Verdict.DOUBT, "TUNTAS_MOOD")


def test_production_without_encryption(monkeypatch):
    monkeypatch.setenv("TUNTAS_MODE", "production")
    monkeypatch.setenv("TUNTAS_WEB_ORIGIN", "http://tuntas.example")

    says(MACHINE["outside address"], Verdict.DOUBT, "without encryption")


Room = namedtuple("Room", "f_bavail f_blocks f_frsize f_favail f_files")


@pytest.mark.parametrize(
    ("room", "verdict", "words"),
    [
        (Room(100, 10**6, 4096, 5, 9), Verdict.WRONG, "is full"),
        (Room(10**6, 10**8, 4096, 0, 9), Verdict.WRONG, "is full"),
        (Room(10**6, 10**8, 4096, 5, 9), Verdict.DOUBT, "nearly full"),
        (Room(10**7, 10**8, 4096, 0, 0), Verdict.OK, "are free"),
    ],
)
def test_the_room_on_the_disk(state, monkeypatch, room, verdict, words):
    monkeypatch.setattr(os, "statvfs", lambda _folder: room)

    says(MACHINE["disk"], verdict, words)


def test_a_small_disk_is_not_hidden_by_a_big_one(state, monkeypatch):
    big, small = Room(2 * 10**7, 10**8, 4096, 5, 9), Room(25_000, 10**5, 4096, 5, 9)
    monkeypatch.setattr(os, "statvfs", lambda folder: small if Path(folder) == state / "files" else big)

    says(MACHINE["disk"], Verdict.WRONG, f"The disk of {state / 'files'} is full: 97 MB are free")


def test_a_folder_that_is_somebody_elses(state, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _how: Path(path) != state / "files")

    says(MACHINE["folders"], Verdict.WRONG, str(state / "files"))


def test_keys_that_others_can_read(state):
    (state / "keys" / "data.json").write_text("{}")
    (state / "keys" / "data.json").chmod(0o644)

    says(MACHINE["secrets at rest"], Verdict.DOUBT, "keys/data.json")


def test_passwords_that_others_can_read(state):
    (state / ".env").write_text("DATABASE_URL=postgresql://tuntas_app:secret@db/tuntas\n")
    (state / ".env").chmod(0o640)

    says(MACHINE["secrets at rest"], Verdict.DOUBT, f"can read {state / '.env'}")


def test_an_anchor_among_the_backups(state, monkeypatch):
    monkeypatch.setenv("TUNTAS_MODE", "production")

    says(MACHINE["anchor's place"], Verdict.DOUBT, "restored with it")


def test_a_port_that_is_taken(state, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        monkeypatch.setenv("TUNTAS_WEB_ORIGIN", f"http://127.0.0.1:{number}")

        says(MACHINE["ports"], Verdict.WRONG, f"Port {number} can't be used")


def test_our_own_run_takes_its_port_rightly(state, monkeypatch):
    import fcntl

    with (state / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        says(MACHINE["ports"], Verdict.OK, "is running")


def test_no_browser(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    says(MACHINE["browser"], Verdict.DOUBT, "Chromium")


def test_a_fault_that_nobody_foresaw_is_wrong_too():
    def fault() -> str:
        raise ZeroDivisionError("division by zero\nand more")

    says(Check("trial", fault, "Mend it."), Verdict.WRONG, "division by zero")
