"""The figures of `./tuntas bench`: one file a figure, each with surroundings of its own that are thrown away."""

from __future__ import annotations

# name → module with `run(options) -> Iterator[dict]`
FIGURES = (
    "lifecycle",
    "documents",
    "promises",
    "uploads",
    "page",
    "start",
    "backup",
    "rotate",
    "open",
    "demo",
    "search",
    "guessing",
    "eta",
    "calls",
    "tickets",
    "roster",
    "wall",
    "live",
)
