"""Takes the indexes off tables while they are filled and builds them again: at once it costs a third of row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

# What takes each away, and what brings it back. Primary keys stay; so do indexes with a condition, which PostgreSQL
# would write down in other words, and which hold few of the rows.
_CONSTRAINTS = """
select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
    format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
from pg_constraint where conrelid = any(%s::regclass[]) and contype in ('u', 'x') order by conname
"""
_INDEXES = """
select format('drop index %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
from pg_index where indrelid = any(%s::regclass[]) and not indisprimary and indpred is null
    and not exists (select from pg_constraint where conindid = indexrelid) order by indexrelid
"""


@contextmanager
def bare(address: str, *tables: str) -> Iterator[None]:
    """While the block runs these tables have hardly an index but their primary keys."""
    with psycopg.connect(address, autocommit=True) as owner:
        found = [row for query in (_CONSTRAINTS, _INDEXES) for row in owner.execute(query, [list(tables)])]
        for take, _ in found:
            owner.execute(take)
        try:
            yield
        finally:
            owner.execute("set maintenance_work_mem = '256MB'")
            for _, bring_back in found:
                owner.execute(bring_back)
