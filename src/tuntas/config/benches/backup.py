"""How long do a backup and its restoring take, keys, checks and the journal's verification included?"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tuntas.config.cluster import APPLICATION, OWNER, grant_to_application
from tuntas.config.session import ROOT

from .house import House, throwaway_house
from .lines import Line, say

CASES = 10_000
PASSPHRASE = "of a throw-away pair"  # noqa: S105
AGAIN = "bench_restored"


def run(options: argparse.Namespace) -> Iterator[Line]:
    count = options.cases or CASES
    with throwaway_house() as house:
        say(f"Filling a database with {count} cases …")
        house.python("-m", "tuntas.config.benches.seeding", str(count), _story(options), as_owner=True)
        folder, secret = house.folder / "backup", house.folder / "escrow.pem"
        _tuntas(house, "secrets", "escrow-key", str(secret))
        seconds = _tuntas(house, "backup", str(folder), "--escrow-to", f"{secret}.pub")
        manifest = json.loads((folder / "manifest.json").read_text())
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        about = {"cases": count, "facts": manifest["leaves"], "mb": round(size / 1e6)}
        yield {"name": "backup", "value": round(seconds, 1), "unit": "s", **about}
        seconds = _restored(house, folder, secret)
        yield {"name": "restore", "value": round(seconds, 1), "unit": "s", **about}


def _story(options: argparse.Namespace) -> str:
    return "main" if options.main_facts else "whole"


def _restored(house: House, folder: Path, secret: Path) -> float:
    """Restore into an empty database of the same cluster, with folders of its own."""
    house.cluster.drop(AGAIN)
    house.cluster.clone("template0", AGAIN)
    grant_to_application(house.cluster.url(OWNER, AGAIN))
    elsewhere = house.folder / "elsewhere"
    elsewhere.mkdir()
    target = {
        "DATABASE_URL": house.cluster.url(APPLICATION, AGAIN),
        "DATABASE_OWNER_URL": house.cluster.url(OWNER, AGAIN),
        "TUNTAS_STATE": str(elsewhere),
        "TUNTAS_KEYS_DIR": str(elsewhere / "keys"),
        "TUNTAS_FILES_DIR": str(elsewhere / "files"),
        "TUNTAS_JOURNAL_ANCHOR": str(elsewhere / "anchor"),
    }
    anchor = str(house.folder / "anchor")
    return _tuntas(
        house, "restore", str(folder), "--escrow-key", str(secret), "--anchor", anchor, surroundings=target
    )


def _tuntas(house: House, *arguments: str, surroundings: dict[str, str] | None = None) -> float:
    """Run a command in the house's surroundings; how many seconds it took."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tuntas", *arguments],
        env={**house.environment, "TUNTAS_STATE": str(house.folder), **(surroundings or {})},
        cwd=ROOT,
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"`tuntas {arguments[0]}` failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    os.sync()
    return time.monotonic() - began
