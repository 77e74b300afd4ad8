"""The script `./tuntas` before there are any packages: what it installs, and when it does so again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from tests.robustness.house import ROOT

# Installs as the script would, but slowly and nothing: what it would have run is written down instead.
PRETEND = """
import sys, time
from pathlib import Path
from tests.robustness.test_script import script_in, pretend
script = script_in(Path(sys.argv[1]))
pretend(script, slowly=0.5)
script.make_environment(["run"])
"""


def script_in(folder: Path) -> ModuleType:
    """The script as it stands in this checkout."""
    loader = SourceFileLoader("script", str(folder / "tuntas"))
    found = spec_from_loader("script", loader)
    assert found
    script = module_from_spec(found)
    loader.exec_module(script)
    return script


def pretend(script: ModuleType, *, slowly: float = 0) -> None:
    import time

    def run(*command: object, check: bool = True, env: object = None, quiet: bool = False) -> int:
        words = [str(word) for word in command]
        if "venv" in words:
            (script.VENV / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
            script.PYTHON.parent.mkdir()
            script.PYTHON.symlink_to(sys.executable)
        with (script.ROOT / "ran").open("a") as ran:
            ran.write(" ".join(words) + "\n")
        time.sleep(slowly)
        return 0

    script.run = run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout"
    (folder / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "tuntas", folder)
    for name in ("bootstrap", "run", "dev", "embedded"):
        (folder / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    return folder


@pytest.fixture
def script(checkout: Path) -> ModuleType:
    return _again(checkout)


def test_installs_once_what_is_asked_for(script, checkout):
    script.make_environment(["run"])
    script.make_environment(["run"])
    assert _installs(checkout) == 1

    script.make_environment(["dev"])
    script.make_environment(["run"])
    assert _installs(checkout) == 2


def test_two_commands_that_start_together_install_once(checkout):
    both = [
        subprocess.Popen([sys.executable, "-c", PRETEND, str(checkout)], cwd=ROOT, stderr=subprocess.DEVNULL)
        for _command in range(2)
    ]

    assert [one.wait(300) for one in both] == [0, 0]
    assert _installs(checkout) == 1


def test_changed_lists_are_installed_and_the_old_ones_again_when_they_come_back(script, checkout):
    path, before = checkout / "requirements" / "run.txt", "run==1\n"
    script.make_environment(["run"])

    path.write_text("run==2\n")
    script.make_environment(["run"])
    path.write_text(before)
    script.make_environment(["run"])

    assert _installs(checkout) == 3


def test_a_copied_checkout_runs_its_own_code(script, checkout, tmp_path):
    script.make_environment(["run"])
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy, symlinks=True)

    _again(copy).make_environment(["run"])

    [path] = copy.glob(".tuntas/venv/lib/*/site-packages/tuntas.pth")
    assert path.read_text().strip() == str(copy / "src")


def test_another_python_begins_anew(script, checkout, monkeypatch):
    script.make_environment(["run"])
    other = checkout / "python3.99"
    other.symlink_to("/bin/true")
    script.PYTHON.unlink()
    script.PYTHON.symlink_to(other)

    script.make_environment(["run"])

    assert len([line for line in _ran(checkout) if " -m venv " in line]) == 2


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [
        ({"/usr/bin/fast": 0.5}, "/usr/bin/fast"),
        ({"/usr/bin/fast": 0.95}, sys.executable),
        ({}, sys.executable),
    ],
)
def test_takes_another_python_only_when_it_is_clearly_faster(script, monkeypatch, seconds, taken):
    monkeypatch.setattr(script.shutil, "which", lambda name, path=None: "/usr/bin/fast" if path else None)
    monkeypatch.setattr(
        script,
        "seconds_for_a_race",
        lambda python: 1.0 if python == sys.executable else seconds.get(python, float("inf")),
    )

    assert script.fastest_python() == taken


def test_what_does_not_run_wins_no_race(script):
    assert script.seconds_for_a_race(sys.executable) < float("inf")
    assert script.seconds_for_a_race("/bin/false") == float("inf")


@pytest.mark.parametrize("command", ["test", "bench"])
def test_what_has_its_own_database_wants_its_programs_whatever_is_named(script, monkeypatch, command):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere")
    monkeypatch.setattr(script, "has_postgresql", lambda: False)

    assert script.lists_for(command) == ["dev", "embedded"]
    assert script.lists_for("run") == ["run"]


def test_an_old_server_on_the_path_is_none(script, monkeypatch, tmp_path):
    monkeypatch.setattr(script, "Path", lambda _folder: tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    for version, fits in (("14.9", False), ("16.2 (Homebrew)", True), ("19beta1", False)):
        (tmp_path / "pg_ctl").write_text(f"#!/bin/sh\necho 'pg_ctl (PostgreSQL) {version}'\n")
        (tmp_path / "pg_ctl").chmod(0o755)

        assert script.has_postgresql() is fits


def _again(checkout: Path) -> ModuleType:
    script = script_in(checkout)
    pretend(script)
    return script


def _ran(checkout: Path) -> list[str]:
    return (checkout / "ran").read_text().splitlines()


def _installs(checkout: Path) -> int:
    return len(
        [
            line
            for line in _ran(checkout)
            if line.startswith(str(checkout)) and " pip install" in line and "bootstrap" not in line
        ]
    )
