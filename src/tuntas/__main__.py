"""The command line: one table of commands, each with `--help`."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from pathlib import Path

# command → (module with `main(argv) -> int`, what it is for, whether it wants Django)
COMMANDS = {
    "run": ("tuntas.config.commands.run", "set everything up and serve the demonstration city", False),
    "doctor": ("tuntas.config.commands.doctor", "what is wrong with this system, and how to mend it", False),
    "test": ("tuntas.config.commands.test", "run all tests (arguments go to pytest)", False),
    "check": (
        "tuntas.config.commands.check",
        "formatting, lint, types, layers, migrations, docs, translations",
        False,
    ),
    "bench": ("tuntas.config.commands.bench", "measure, one JSON object per line", False),
    "demo": ("tuntas.config.commands.demo", "load the demonstration city and say what to type", True),
    "journal": ("tuntas.platform.journal.cli", "verify the journal, show its key", True),
    "open": (
        "tuntas.config.commands.open",
        "the public figures: how far they are counted, or count anew",
        True,
    ),
    "secrets": (
        "tuntas.config.commands.secrets",
        "make key files, change keys for new ones, an escrow's pair",
        True,
    ),
    "backup": ("tuntas.config.commands.backup", "database, files and keys into a folder, while serving", True),
    "restore": ("tuntas.config.commands.restore", "a backup into an empty system, here or elsewhere", False),
    "migrate": ("tuntas.config.commands.migrate", "bring the database to this version, as its owner", True),
    "migrations": ("tuntas.config.commands.migrations", "write migrations for changed models", True),
    "translations": ("tuntas.config.commands.translations", "extract, compile or check the texts", True),
    "docs": ("tuntas.config.commands.docs", "write the generated references", True),
    "messages": ("tuntas.config.commands.messages", "dead letters: list them, send one again", True),
    "jobs": ("tuntas.config.commands.jobs", "jobs that were given up: list them, try one again", True),
    "offices": ("tuntas.config.commands.offices", "offices, hours and holidays as CSV, out and in", True),
    "places": ("tuntas.config.commands.places", "load coordinates and boundaries of regions", True),
    "voice": ("tuntas.config.commands.voice", "make the sounds that a board reads numbers out with", False),
    "staff": ("tuntas.config.commands.staff", "give somebody an account and a posting", True),
}


# Commands about what stands in the tables: on a checkout that was never started these are made first.
NEEDS_TABLES = {"demo", "jobs", "journal", "messages", "offices", "open", "places", "staff"}


def main(argv: list[str]) -> int:
    name, rest = (argv[0], argv[1:]) if argv else ("help", [])
    if name not in COMMANDS:
        return _help(unknown=None if name in {"help", "--help", "-h"} else name)
    module, purpose, wants_django = COMMANDS[name]
    if rest[:1] in (["--help"], ["-h"]):
        print(f"./tuntas {name}: {purpose}\n\n{_description(module)}")
        return 0
    if wants_django:
        return _with_database(name, module, rest)
    return importlib.import_module(module).main(rest)


def _with_database(name: str, module: str, rest: list[str]) -> int:
    import psycopg
    from django.db import OperationalError

    from tuntas.config.cluster import ClusterFault
    from tuntas.config.env import SettingFault
    from tuntas.config.session import database

    try:
        with database(with_tables=name in NEEDS_TABLES):
            from tuntas.platform.secrets.keys import KeysFault

            try:
                return importlib.import_module(module).main(rest)
            except KeysFault as fault:
                sys.exit(str(fault))
    except (ClusterFault, SettingFault) as fault:
        sys.exit(str(fault))
    except (psycopg.OperationalError, OperationalError) as fault:
        sys.exit(f"The database does not answer: {fault}")


def _description(module: str) -> str:
    """The module's own words, read without importing it: help needs no settings and no database."""
    spec = importlib.util.find_spec(module)
    source = Path(spec.origin).read_text() if spec and spec.origin else ""
    return (ast.get_docstring(ast.parse(source)) or "").strip()


def _help(unknown: str | None) -> int:
    if unknown:
        print(f"There is no command '{unknown}'.\n", file=sys.stderr)
    print("./tuntas COMMAND [--help]\n")
    for name, (_module, purpose, _django) in COMMANDS.items():
        print(f"  {name:13} {purpose}")
    return 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
