"""How each kind of setting is written; `ValueError` says how, when one is not."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def text(value: str) -> str:
    return value


def one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in words:
            raise ValueError(" or ".join(repr(word) for word in words))
        return value

    return read


def origin(value: str) -> str:
    if not value.startswith(("http://", "https://")) or value.endswith("/"):
        raise ValueError("an origin such as https://tuntas.example, without a slash at the end")
    return value


def issuer(value: str) -> str:
    """In clear only on this machine: whoever reads along would be believed."""
    scheme, host = urlsplit(value).scheme, urlsplit(value).hostname
    if value and scheme != "https" and not (scheme == "http" and _is_here(host)):
        raise ValueError("https://… as the provider writes its issuer")
    return value


def mail_server(value: str) -> str:
    """A password goes in clear to this machine only: whoever reads along could write in our name."""
    if value and not _is_mail_server(value):
        # Not what the library says of it: that quotes the password.
        raise ValueError(
            "smtps://user:password@host:port, or smtp://user:password@host:port?starttls=1"
        ) from None
    return value


def _is_mail_server(value: str) -> bool:
    try:
        parts = urlsplit(value)
        known, _port = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname), parts.port
    except ValueError:
        return False
    is_closed = parts.scheme == "smtps" or "starttls=1" in parts.query or _is_here(parts.hostname)
    return known and (is_closed or not parts.password)


def _is_here(host: str | None) -> bool:
    return host in {"127.0.0.1", "::1", "localhost"}


def words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def addresses(value: str) -> list[str]:
    """Each is compared as a whole: a name or a network would never fit, and nobody would notice."""
    try:
        return [str(ip_address(word)) for word in words(value)]
    except ValueError as fault:
        raise ValueError(
            "addresses such as 127.0.0.1, no names and no networks, with commas between them"
        ) from fault


def folder(value: str) -> Path:
    """Absolute: a process that was started from elsewhere would look for keys elsewhere."""
    if not Path(value).is_absolute():
        raise ValueError("a path that begins with /")
    return Path(value)


def seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 3600:
        raise ValueError("a number of seconds above 0")
    return seconds


def number(value: str) -> int:
    if not value.isdecimal() or int(value) >= 10**9:
        raise ValueError("a whole number, 0 or more")
    return int(value)


def wait(value: str) -> int:
    if number(value) > 300:
        raise ValueError("a whole number of seconds from 0 to 300")
    return int(value)


def token(value: str) -> str:
    if value and len(value) < 20:
        raise ValueError("empty, or a secret of at least 20 characters")
    return value


def zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise ValueError("a time zone such as Asia/Jakarta") from fault
    return value
