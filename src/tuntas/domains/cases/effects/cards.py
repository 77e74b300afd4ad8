"""From a family card of the register to the frozen contents that documents print."""

from __future__ import annotations

from typing import Any


def family_card(card: dict[str, Any]) -> dict[str, Any]:
    """The content of the kind `family_card`."""
    return {
        "number": card["number"],
        "head": card["head"],
        **address(card),
        "city": card["city"],
        "province": card["province"],
        "members": [_member(row) for row in card["members"]],
        "issued_on": card["issued_on"],
    }


def address(card: dict[str, Any]) -> dict[str, str]:
    """Where the family lives, as every card prints it."""
    return {
        "address": card["address"],
        "rt_rw": "/".join(part for part in (card["rt"], card["rw"]) if part),
        "postcode": card["postal_code"],
        "village": card["kelurahan"],
        "district": card["kecamatan"],
    }


def _member(row: dict[str, str]) -> dict[str, str]:
    return {
        **{
            key: row[key]
            for key in ("name", "nik", "sex", "birth_place", "religion", "education", "blood_type")
        },
        **{key: row[key] for key in ("passport", "kitap", "father", "mother")},
        "birth_date": row["born_on"],
        "occupation": row["job"],
        "marital_status": row["marital"],
        "marriage_date": row["marital_on"],
        "relationship": row["kinship"],
        "citizenship": row["nationality"],
    }
