"""Writes database, files and keys into a new folder, while the service runs. The journal's anchor is never in it.

./tuntas backup FOLDER --escrow-to PUBLIC   the keys go with it, closed for the escrow's key (secrets escrow-key)
./tuntas backup FOLDER --without-keys       you keep the keys apart yourself
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(argv: list[str]) -> int:
    from django.conf import settings

    from tuntas.config.backup import BackupFault, taking
    from tuntas.config.database import database_address
    from tuntas.config.operations import moments
    from tuntas.platform import clock
    from tuntas.platform.secrets import escrow

    options = _options(argv)
    started = clock.now()
    try:
        made = taking.take(
            options.folder.absolute(),
            address=database_address(settings.DATABASES["default"]),
            escrow_to=escrow.public_key(options.escrow_to) if options.escrow_to else None,
            at=started,
            report=_say,
        )
    except (BackupFault, escrow.EscrowFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    moments.note(moments.BACKUP, at=started)
    rows = sum(table.rows for table in made.tables.values())
    _say(f"{options.folder}: {rows} rows, {made.file_count} files, {made.leaves} facts of the journal.")
    if made.lost:
        _say(f"NOT ON THE DISK: {len(made.lost)} pages that rows name, such as {made.lost[0]}.")
    return 1 if made.lost else 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./tuntas backup", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    keys = parser.add_mutually_exclusive_group(required=True)
    keys.add_argument("--escrow-to", type=Path, metavar="PUBLIC", help="the escrow's public key")
    keys.add_argument("--without-keys", action="store_true", help="leave the keys out")
    return parser.parse_args(argv)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
