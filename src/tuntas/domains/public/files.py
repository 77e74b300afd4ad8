"""The same figures as rows for programs: one flat row for each line of the page, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tuntas.domains.figures.rules.figures import Share, Times
from tuntas.domains.figures.showing.flat import data_kind, exact, plain
from tuntas.platform.demonstration import notice
from tuntas.platform.tables.writing import as_csv

from .definitions import definitions
from .queries import Board, Row

COLUMNS = (
    "data",
    "row",
    "code",
    "name",
    "service",
    "week_from",
    "week_to",
    "submitted",
    "at_counter",
    "taken",
    "take_median_minutes",
    "take_p90_minutes",
    "accepted",
    "accept_median_minutes",
    "accept_p90_minutes",
    "accept_kept",
    "accept_broken",
    "accept_void",
    "delivered",
    "deliver_median_minutes",
    "deliver_p90_minutes",
    "kept",
    "broken",
    "decided",
    "share_kept",
    "share_low",
    "share_high",
    "void",
    "refused",
    "withdrawn",
    "index",
    "index_letter",
    "index_answers",
)
_SUNDAY = timedelta(days=6)


def rows_of(board: Board) -> Iterator[dict[str, Any]]:
    """Total, weeks, services, places: every line of the page with every column; nothing known is None."""
    yield _row(board, "total", board.total)
    yield from (_row(board, "week", one) for one in board.weeks)
    yield from (_row(board, "service", one) for one in board.services)
    yield from (_row(board, "place", one) for one in board.places)


def as_csv_file(board: Board) -> str:
    """A header and the rows; in a demonstration each says so in the column `data`, beside the line before them."""
    return as_csv(COLUMNS, ([row[name] for name in COLUMNS] for row in rows_of(board)))


def as_json_object(board: Board) -> dict[str, Any]:
    """The rows with what they mean, up to which leaf of the journal they count, and the checkpoint that signs it."""
    signed = board.standing.checkpoint
    seen = board.here.seen
    return {
        "data": data_kind(),
        "notice": notice() or None,
        "place": {"scope": str(seen.place.scope), "code": seen.place.code, "name": seen.name},
        "service": board.asked.service or None,
        "weeks": {"first": board.asked.first.isoformat(), "last": board.asked.last.isoformat()},
        "counted_facts": board.standing.leaves,
        "checkpoint": signed and signed.note,
        "definitions": definitions(),
        "columns": list(COLUMNS),
        "rows": [{name: plain(value) for name, value in row.items()} for row in rows_of(board)],
    }


def file_name(board: Board, kind: str) -> str:
    """`tuntas-peragaan-31.71-2026-09-07-2026-11-16.csv`: whose data it is, of where and when."""
    where = board.here.seen.place.code or "semua"
    return f"tuntas-{data_kind()}-{where}-{board.asked.first}-{board.asked.last}.{kind}"


def _row(board: Board, kind: str, row: Row) -> dict[str, Any]:
    figures, counts = row.figures, row.figures.counts
    seen = row.seen or board.here.seen
    first, last = (row.week, row.week) if row.week else (board.asked.first, board.asked.last)
    return {
        "data": data_kind(),
        "row": kind,
        "code": seen.place.code,
        "name": seen.name,
        "service": row.service or board.asked.service,
        "week_from": first,
        "week_to": last + _SUNDAY,
        **{name: counts[name] for name in ("submitted", "at_counter")},
        **_times("taken", "take", figures.take),
        **_times("accepted", "accept", figures.accept),
        **{name: counts[name] for name in ("accept_kept", "accept_broken", "accept_void")},
        **_times("delivered", "deliver", figures.deliver),
        **{name: counts[name] for name in ("kept", "broken")},
        "decided": figures.decided,
        **_share(figures.share),
        **{name: counts[name] for name in ("void", "refused", "withdrawn")},
        **_index(row),
    }


def _times(number: str, name: str, times: Times) -> dict[str, Any]:
    return {
        number: times.number,
        f"{name}_median_minutes": times.median,
        f"{name}_p90_minutes": times.ninetieth,
    }


def _share(share: Share | None) -> dict[str, Any]:
    if share is None:
        return {"share_kept": None, "share_low": None, "share_high": None}
    low, high = share.interval
    return {"share_kept": exact(share.exact), "share_low": low, "share_high": high}


def _index(row: Row) -> dict[str, Any]:
    index = row.answered.index
    return {
        "index": index and index.value,
        "index_letter": index and index.letter,
        "index_answers": row.answered.answers,
    }
