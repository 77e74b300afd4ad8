"""Log lines as JSON records on standard error, without bodies, addresses, query strings or values."""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType
from typing import Any

import structlog

from tuntas.platform import causes

from . import env

LONGEST_CHAIN = 5


def places_of_fault(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its kind and the places it passed.

    Its text is left out: "invalid input syntax for type integer: …" and "Key (…) already exists" quote what a resident
    typed. A database fault keeps its SQLSTATE and the names of table and constraint, which quote nothing.
    """
    found = event.pop("exc_info", None)
    event.pop("stack_info", None)
    fault = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(fault, BaseException):
        event["fault"] = [_described(one) for one in _chain(fault)]
    return event


def routes_for_addresses(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Name the route of a request instead of its address: the link of a draft or a survey would open it."""
    request = getattr(event.get("_record"), "request", None)
    if path := getattr(request, "path", ""):
        match = getattr(request, "resolver_match", None)
        shown = f"/{match.route}" if match else f"/{path.split('/')[1]}/…"
        # The framework writes addresses escaped.
        for written in (path, path.encode("unicode_escape").decode()):
            if len(written) > 1:
                event["event"] = str(event["event"]).replace(written, shown)
    return event


def causes_of_jobs(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """The queue's own lines about a job say, like the job's, which job it is and which request it follows from."""
    job = getattr(event.get("_record"), "job", None)
    if isinstance(job, dict):
        event.setdefault("job", job.get("task_name"))
        if request := (job.get("task_kwargs") or {}).get(causes.KEY):
            event.setdefault("request", request)
    return event


def _chain(fault: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while fault is not None and fault not in chain and len(chain) < LONGEST_CHAIN:
        chain.append(fault)
        fault = fault.__cause__ or fault.__context__
    return chain


def _described(fault: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(fault.__traceback__)
    described: dict[str, Any] = {
        "kind": f"{type(fault).__module__}.{type(fault).__qualname__}",
        "places": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
    }
    diagnosis = getattr(fault, "diag", None)
    for name in ("sqlstate", "table_name", "constraint_name"):
        if value := getattr(diagnosis, name, None):
            described[name] = value
    return described


def _last_words(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault or kind(), trace)
        return
    structlog.get_logger("process").error("ended by a fault", exc_info=(kind, fault, trace))


def keep_last_words() -> None:
    """What ends a serving process or one of its threads becomes a record too, instead of Python's own traceback."""
    sys.excepthook = _last_words
    threading.excepthook = lambda last: _last_words(last.exc_type, last.exc_value, last.exc_traceback)


# Our own lines go the same way as the framework's.
structlog.configure(
    processors=[structlog.stdlib.filter_by_level, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "record": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.contextvars.merge_contextvars,
                routes_for_addresses,
                causes_of_jobs,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                places_of_fault,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "record"}},
    "root": {"handlers": ["stderr"], "level": env.read("TUNTAS_LOG_LEVEL")},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "pyhanko": {"level": "WARNING"},
    },
}
