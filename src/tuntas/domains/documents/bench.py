"""How many signed documents a second two workers make: real rows, the real job, the real signature."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from django.db import connections

from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.ids import new_id
from tuntas.platform.journal.models import Fact

from . import actions, jobs
from .models import Document
from .workflow import State

WORKERS = 2
LIMIT = 12
_WHERE = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
_PEOPLE = ("CONTOH BAPAK", "CONTOH IBU", "CONTOH ANAK")


def run(count: int = 240) -> dict[str, Any]:
    """Freeze `count` deeds and family cards, make them all, and report documents per second."""
    documents = [_freeze(index) for index in range(count)]
    orders = _orders(documents)
    workers = [_worker(orders[part::WORKERS]) for part in range(WORKERS)]
    for worker in workers:
        worker.stdout.readline()
    began = time.monotonic()
    for worker in workers:
        worker.communicate("go\n")
    took = time.monotonic() - began
    made = Document.objects.filter(pk__in=[document.pk for document in documents], state=State.SIGNED).count()
    return {
        "name": "documents",
        # The first document of each worker was made before the watch was started.
        "value": round((made - WORKERS) / took, 2),
        "unit": "1/s",
        "limit": LIMIT,
        "workers": WORKERS,
        "signed": made,
        "ordered": count,
    }


def work(database: dict[str, Any], orders: list[int]) -> None:
    """One worker's life: make one document, say that it is ready, make the rest when told."""
    connections["default"].settings_dict.update(database)
    first, *rest = orders
    # Key file, fonts and templates are read once in a worker's life; that is not what is measured.
    jobs.render_document(fact_id=first)
    print("ready", flush=True)
    sys.stdin.readline()
    for order in rest:
        jobs.render_document(fact_id=order)


def _worker(orders: list[int]) -> Any:
    # A new interpreter, not a fork: the typesetter's threads would not survive one.
    database = {name: connections["default"].settings_dict[name] for name in _WHERE}
    call = f"from {__name__} import work; work({database!r}, {orders!r})"
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup(); {call}"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "tuntas.config.settings"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _orders(documents: list[Document]) -> list[int]:
    streams = [f"case:{document.case_id}" for document in documents]
    facts = Fact.objects.filter(stream__in=streams, name="document.frozen")
    return list(facts.order_by("id").values_list("pk", flat=True))


def _freeze(index: int) -> Document:
    name = f"CONTOH {index:04}"
    kind, content = ("family_card", _family(name)) if index % 2 else ("birth_certificate", _birth(name))
    order = actions.Order(kind, content, name)
    return actions.freeze(new_id(), order, office="99.71.01.1001", by=SYSTEM, at=clock.now())[0]


def _birth(name: str) -> dict[str, Any]:
    return {
        "number": "9971-LU-03112026-0001",
        "nik": "9971014211260001",
        "name": name,
        "sex": "perempuan",
        "birth_place": "Jakarta",
        "born_on": "2026-11-02",
        "father": "CONTOH BAPAK",
        "mother": "CONTOH IBU",
        "issued_in": "Jakarta",
        "issued_on": "2026-11-03",
    }


def _family(name: str) -> dict[str, Any]:
    members = [{"name": person, "nik": "9971014211260001", "birth_date": "1995-04-12"} for person in _PEOPLE]
    return {"number": "9971010311260002", "head": name, "members": members, "issued_on": "2026-11-03"}
