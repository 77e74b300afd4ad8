"""Where encrypted values stand: columns, and how a value of one is written again under another key."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from tuntas.platform.secrets import NUMBER_BYTES, decrypt, encrypt, key_number
from tuntas.platform.secrets.fields import EncryptedTextField


@dataclass(frozen=True)
class Place:
    """One column of one table. A value's context is made from the row's column `of`, or is the same for all."""

    table: str
    column: str
    context: Callable[[Any], str]
    of: str = "null"
    primary_key: str = "id"
    # Where the column is a JSON object: which of its texts are encrypted, in base64.
    texts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"

    def written_with(self, value: Any) -> set[int]:
        """The numbers of the data keys that the value wants."""
        return {key_number(blob) for blob in self._blobs(value).values()}

    def rewritten(self, value: Any, of: Any) -> Any:
        """The same value as it is written today."""
        context = self.context(of)
        fresh = {
            name: encrypt(decrypt(blob, context=context), context=context)
            for name, blob in self._blobs(value).items()
        }
        if not self.texts:
            return fresh[""]
        return json.dumps(
            {**_object(value), **{name: base64.b64encode(blob).decode() for name, blob in fresh.items()}}
        )

    @property
    def may_want(self) -> str:
        """SQL for rows that may be written with another key than the one of two bytes that is given."""
        if self.texts:
            return f"{self.column} is not null and %s::bytea is not null"
        return f"substr({self.column}, 1, {NUMBER_BYTES}) <> %s"

    def _blobs(self, value: Any) -> dict[str, bytes]:
        if not self.texts:
            return {"": bytes(value)}
        held = _object(value)
        return {name: base64.b64decode(held[name]) for name in self.texts if held.get(name)}


def of_models() -> list[Place]:
    """The column of each encrypted field of each model."""
    return [
        Place(
            model._meta.db_table,
            str(field.column),
            lambda _of, context=field._context: context,  # type: ignore[misc]
            primary_key=str(model._meta.pk.column),
        )
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    ]


def _object(value: Any) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return held
