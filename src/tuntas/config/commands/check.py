"""Everything that a machine can check: formatting, lint, types, layers, migrations, generated docs, translations.

Migrations are there for every changed model, and none that was not released yet would stop people at work.

./tuntas check
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tuntas.config.session import ROOT

PYTHON = sys.executable
BIN = Path(PYTHON).parent

CHECKS = (
    ("formatting", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("layers", [str(BIN / "lint-imports"), "--no-cache"]),
    ("types", [str(BIN / "mypy"), "--no-error-summary", "--cache-dir", os.devnull]),
    ("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("safe migrations", [PYTHON, "-m", "tuntas.config.migration_lint"]),
    ("generated docs", [PYTHON, "-m", "tuntas.config.commands.docs", "check"]),
    ("translations", [PYTHON, "-m", "tuntas.config.commands.translations", "check"]),
)


def main(argv: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        failed = [name for name, command in CHECKS if not _passes(name, command, environment)]
    if failed:
        print(f"\nNot right: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    print(f"{'ok ' if done.returncode == 0 else 'NOT'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout[-8000:] + done.stderr[-4000:], flush=True)
    return done.returncode == 0


def _environment(folder: Path) -> dict[str, str]:
    """Settings that name no database: no check needs one."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": "tuntas.config.settings",
        "TUNTAS_MODE": "demonstration",
        "DATABASE_URL": f"postgresql://nobody@/none?host={folder}",
        "TUNTAS_KEYS_DIR": str(folder / "keys"),
        "TUNTAS_FILES_DIR": str(folder / "files"),
        "TUNTAS_JOURNAL_ANCHOR": str(folder / "anchor"),
    }
