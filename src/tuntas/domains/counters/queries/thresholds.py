"""When a risk is an alarm and who hears of it: `escalation.yaml`, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from ..rules.risk import AlarmKind, Thresholds


@lru_cache(maxsize=1)
def thresholds() -> dict[AlarmKind, Thresholds]:
    rows = yaml.safe_load((Path(__file__).parents[1] / "escalation.yaml").read_text(encoding="utf-8"))
    return {
        AlarmKind(kind): Thresholds(
            chance=float(row["chance"]),
            opens_at=int(row["opens_at"]),
            closes_below=int(row["closes_below"]),
            minutes_to_level={int(level): int(minutes) for level, minutes in row["levels"].items()},
        )
        for kind, row in rows.items()
    }
