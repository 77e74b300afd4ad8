"""Asks PostgreSQL a prepared statement through the driver's own door to libpq, past its cursors.

The hot verbs send dozens of small statements: a cursor costs as much processor time as PostgreSQL's answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import Connection, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

# PostgreSQL keeps the plan of each for as long as the connection lasts.
MOST = 300
_Known = OrderedDict[tuple[bytes, tuple[int, ...]], bytes]
# Of each connection: the names under which it knows statements, by their text and the types of their values.
_KNOWN: WeakKeyDictionary[Connection[Any], _Known] = WeakKeyDictionary()
_NUMBERS = count(1)


class Answer:
    """Rows that are all here already; has of a cursor what a reader of rows needs."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        self._rows = iter(rows)
        self.rowcount = rowcount

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *fault: object) -> None:
        """There is nothing to close."""


def ask(driver: Connection[Any], text: bytes, values: Sequence[Any]) -> Answer:
    """The answer to a statement with `$1`, `$2`, … for its values. Blocks, with Python's lock let go."""
    server = driver.pgconn
    if not driver.autocommit and server.transaction_status == TransactionStatus.IDLE:
        _checked(driver, server.exec_(b"BEGIN"))
    adapting = Transformer(driver)
    given = adapting.dump_sequence(values, [PyFormat.AUTO] * len(values))
    name = _prepared(driver, text, adapting.types or ())
    # The driver's annotation forgets that a value may be NULL.
    result = _checked(driver, server.exec_prepared(name, given, adapting.formats))  # type: ignore[arg-type]
    if result.status == ExecStatus.COMMAND_OK:
        return Answer([], result.command_tuples or 0)
    adapting.set_pgresult(result)
    return Answer(adapting.load_rows(0, result.ntuples, tuple), result.ntuples)


def _prepared(driver: Connection[Any], text: bytes, types: tuple[int, ...]) -> bytes:
    """The name under which the server knows the statement; the one that was not asked for longest makes room."""
    known = _KNOWN.setdefault(driver, OrderedDict())
    if (name := known.get((text, types))) is not None:
        known.move_to_end((text, types))
        return name
    if len(known) >= MOST:
        _checked(driver, driver.pgconn.exec_(b"DEALLOCATE " + known.popitem(last=False)[1]))
    name = b"tuntas%d" % next(_NUMBERS)
    _checked(driver, driver.pgconn.prepare(name, text, types))
    known[text, types] = name
    return name


def _checked(driver: Connection[Any], result: PGresult) -> PGresult:
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return result
    fault = error_from_result(result, encoding=driver.info.encoding)
    # A server that is gone could not say what kind of fault that is.
    if driver.pgconn.status == ConnStatus.BAD and not isinstance(fault, OperationalError):
        raise OperationalError(str(fault))
    raise fault
