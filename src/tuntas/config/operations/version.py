"""Which version of the code this is."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from importlib import metadata

from tuntas.config.session import ROOT


@cache
def version() -> str:
    """The state of the checkout, as git names it, or the package's version where there is no git."""
    try:
        said = subprocess.run(
            ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--tags"],
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
            # Looking may not stand in the way of whoever commits at this moment.
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
        if said.returncode == 0 and said.stdout.strip():
            return said.stdout.strip()[:60]
    except (OSError, subprocess.TimeoutExpired):
        pass
    try:
        return metadata.version("tuntas")
    except metadata.PackageNotFoundError:
        return "unknown"
