"""The command `./tuntas journal`: verify the journal, or print the key that checks it."""

import argparse
import base64
import sys
from pathlib import Path

from tuntas.platform.journal import signing
from tuntas.platform.journal.spread import processors
from tuntas.platform.journal.verification import Report, verify


def main(argv: list[str]) -> int:
    """Run `journal verify` or `journal key`; 0 when all is well, 1 when a fault was found."""
    parser = argparse.ArgumentParser(prog="./tuntas journal")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("key", help="print the public key that checks the journal's checkpoints")
    checking = commands.add_parser("verify", help="recompute everything and name the first fault")
    checking.add_argument(
        "--against",
        metavar="CHECKPOINT",
        help="a file with a checkpoint that somebody kept; - reads it from here",
    )
    checking.add_argument(
        "--processes", type=int, default=processors(), help="how many work at once (default: one a processor)"
    )
    given = parser.parse_args(argv)
    return key_command() if given.command == "key" else verify_command(given.against, given.processes)


def key_command() -> int:
    print(signing.verifier())
    return 0


def verify_command(against: str | None, processes: int) -> int:
    """Verify against the anchor and the checkpoint in the file (`-`: standard input), and print the outcome."""
    try:
        text = None if against is None else _text(against)
    except OSError as fault:
        print(f"{against}: {fault.strerror}", file=sys.stderr)
        return 2
    report = verify(text, processes=processes)
    if report.fault:
        print(f"FAULT  {report.fault.kind}: {report.fault.text}")
        return 1
    print(_good_news(report))
    return 0


def _text(against: str) -> str:
    return sys.stdin.read() if against == "-" else Path(against).read_text()


def _good_news(report: Report) -> str:
    compared = "".join(f"\nIt begins with {mark.source} ({mark.size} facts)." for mark in report.marks)
    return (
        f"The journal is whole: {report.size} facts, root {base64.b64encode(report.root).decode()}.{compared}"
    )
