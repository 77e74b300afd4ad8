"""What a walk over the leaves can't see: facts without a leaf, places missing in a stream, tiles too many."""

from django.db import connection, transaction

from tuntas.platform.journal.found import Found

# Each is one statement, so that it sees one state of a journal that goes on growing.
_LEFT_OUT = """
SELECT f.stream || '#' || f.seq FROM journal_fact f
WHERE NOT EXISTS (SELECT FROM journal_leaf l WHERE l.fact_id = f.id)
    AND NOT EXISTS (SELECT FROM journal_pending p WHERE p.fact_id = f.id)
ORDER BY f.id LIMIT 1
"""
_WAITS_FOR_NOTHING = """
SELECT p.fact_id FROM journal_pending p
WHERE NOT EXISTS (SELECT FROM journal_fact f WHERE f.id = p.fact_id) ORDER BY p.fact_id LIMIT 1
"""
_WAITS_TOO_LONG = """
SELECT f.stream || '#' || f.seq FROM journal_pending p JOIN journal_fact f ON f.id = p.fact_id
WHERE f.recorded_at < clock_timestamp() - interval '5 minutes' ORDER BY f.id LIMIT 1
"""
_GAP = """
SELECT stream FROM journal_fact GROUP BY stream HAVING min(seq) <> 1 OR max(seq) <> count(*) ORDER BY stream LIMIT 1
"""
_TOO_MANY = """
SELECT index, level FROM journal_tile
WHERE (index + 1) << (8 * (level + 1)) > (SELECT coalesce(max(index) + 1, 0) FROM journal_leaf)
ORDER BY level, index LIMIT 1
"""

CHECKS = (
    ("missing leaf", _LEFT_OUT, "{0} was recorded, but has no leaf and waits for none."),
    ("missing fact", _WAITS_FOR_NOTHING, "fact {0} waits for its leaf, but is gone."),
    (
        "pending fact",
        _WAITS_TOO_LONG,
        "{0} has waited for its leaf for more than five minutes: is the worker on?",
    ),
    ("missing fact", _GAP, "the facts of {0} are not numbered without a gap."),
    ("differing tile", _TOO_MANY, "tile {0} of level {1} is there before its leaves."),
)


def loose_ends() -> None:
    """Raise `Found` for the first of these."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Over ten million facts each takes longer than a page may.
        cursor.execute("SET LOCAL statement_timeout = 0")
        for kind, statement, text in CHECKS:
            cursor.execute(statement)
            if row := cursor.fetchone():
                raise Found(kind, text.format(*row))
