"""The private database: made, started, taken over after a crash, and never in anyone's way."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tuntas.config.cluster import ADMIN, APPLICATION, OWNER, THROWAWAY, Cluster, ClusterFault
from tuntas.config.cluster.traces import server_pid

REASON_ROOT = "only root gives the server to another user"


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that the server's user can pass through, as /var/lib is."""
    folder = Path(tempfile.mkdtemp(prefix="tr-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def made(ground: Path) -> Iterator[Cluster]:
    """One cluster for the module: a test that stops it leaves it stopped."""
    cluster = Cluster(ground / "state" / "postgres", sockets=ground / "socket")
    yield cluster
    cluster.stop()


@pytest.fixture
def running(made: Cluster) -> Cluster:
    made.start()
    return made


def test_is_made_and_started_at_first_use_and_stopped_after_the_last(made):
    with made.in_use():
        with made.in_use():
            assert _answer(made) == 1

        assert _answer(made) == 1

    assert not made.is_running()
    assert not made.sockets.exists()
    assert server_pid(made.data) is None


def test_says_whether_this_call_started_it(made):
    made.stop()

    assert made.start() is True
    assert made.start() is False


def test_comes_back_after_the_postmaster_was_killed(running):
    running_before = _keep_row(running, "kept")

    _kill(server_pid(running.data))

    assert running.start() is True
    assert _rows(running) == running_before


def test_comes_back_when_its_number_was_given_to_another_process(running):
    _note_as_server(running, os.getpid())

    assert not running.is_running()
    assert running.start() is True
    assert _answer(running) == 1


def test_another_clusters_server_is_not_taken_for_its_own(running, ground):
    """Its number went to another checkout's server, or the folder is a copy of one in use."""
    with Cluster(ground / "other" / "postgres", sockets=ground / "other-s", settings=THROWAWAY).in_use():
        _note_as_server(running, server_pid(ground / "other" / "postgres" / "data"))

        assert not running.is_running()
        assert running.start() is True
        assert _answer(running) == 1


def test_a_server_that_a_killed_run_left_behind_is_taken_over_and_stopped(running):
    left_behind = server_pid(running.data)

    with running.in_use():
        assert server_pid(running.data) == left_behind
        assert _answer(running) == 1

    assert not running.is_running()


def test_a_cluster_whose_making_was_cut_off_is_made_again(ground):
    cluster = Cluster(ground / "cut" / "postgres", sockets=ground / "cut-socket", settings=THROWAWAY)
    (cluster.folder / "data.new").mkdir(parents=True)
    (cluster.folder / "data.new" / "PG_VERSION").write_text("15\n")

    with cluster.in_use():
        assert _answer(cluster) == 1


def test_nobody_enters_without_a_password(running):
    for role in (ADMIN, OWNER, APPLICATION):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://{role}@/postgres?host={running.sockets}").close()

    rules = (running.data / "pg_hba.conf").read_text().splitlines()
    methods = {line.split()[-1] for line in rules if line.strip() and not line.startswith("#")}
    assert methods <= {"scram-sha-256", "peer"}


def test_listens_on_no_port(running):
    with psycopg.connect(running.url(APPLICATION, "postgres")) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_the_application_cannot_do_what_the_owner_can(running):
    with psycopg.connect(running.url(OWNER), autocommit=True) as owner:
        owner.execute("create table if not exists owned (id int)")

    for statement in (
        "create table made (id int)",
        "drop table owned",
        "alter table owned add column more int",
        "create schema other",
        "create role another",
        "alter role tuntas_app superuser",
        "set role tuntas_owner",
        "copy owned to program 'true'",
    ):
        with (
            psycopg.connect(running.url(APPLICATION)) as application,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            application.execute(statement)


def test_folders_that_were_there_keep_their_mode_and_owner(ground):
    parent = ground / "foreign"
    parent.mkdir()
    parent.chmod(0o751)
    before = _looks(parent, ground, Path(tempfile.gettempdir()), Path("/var/lib"))
    cluster = Cluster(parent / "new" / "postgres", sockets=parent / "s", settings=THROWAWAY)

    with cluster.in_use():
        assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.sockets.stat().st_mode) == 0o700
        assert stat.S_IMODE((cluster.folder / "passwords.json").stat().st_mode) == 0o600

    assert _looks(parent, ground, Path(tempfile.gettempdir()), Path("/var/lib")) == before


@pytest.mark.parametrize("what", ["link", "file"])
def test_what_stands_in_the_place_of_its_socket_is_not_touched(ground, what):
    target, place = ground / f"precious-{what}", ground / f"place-{what}"
    target.mkdir()
    place.symlink_to(target) if what == "link" else place.write_text("mine")
    before = _looks(target)
    cluster = Cluster(ground / f"postgres-{what}", sockets=place, settings=THROWAWAY)

    with pytest.raises(ClusterFault, match="not ours"):
        cluster.start()

    assert _looks(target) == before


@pytest.mark.skipif(os.geteuid() != 0, reason=REASON_ROOT)
def test_a_folder_of_another_user_is_refused(ground):
    place = ground / "place-of-nobody"
    place.mkdir()
    os.chown(place, pwd.getpwnam("nobody").pw_uid, -1)
    cluster = Cluster(ground / "postgres-nobody", sockets=place, settings=THROWAWAY)

    with pytest.raises(ClusterFault, match="not ours"):
        cluster.start()

    assert place.stat().st_uid == pwd.getpwnam("nobody").pw_uid


@pytest.mark.skipif(os.geteuid() != 0, reason=REASON_ROOT)
def test_as_root_the_server_is_another_user_who_cannot_read_the_passwords(running):
    owner = (Path("/proc") / str(server_pid(running.data))).stat().st_uid

    assert owner != 0
    refused = subprocess.run(
        ["runuser", "-u", running.user, "--", "cat", str(running.folder / "passwords.json")],
        capture_output=True,
        check=False,
    )
    assert refused.returncode != 0
    assert running.url(ADMIN).encode() not in refused.stdout


def test_a_lost_password_file_is_named(running):
    kept = (running.folder / "passwords.json").read_bytes()
    (running.folder / "passwords.json").unlink()

    try:
        with pytest.raises(ClusterFault, match=r"passwords\.json is missing"):
            running.url(OWNER)
    finally:
        (running.folder / "passwords.json").write_bytes(kept)
        (running.folder / "passwords.json").chmod(0o600)


def _note_as_server(cluster: Cluster, pid: int) -> None:
    """Stopped, with a note that names another process."""
    pid_file = cluster.data / "postmaster.pid"
    note, stamp = pid_file.read_text().split("\n"), pid_file.stat()
    cluster.stop()
    pid_file.write_text("\n".join([str(pid), *note[1:]]))
    os.chown(pid_file, stamp.st_uid, stamp.st_gid)


def _answer(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url(APPLICATION)) as connection:
        return connection.execute("select 1").fetchone()[0]


def _keep_row(cluster: Cluster, text: str) -> list[tuple[str]]:
    with psycopg.connect(cluster.url(OWNER), autocommit=True) as owner:
        owner.execute("create table if not exists kept (text text)")
        owner.execute("insert into kept values (%s)", [text])
    return _rows(cluster)


def _rows(cluster: Cluster) -> list[tuple[str]]:
    with psycopg.connect(cluster.url(OWNER)) as owner:
        return owner.execute("select text from kept order by 1").fetchall()


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    limit = time.monotonic() + 120
    while time.monotonic() < limit and (Path("/proc") / str(pid)).exists():
        time.sleep(0.05)


def _looks(*folders: Path) -> list[tuple[str, int, int, int]]:
    found = [(str(folder), folder.stat()) for folder in folders]
    return [(name, stat.S_IMODE(look.st_mode), look.st_uid, look.st_gid) for name, look in found]
