"""The memory of a group counts every process of it, children of children included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tuntas.config.benches.start import processes_of, pss_kb

NESTED = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"


def test_finds_children_of_children_and_weighs_them(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", NESTED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        parent.stdout.readline()  # type: ignore[union-attr]

        group = processes_of(parent.pid, tmp_path)
        weights = [pss_kb(pid) for pid in group]
        parent.communicate("\n")

    assert len(group) == 2
    assert all(weight > 500 for weight in weights)


def test_a_process_that_has_ended_weighs_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()

    assert pss_kb(ended.pid) == 0
