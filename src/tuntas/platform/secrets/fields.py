"""Model fields that are encrypted in the database and plain in Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from . import decrypt, encrypt

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field


class EncryptedTextField(AnyField):
    """Text, encrypted with its table and column as context; bytes in the database."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None:
            return None
        return encrypt(self._to_bytes(value), context=self._context)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        return self._from_bytes(decrypt(value, context=self._context))

    def get_default(self) -> Any:
        if self.has_default():
            return self.default() if callable(self.default) else self.default
        return None if self.null else ""

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Encrypted fields are not serialised.")

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def _to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def _from_bytes(self, plain: bytes) -> Any:
        return plain.decode()


class EncryptedJSONField(EncryptedTextField):
    """A JSON value, encrypted with its table and column as context."""

    def _to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)
