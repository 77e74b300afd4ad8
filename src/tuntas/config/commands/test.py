"""Runs all tests; arguments go to pytest.

./tuntas test [-k NAME] [PATH …]
"""

from __future__ import annotations

import os
import subprocess
import sys

from tuntas.config.session import ROOT


def main(argv: list[str]) -> int:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    both_cores = (
        []
        if any(word.startswith(("-n", "-p", "--pdb")) for word in argv)
        else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    )
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *both_cores, *argv], cwd=ROOT, env=environment, check=False
    ).returncode
