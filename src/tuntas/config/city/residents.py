"""Moves the invented residents in: by COPY into the embedded register, kecamatan by kecamatan, in several processes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from tuntas.platform import ids
from tuntas.platform.journal.spread import processors, spread
from tuntas.platform.secrets import encrypt

from .households import Household, Resident, Serials, households

# A living kelurahan has about so many residents: fewer would make its figures chance.
TO_A_KELURAHAN = 800
FEWEST_KELURAHAN = 12
# Households that one COPY takes.
FEW = 2_000
TABLES = ("register_civilevent", "register_person", "register_family", "register_membership")


@dataclass(frozen=True)
class Quarter:
    """What one process fills: the kelurahan of one kecamatan, whose numbers share their beginning."""

    kelurahan: tuple[tuple[str, int], ...]  # code, residents
    seed: int
    today: date


def settle(wanted: int, *, seed: int, today: date, report: Callable[[int, int], None]) -> int:
    """Move about so many residents in, once; how many live here. `report` gets (done, wanted).

    Broken off and called again with the same seed and day, it passes over the households that are there.
    """
    pieces = quarters(shared_out(kelurahan(), wanted), seed, today)
    done = 0
    for moved in spread(_move_in, pieces, processes=min(processors(), len(pieces))):
        done += moved
        report(done, wanted)
    return done


def living_kelurahan(codes: Sequence[str], wanted: int) -> list[str]:
    """Which kelurahan are lived in: evenly over the city, as many as so many residents fill."""
    count = min(len(codes), max(FEWEST_KELURAHAN, wanted // TO_A_KELURAHAN))
    return [codes[at * len(codes) // count] for at in range(count)]


def shared_out(codes: Sequence[str], wanted: int) -> dict[str, int]:
    """So many residents over the lived-in kelurahan, none left over."""
    living = living_kelurahan(codes, wanted)
    each, left = divmod(wanted, len(living))
    return {code: each + (at < left) for at, code in enumerate(living)}


def kelurahan() -> list[str]:
    """The codes of all kelurahan, in order."""
    from tuntas.domains.offices.models import Region
    from tuntas.domains.offices.rules.kinds import Level

    return list(Region.objects.filter(level=Level.SUBDISTRICT).order_by("code").values_list("code", flat=True))


def quarters(shares: dict[str, int], seed: int, today: date) -> list[Quarter]:
    """The lived-in kelurahan by kecamatan."""
    by_kecamatan: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for code, residents in shares.items():
        if residents:
            by_kecamatan[code[:8]].append((code, residents))
    return [Quarter(tuple(rows), seed, today) for rows in by_kecamatan.values()]


def _move_in(quarter: Quarter) -> int:
    serials = Serials()
    moved = 0
    for code, residents in quarter.kelurahan:
        homes = households(code, residents, seed=quarter.seed, today=quarter.today, serials=serials)
        for few in _in_pieces(homes, FEW):
            if not _live_here(few[0]):
                _copy(few, quarter.today)
            moved += sum(len(home.members) for home in few)
    return moved


def _in_pieces(homes: Iterator[Household], size: int) -> Iterator[list[Household]]:
    piece: list[Household] = []
    for home in homes:
        piece.append(home)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def _live_here(home: Household) -> bool:
    """A piece is copied whole or not at all, so its first household stands for it."""
    from tuntas.domains.register.models import Family
    from tuntas.domains.register.models.people import FAMILY_NUMBER

    return Family.objects.filter(FAMILY_NUMBER.where(home.number)).exists()


def _copy(homes: list[Household], today: date) -> None:
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for home in homes:
        _write(home, today, rows)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            _copy_rows(cursor, table, rows[table])


def _copy_rows(cursor: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    source = list(rows)
    columns = ", ".join(source[0])
    with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        for row in source:
            copy.write_row(tuple(row.values()))


def _write(home: Household, today: date, rows: dict[str, list[dict[str, Any]]]) -> None:
    """The rows that taking this family in would leave behind."""
    from tuntas.domains.register.models.people import FAMILY_NUMBER

    event, family = ids.new_id(), ids.new_id()
    rows["register_civilevent"].append(
        {"id": event, "kind": "admission", "registered_on": today, "recorded_by": "system"}
    )
    rows["register_family"].append(
        {
            "id": family,
            "number": _sealed(home.number, "register_family.number"),
            **FAMILY_NUMBER.columns(home.number),
            "region_id": home.region_code,
            "address": _sealed(json.dumps(home.address), "register_family.address"),
            "entered_by_id": event,
        }
    )
    persons = {id(one): ids.new_id() for one in home.members}
    for position, one in enumerate(home.members, start=1):
        rows["register_person"].append(_person(one, persons, event))
        rows["register_membership"].append(
            {
                "family_id": family,
                "person_id": persons[id(one)],
                "kinship": one.kinship,
                "position": position,
                "began_by_id": event,
            }
        )


def _person(one: Resident, persons: dict[int, Any], event: Any) -> dict[str, Any]:
    from tuntas.domains.register.embedded.finding import keys_of
    from tuntas.domains.register.models.people import NIK

    born_on = one.born_on.isoformat()
    return {
        "id": persons[id(one)],
        "nik": _sealed(one.nik, "register_person.nik"),
        **NIK.columns(one.nik),
        "name": _sealed(one.name, "register_person.name"),
        "details": _sealed(json.dumps(one.details, separators=(",", ":")), "register_person.details"),
        "name_keys": keys_of(one.name, born_on),
        "mother_id": persons[id(one.mother)] if one.mother else None,
        "father_id": persons[id(one.father)] if one.father else None,
        "entered_by_id": event,
    }


def _sealed(text: str, context: str) -> bytes:
    return encrypt(text.encode(), context=context)
