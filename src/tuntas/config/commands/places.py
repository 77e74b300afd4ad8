"""Where the regions lie: centres and boundaries from files, under Kemendagri's codes, never those of BPS.

  ./tuntas places coordinates FILE.csv [--dry-run]      columns code, lat, lon; if there: inner_lat, inner_lon
  ./tuntas places boundaries FILE.geojson [--dry-run]   features with properties.code; Polygon or MultiPolygon

A point that lies inside its region (inner_lat, inner_lon) is taken before the centre, which may lie outside. Boundaries
are kept with fewer points, none moved by more than about 20 metres. An unknown code or a bad line is named, and keeps
all others out.
"""

from __future__ import annotations

from pathlib import Path

from tuntas.domains.offices import actions
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

KINDS = {"coordinates": actions.load_coordinates, "boundaries": actions.load_boundaries}


def main(argv: list[str]) -> int:
    dry_run = "--dry-run" in argv
    given = [word for word in argv if word != "--dry-run"]
    if len(given) != 2 or given[0] not in KINDS:
        print(__doc__)
        return 2
    at = clock.now()
    actions.load_reference(at, SYSTEM)
    try:
        sent = Path(given[1]).read_bytes()
    except OSError as fault:
        print(f"{given[1]}: {fault.strerror}")
        return 1
    loaded = KINDS[given[0]](sent, dry_run=dry_run, by=SYSTEM, at=at)
    for wrong in loaded.faults:
        print(f"{wrong.line}{', ' + wrong.column if wrong.column else ''}: {wrong.reason}")
    if loaded.faults:
        print("Nothing was changed.")
        return 1
    print(f"{loaded.changed} regions changed, {loaded.left} as they are.")
    if dry_run:
        print("This was a dry run: nothing was changed.")
    return 0
