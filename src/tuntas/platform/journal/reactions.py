"""What follows a fact: which jobs are deferred in the same transaction."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from tuntas.platform.journal.names import REGISTERED


class Job(Protocol):
    """What a reaction needs of a job."""

    def defer(self, **ids: Any) -> Any: ...

    def defer_each(self, several: Iterable[Mapping[str, Any]]) -> Any: ...


_TABLE: dict[str, tuple[Job, ...]] = {}


def react(table: Mapping[str, Iterable[Job]]) -> None:
    """Set which jobs follow which facts; called once at start with the table of `config/reactions.py`."""
    unknown = sorted(set(table) - set(REGISTERED))
    if unknown:
        raise ValueError(f"Reactions to facts that nobody records: {', '.join(unknown)}.")
    _TABLE.clear()
    _TABLE.update({name: tuple(jobs) for name, jobs in table.items()})


def reactions_to(name: str) -> tuple[Job, ...]:
    """The jobs that follow a fact of this name."""
    return _TABLE.get(name, ())
