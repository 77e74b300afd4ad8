"""Columns by which encrypted values are found: two for each, one for hash keys of odd number, one for even ones.

Which column counts is said by the key's number, so nothing is ever swapped. While two keys count, both columns are
written and both are searched; each is as unique as the other (docs/adr/0017-keys-rotate-in-steps.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from . import HASH_BYTES, hash_under, made_with, ring

EVEN = "_even"
_SHORT = (1 << 63) - 1
_known: dict[tuple[str, str], KeyedHash] = {}
_known_sets: dict[tuple[str, str], KeyedSet] = {}


class HashField(models.BinaryField):  # type: ignore[type-arg]
    """One of the two columns of a keyed hash; filled by `KeyedHash.columns` and by nobody else."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": HASH_BYTES, "null": True, **options})

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.BinaryField", args, options


def unique_even(column: str, *, name: str) -> models.UniqueConstraint:
    """The second column is as unique as the first; by a condition, so that its index is built while people write."""
    even = f"{column}{EVEN}"
    return models.UniqueConstraint(fields=[even], condition=Q(**{f"{even}__isnull": False}), name=name)


@dataclass(frozen=True)
class KeyedHash:
    """The pair of columns `column` and `column_even` of a model.

    `of` tells the plain value from a row, for the rotation: None where the row has none. `also` names what of other
    tables it looks at.
    """

    model: str
    column: str
    purpose: str
    of: Callable[[Any], str | None]
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _known[self.model, self.column] = self

    @property
    def even(self) -> str:
        return f"{self.column}{EVEN}"

    @property
    def name(self) -> str:
        return f"{self.model}.{self.column}"

    def column_of(self, number: int) -> str:
        """The column that holds hashes under the key of this number."""
        return self.column if number % 2 else self.even

    def under(self, number: int, plain: str) -> bytes:
        """The hash of a plain value under one key."""
        return hash_under(number, plain.strip(), purpose=self.purpose)

    def columns(self, plain: str | None) -> dict[str, bytes | None]:
        """What to write: the hash under each key that counts."""
        empty: dict[str, bytes | None] = {self.column: None, self.even: None}
        if plain is None:
            return empty
        return {
            **empty,
            **{self.column_of(number): self.under(number, plain) for number in ring.current().in_columns},
        }

    def fill(self, row: models.Model, plain: str | None) -> None:
        """Write both columns of a row that is made in memory."""
        for column, value in self.columns(plain).items():
            setattr(row, column, value)

    def searched(self, plain: str) -> tuple[bytes | None, bytes | None]:
        """What to look for in the two columns, for `matching`; None for a column that does not count."""
        written = self.columns(plain)
        return written[self.column], written[self.even]

    def matching(self, odd: bytes | None, even: bytes | None, *, through: str = "") -> Q:
        """Rows that hold one of the two; `through` leads to the model, as in `person__`."""
        found = [
            Q(**{f"{through}{name}": value}) for name, value in ((self.column, odd), (self.even, even)) if value
        ]
        return found[0] | found[1] if len(found) == 2 else found[0]

    def where(self, plain: str, *, through: str = "") -> Q:
        """Rows of this plain value."""
        return self.matching(*self.searched(plain), through=through)

    def searched_any(self, plains: Iterable[str]) -> tuple[list[bytes] | None, list[bytes] | None]:
        """What to look for in the two columns, of several values, for `matching_any`."""
        searched = [self.searched(plain) for plain in plains]
        odd, even = ([one[at] for one in searched if one[at]] or None for at in (0, 1))
        return odd, even  # type: ignore[return-value]

    def matching_any(self, odd: list[bytes] | None, even: list[bytes] | None) -> Q:
        found = [
            Q(**{f"{name}__in": values}) for name, values in ((self.column, odd), (self.even, even)) if values
        ]
        return found[0] | found[1] if len(found) == 2 else found[0]

    def is_of(self, row: models.Model, plain: str) -> bool:
        """Whether a row's columns hold this value's hash under a key that counts, and no other's."""
        held = [getattr(row, self.column_of(number)) for number in ring.current().in_columns]
        made = [self.under(number, plain) for number in ring.current().in_columns]
        return any(held) and all(
            one is None or bytes(one) == other for one, other in zip(held, made, strict=True)
        )

    def names_for_locks(self, plain: str) -> list[str]:
        """Names under which two who do the same at once meet, whichever keys each of them knows yet."""
        return [self.under(number, plain).hex() for number in ring.current().in_columns]

    @property
    def rows(self) -> Any:
        """All rows of the model."""
        return apps.get_model(self.model)._default_manager.all()


@dataclass(frozen=True)
class KeyedSet:
    """A column with many short hashes, such as of the beginnings of a name: one array holds those of each key.

    63 bits of each: two texts may share a hash, so what is found is looked at. `of` tells a row's texts.
    """

    model: str
    column: str
    purpose: str
    of: Callable[[Any], set[str]]

    def __post_init__(self) -> None:
        _known_sets[self.model, self.column] = self

    @property
    def name(self) -> str:
        return f"{self.model}.{self.column}"

    def keys(self, texts: set[str]) -> list[int]:
        """What to write: the short hashes under each key that counts."""
        return sorted({one for number in ring.current().in_columns for one in self.under(number, texts)})

    def holding(self, texts: set[str]) -> Q:
        """Rows that hold all these texts, whichever key they were written under."""
        found = Q()
        for number in ring.current().in_columns:
            # Named as big integers: a bare list would be sent as small ones, and cut.
            asked = Value(sorted(self.under(number, texts)), output_field=ArrayField(models.BigIntegerField()))
            found |= Q(**{f"{self.column}__contains": asked})
        return found

    @property
    def rows(self) -> Any:
        """All rows of the model."""
        return apps.get_model(self.model)._default_manager.all()

    def under(self, number: int, texts: set[str]) -> set[int]:
        """The short hashes under one key."""
        key = ring.current().hash_keys[number]
        return {_short(key, self.purpose, text) for text in texts}


@lru_cache(maxsize=40_000)
def _short(key: bytes, purpose: str, text: str) -> int:
    """The same beginnings come again and again."""
    return int.from_bytes(made_with(key, text, purpose)[:8], "big") & _SHORT


def known() -> list[KeyedHash]:
    """Every pair of the models that are loaded."""
    return [_known[place] for place in sorted(_known)]


def known_sets() -> list[KeyedSet]:
    return [_known_sets[place] for place in sorted(_known_sets)]


def everything() -> list[KeyedHash | KeyedSet]:
    """All that a new hash key has to be written into."""
    return [*known(), *known_sets()]
