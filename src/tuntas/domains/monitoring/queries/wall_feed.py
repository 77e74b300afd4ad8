"""What the wall follows besides the queues: promises and outages, office by office, each with its version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tuntas.domains.offices.queries.tiles import all_codes

from .wall_states import promises_and_outages


def topics(at: datetime) -> Iterator[tuple[str, str, dict[str, int]]]:
    """`wall/<office>/`: what is late, at risk and reported now. Read from what is open alone."""
    for code, state in promises_and_outages(all_codes(), at).items():
        told = {"late": state.late, "at_risk": state.at_risk, "outages": state.outages}
        yield f"wall/{code}/", ".".join(map(str, told.values())), told
