"""Brings a backup into an empty system, here or elsewhere, after checking every byte of it.

./tuntas restore FOLDER --into STATE --escrow-key SECRET --anchor ANCHOR
./tuntas restore FOLDER --anchor ANCHOR --compare     only say what the backup holds and what would be lost

STATE is a folder for database, keys and files; afterwards: TUNTAS_STATE=STATE ./tuntas run --port 9000. Without --into
it is this system's own, as `.env` says, which must be empty. ANCHOR is the journal's anchor as it was outside the
backup. A backup that is behind it is refused, never continued.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tuntas.config import session
from tuntas.config.backup import BackupFault, anchoring, checking
from tuntas.config.backup.manifest import Manifest
from tuntas.config.backup.target import Target

# With --into all of them are the new folder's own.
OF_THE_OLD_SYSTEM = (
    "TUNTAS_KEYS_DIR",
    "TUNTAS_FILES_DIR",
    "TUNTAS_JOURNAL_ANCHOR",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
)


def main(argv: list[str]) -> int:
    from psycopg import OperationalError

    from tuntas.config.cluster import ClusterFault
    from tuntas.config.env import SettingFault
    from tuntas.platform.secrets.escrow import EscrowFault

    options = _options(argv)
    session.end_orderly()
    try:
        return _restore(options)
    except (BackupFault, EscrowFault, ClusterFault, SettingFault) as fault:
        print(fault, file=sys.stderr)
    except OperationalError as fault:
        print(f"The database does not answer: {fault}", file=sys.stderr)
    return 1


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./tuntas restore", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--into", type=Path, metavar="STATE", help="a new folder for a system of its own")
    parser.add_argument("--escrow-key", type=Path, metavar="SECRET", help="opens the keys in the backup")
    parser.add_argument(
        "--anchor", type=Path, metavar="FILE", help="the journal's anchor, kept outside backups"
    )
    parser.add_argument(
        "--anchor-from-backup",
        action="store_true",
        help="the anchor is lost: go by the backup's own checkpoint, though it can't tell what is missing",
    )
    parser.add_argument("--compare", action="store_true", help="only say what would be lost")
    parser.add_argument(
        "--although-behind", action="store_true", help="restore for looking only: the system will not start"
    )
    return parser.parse_args(argv)


def _restore(options: argparse.Namespace) -> int:
    folder = options.folder.absolute()
    manifest = checking.check(folder, _say)
    _surroundings(options.into, manifest)
    own = Path(os.environ["TUNTAS_JOURNAL_ANCHOR"])
    anchor = anchoring.find(options.anchor, own)
    comparison = anchoring.compare(manifest, anchor)
    _say(str(comparison))
    if options.compare:
        return 1 if comparison.lost else 0
    _refuse_unanchored(options, manifest, comparison)
    keys = _keys(options.escrow_key, folder, manifest)
    text = anchor.read_text() if anchor else manifest.checkpoint
    from tuntas.config.backup import restoring

    with _target() as target:
        good = restoring.restore(folder, manifest, target, keys=keys, anchor=text, report=_say)
    _say("Restored." if good else "Restored, but not everything is well: read the lines above.")
    return 0 if good else 1


def _surroundings(into: Path | None, manifest: Manifest) -> None:
    if into:
        for name in OF_THE_OLD_SYSTEM:
            os.environ.pop(name, None)
        os.environ["TUNTAS_STATE"] = str(into.absolute())
        into.mkdir(parents=True, exist_ok=True)
    session.prepare_environment(mode=manifest.mode)
    if os.environ["TUNTAS_MODE"] != manifest.mode:
        raise BackupFault(f"This is a backup of a {manifest.mode} system. Set TUNTAS_MODE={manifest.mode}.")


def _refuse_unanchored(
    options: argparse.Namespace, manifest: Manifest, comparison: anchoring.Comparison
) -> None:
    if comparison.published is None and manifest.checkpoint and not options.anchor_from_backup:
        raise BackupFault(
            "Without the anchor nobody can tell whether published facts are missing. Give it (--anchor FILE), or the "
            "latest checkpoint that anyone has kept. Only if it is lost for good: --anchor-from-backup."
        )
    if comparison.lost and not options.although_behind:
        raise BackupFault(
            "Refused: the journal would be continued from before what was published. Look for a newer backup. "
            "To look at this one: --although-behind; that system does not start."
        )


def _keys(secret: Path | None, folder: Path, manifest: Manifest) -> dict[str, Any] | None:
    from tuntas.platform.secrets import escrow

    from . import passphrase

    if secret is None:
        return None
    if manifest.keys is None:
        raise BackupFault("This backup holds no keys. Put the key files where TUNTAS_KEYS_DIR says.")
    private = escrow.secret_key(secret, passphrase.ask(f"Passphrase of {secret}: "))
    return escrow.open_((folder / "keys.escrow").read_bytes(), private)


@contextmanager
def _target() -> Iterator[Target]:
    """Where to, with its database started if that is the target's own."""
    from tuntas.config.cluster import APPLICATION, OWNER

    places = ("TUNTAS_KEYS_DIR", "TUNTAS_FILES_DIR", "TUNTAS_JOURNAL_ANCHOR")
    keys, files, anchor = (Path(os.environ[name]) for name in places)
    if application_url := os.environ.get("DATABASE_URL"):
        owner_url = os.environ.pop("DATABASE_OWNER_URL", "")
        if not owner_url:
            raise BackupFault("Set DATABASE_OWNER_URL: only the owner makes tables.")
        yield Target(owner_url, application_url, keys, files, anchor)
        return
    cluster = session.private_cluster()
    with cluster.in_use():
        os.environ["DATABASE_URL"] = cluster.url(APPLICATION)
        yield Target(cluster.url(OWNER), cluster.url(APPLICATION), keys, files, anchor, is_private=True)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
