"""From a case's frozen content to the texts that a template prints.

The frozen content carries what the register says, days as ISO text; how a deed or a card words it is decided here.
Keys per kind stand in README.md. A missing key prints as a dash.
"""

from __future__ import annotations

from typing import Any

from .wording import day, day_in_words, number_in_words, short_day, weekday
from .workflow import Kind

Content = dict[str, Any]
_CARD_LINES = 10


def for_template(kind: str, frozen: Content) -> Content:
    """The texts of one document."""
    return {**frozen, **_BY_KIND[Kind(kind)](frozen), "issued_on": day(frozen.get("issued_on"))}


def _birth_certificate(frozen: Content) -> Content:
    order = int(frozen.get("birth_order") or 1)
    father, mother = frozen.get("father"), frozen.get("mother")
    return {
        "weekday": weekday(frozen.get("born_on")),
        "birth_words": day_in_words(frozen.get("born_on")),
        "birth_short": short_day(frozen.get("born_on")),
        "order": order,
        "order_words": number_in_words(order),
        "sex": str(frozen.get("sex") or "").lower(),
        "parents": [{"role": role, "name": name} for role, name in (("ayah", father), ("ibu", mother)) if name],
        "parentage_words": _parentage(father, mother),
    }


def _parentage(father: str | None, mother: str | None) -> str:
    if father and mother:
        return "dari pasangan suami istri"
    # UU 24/2013: without proof of the parents' marriage the deed names the mother alone.
    return "dari seorang ibu" if mother else "yang asal-usul orang tuanya tidak diketahui"


def _family_card(frozen: Content) -> Content:
    days = ("birth_date", "marriage_date")
    members = [
        {key: short_day(value) if key in days else value for key, value in member.items()}
        for member in frozen.get("members", [])
    ]
    taken = sum(_lines(member) for member in members)
    return {"members": members, "unused_rows": ["" for _ in range(_CARD_LINES - taken)]}


def _lines(member: Content) -> int:
    """How many lines a member takes: names of up to 60 characters wrap in columns of about 26."""
    return 1 + max(len(str(member.get(key) or "")) for key in ("name", "father", "mother")) // 26


def _child_card(frozen: Content) -> Content:
    return {**_card(frozen), "valid_until": short_day(frozen.get("valid_until"))}


def _card(frozen: Content) -> Content:
    born = short_day(frozen.get("born_on"))
    return {
        "birth": ", ".join(part for part in (frozen.get("birth_place"), born) if part),
        # The card's head says "Provinsi" itself.
        "province": str(frozen.get("province") or "").removeprefix("Provinsi "),
    }


_BY_KIND = {
    Kind.BIRTH_CERTIFICATE: _birth_certificate,
    Kind.FAMILY_CARD: _family_card,
    Kind.CHILD_CARD: _child_card,
    Kind.KTP_EL: _card,
}
