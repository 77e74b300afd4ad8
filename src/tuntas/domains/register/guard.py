"""Whether the register may start: training, or a jurisdiction of its own, but never Indonesia's numbers."""

from __future__ import annotations

import re
from typing import Any

from .rules import INDONESIAN_PROVINCES, TRAINING_PROVINCE


class RegisterFault(Exception):
    """The register is set up in a way that could make numbers look official; the text says what to set."""


def check(settings: Any) -> None:
    """Raise `RegisterFault` unless the jurisdiction code is empty (training) or one that may be used."""
    code = settings.TUNTAS_JURISDICTION
    if not code:
        return
    if not re.fullmatch(r"[0-9]{2}", code) or code == TRAINING_PROVINCE:
        raise RegisterFault(
            f"TUNTAS_JURISDICTION is '{code}', but must be two digits and not {TRAINING_PROVINCE}, which marks "
            "training. Leave it empty for training."
        )
    if code in INDONESIAN_PROVINCES:
        raise RegisterFault(
            f"TUNTAS_JURISDICTION is {code}, a province of Indonesia. Its numbers are made by SIAK alone: "
            "leave the setting empty for training, or connect to SIAK."
        )
    if settings.TUNTAS_MODE == "demonstration":
        raise RegisterFault(
            f"TUNTAS_JURISDICTION is {code}, so the register is real, but TUNTAS_MODE is 'demonstration'. "
            "A real register wants TUNTAS_MODE=production and keys made for it."
        )
