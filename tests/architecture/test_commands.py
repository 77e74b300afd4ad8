"""Every command says what it is for, without a database."""

import os
import subprocess
import sys

import pytest

from tuntas.__main__ import COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_says_what_it_is_for(name):
    bare = {
        key: value for key, value in os.environ.items() if not key.startswith(("TUNTAS", "DATABASE", "DJANGO"))
    }
    bare["PYTHONPATH"] = os.pathsep.join(sys.path)

    done = subprocess.run(
        [sys.executable, "-m", "tuntas", name, "--help"], env=bare, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert f"./tuntas {name}" in done.stdout


def test_an_unknown_command_is_named():
    done = subprocess.run(
        [sys.executable, "-m", "tuntas", "nonsense"], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "nonsense" in done.stderr
