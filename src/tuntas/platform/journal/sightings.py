"""Who looked: a fact once per actor, stream and ten minutes."""

from datetime import datetime

from django.db import connection, transaction

from tuntas.platform.actors import Actor
from tuntas.platform.journal.actions import record
from tuntas.platform.journal.models import Fact
from tuntas.platform.prepared import run

SECONDS = 600

_REMEMBER = (
    "INSERT INTO journal_sighting (stream, name, actor, slot) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


@transaction.atomic
def record_sighting(
    stream: str, *, by: Actor, at: datetime, office: str | None = None, verb: str = "seen"
) -> Fact | None:
    """Record `<kind of stream>.<verb>` for this actor, or None when it stands for these ten minutes already."""
    name = f"{stream.partition(':')[0]}.{verb}"
    with run(_REMEMBER, [stream, name, f"{by.kind}:{by.id}", int(at.timestamp()) // SECONDS]) as cursor:
        if not cursor.rowcount:
            return None
    return record(stream, name, by=by, at=at, office=office)


def forget_sightings(*, before: datetime) -> int:
    """Drop the memory of looks before this moment (their facts stay); how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_sighting WHERE slot < %s", [int(before.timestamp()) // SECONDS])
        return cursor.rowcount
