"""Which keys count now? What data.json said when this process last looked, at most a second ago."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import keys

# A rotation waits for longer than this before it relies on what it wrote into the file.
LOOKED_AT_EVERY_SECONDS = 1.0

# What a key is still for. `all`: read and written. `facts`: opens sealed facts, which are never written again.
# `check`: a PIN or a token made under it is still known, but no column holds its hashes.
ALL, FACTS, CHECK = "all", "facts", "check"


@dataclass(frozen=True)
class Ring:
    """The keys of one state of the file."""

    ciphers: dict[int, AESGCM]
    only_facts: frozenset[int]
    encrypts_with: int
    # Every known hash key, and those under which columns are written and searched.
    hash_keys: dict[int, bytes]
    in_columns: tuple[int, ...]

    @property
    def hashes_with(self) -> int:
        """The older one while two count: whoever has not heard of the newer one yet knows it too."""
        return self.in_columns[0]


def parse(content: dict[str, Any]) -> Ring:
    """The ring in a key file's content; KeyError, TypeError or ValueError when it is none."""
    data_keys, hash_keys = content["data_keys"], hash_keys_of(content)
    full = [key["number"] for key in data_keys if key.get("use", ALL) == ALL]
    encrypts_with = content.get("encrypts_with", max(full))
    if encrypts_with not in full:
        raise ValueError("encrypts_with names a key that is not there")
    return Ring(
        ciphers={key["number"]: AESGCM(bytes.fromhex(key["key"])) for key in data_keys},
        only_facts=frozenset(key["number"] for key in data_keys) - frozenset(full),
        encrypts_with=encrypts_with,
        hash_keys={key["number"]: bytes.fromhex(key["key"]) for key in hash_keys},
        in_columns=tuple(sorted(key["number"] for key in hash_keys if key.get("use", ALL) == ALL)),
    )


def hash_keys_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The hash keys with their numbers; files of before the first rotation hold one without a number."""
    if "hash_keys" in content:
        return [dict(key) for key in content["hash_keys"]]
    return [{"number": 1, "key": content["hash_key"]}]


class _Seen:
    """What this process knows of the file, and when it looked last."""

    def __init__(self) -> None:
        self.ring: Ring | None = None
        self.state: tuple[int, ...] = ()
        self.looked_at = 0.0


_seen = _Seen()


def current() -> Ring:
    """The keys; the file is looked at again when the last look is a second old, and read when it was changed."""
    ring = _seen.ring
    if ring is None or time.monotonic() - _seen.looked_at > LOOKED_AT_EVERY_SECONDS:
        return look()
    return ring


def look() -> Ring:
    """Look at the file now. One that cannot be read any more changes nothing for a process that runs."""
    _seen.looked_at = time.monotonic()
    state = _state()
    if _seen.ring is None:
        _seen.ring, _seen.state = parse(keys.load("data")), state
    elif state != _seen.state:
        try:
            _seen.ring, _seen.state = parse(keys.load("data")), state
        except (keys.KeysFault, KeyError, TypeError, ValueError):
            # A start refuses such a file in words; a counter that serves goes on with the keys it has.
            return _seen.ring
    return _seen.ring


def forget() -> None:
    """Know nothing of the file (after a change, and in tests)."""
    _seen.ring, _seen.state = None, ()


def _state() -> tuple[int, ...]:
    try:
        found = os.stat(keys.path("data"))
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_size)
