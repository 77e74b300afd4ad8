"""Key files: made once, changed for new ones while the service runs.

./tuntas secrets create              make the key files of a new system; those that are there are never touched
./tuntas secrets rotate data         a new data key; everything encrypted is written again under it
./tuntas secrets rotate hash         a new hash key, through the second column of each hash
./tuntas secrets retire NUMBER       forget an old hash key that only PINs and survey links still want (--end-pins)
./tuntas secrets escrow-key FILE     a pair of keys for backups: FILE (secret, with a passphrase) and FILE.pub

A rotation that was broken off goes on when it is called again. docs/operations.md says when to do what.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from . import passphrase

LOCK = 7_401_960_022


def main(argv: list[str]) -> int:
    options = _options(argv)
    if options.what == "create":
        return _create()
    if options.what == "escrow-key":
        return _escrow_key(options.file)
    with _alone():
        if options.what == "retire":
            return _retire(options.number, end_pins=options.end_pins)
        return _rotate(options.key, gently=not options.fast)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./tuntas secrets", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("create")
    rotate = what.add_parser("rotate")
    rotate.add_argument("key", choices=("data", "hash"))
    rotate.add_argument("--fast", action="store_true", help="do not rest between batches: nobody is served")
    retire = what.add_parser("retire")
    retire.add_argument("number", type=int)
    retire.add_argument("--end-pins", action="store_true", help="end the PINs that still want it")
    escrow = what.add_parser("escrow-key")
    escrow.add_argument("file", type=Path)
    return parser.parse_args(argv)


def _create() -> int:
    from tuntas.config import first_keys

    made = first_keys.create_missing()
    print(f"Made: {', '.join(made)}. Copy the folder into escrow now." if made else "All key files are there.")
    return 0


def _escrow_key(file: Path) -> int:
    from tuntas.platform.secrets import escrow

    try:
        beside = escrow.make_pair(file, passphrase.new())
    except FileExistsError as fault:
        print(f"{fault.filename} is there already and is not touched.", file=sys.stderr)
        return 1
    name = escrow.fingerprint(escrow.public_key(beside))
    print(
        f"Made the escrow's pair {name}. Take {file} off this machine, to two sealed places, each apart from its\n"
        f"passphrase. {beside} stays here: ./tuntas backup FOLDER --escrow-to {beside}"
    )
    return 0


def _rotate(key: str, *, gently: bool) -> int:
    from tuntas.config import rotating
    from tuntas.platform.secrets import Unreadable
    from tuntas.platform.secrets.rotation.faults import StillUsed

    try:
        rotating.of(key)(report=_say, gently=gently)
    except (StillUsed, Unreadable) as fault:
        print(fault, file=sys.stderr)
        return 1
    _say("Done. Copy the key folder into escrow: the copy of before opens only older backups.")
    return 0


def _retire(number: int, *, end_pins: bool) -> int:
    from tuntas.config import rotating
    from tuntas.platform import clock
    from tuntas.platform.secrets.rotation.faults import StillUsed

    try:
        rotating.retire_hash(number, end_pins=end_pins, at=clock.now(), report=_say)
    except StillUsed as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


@contextmanager
def _alone() -> Iterator[None]:
    """One rotation at a time, and none of its questions is cut off as too slow."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute("select pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            sys.exit("Another rotation is under way.")
    yield


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
