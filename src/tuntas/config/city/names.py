"""Names that sound at home and belong to nobody: words of nature and virtue, put together."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import yaml


@cache
def _words(kind: str) -> list[str]:
    """girls, boys or both."""
    text: str = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))[kind]
    return text.split()


def given(draw: Random, sex: str) -> str:
    """Two words, now and then three; at least two words, as Permendagri 73/2022 wants it."""
    first = draw.choice(_words("girls" if sex == "female" else "boys"))
    more = draw.sample(_words("both"), 2 if draw.random() < 0.25 else 1)
    return " ".join([first, *more])
