"""Nine invented answers about each service of the demonstration's office: the tester's is the tenth."""

from __future__ import annotations

from datetime import datetime
from itertools import product

from tuntas.domains.satisfaction import actions
from tuntas.domains.satisfaction.instruments import element_names
from tuntas.domains.satisfaction.models import Tally
from tuntas.platform.actors import SYSTEM

OFFICE = "31.71.01.1001"
SERVICES = ("akta-kelahiran", "ktp-el-hilang", "perubahan-kk")
# One column per element, in the order of asking; 0 is a question left open.
ANSWERS = (
    (4, 3, 4, 4, 4, 4, 4, 3, 3),
    (3, 3, 3, 4, 3, 3, 4, 3, 3),
    (4, 4, 4, 4, 4, 4, 4, 4, 4),
    (3, 3, 2, 4, 3, 3, 3, 3, 0),
    (4, 3, 3, 3, 4, 4, 4, 3, 3),
    (3, 4, 4, 4, 4, 3, 4, 3, 4),
    (3, 2, 3, 4, 3, 4, 4, 2, 3),
    (4, 4, 3, 4, 4, 4, 3, 3, 0),
    (3, 3, 4, 4, 4, 3, 4, 3, 3),
)


def load(at: datetime, *, office_code: str = OFFICE) -> None:
    """Count the nine answers about each service once, each by an invitation of its own, as real ones are."""
    if Tally.objects.filter(office_code=office_code).exists():
        return
    for service, row in product(SERVICES, ANSWERS):
        token = actions.invite(office_code, service, "demo", by=SYSTEM, at=at)
        scores = {key: score for key, score in zip(element_names(), row, strict=True) if score}
        actions.answer(token, scores=scores, profile={}, at=at)
