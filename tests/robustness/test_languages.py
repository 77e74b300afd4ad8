"""Many readers at once, in both languages, in a process that has just begun: nobody reads the other's words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.robustness.house import ROOT
from tuntas.config.cluster import APPLICATION
from tuntas.platform.demonstration import NOTICE

READERS, ROUNDS = 6, 2
SCRIPTS = re.compile(r"<(script|style).*?</\1>", re.DOTALL)
# On the button that changes the language; and the notice, which stands in Indonesian on every page.
IN_BOTH = {"English", "Bahasa Indonesia", NOTICE}


@pytest.mark.parametrize("first", ["id", "en"])
def test_nobody_reads_the_others_words(own_db: str, cluster: Any, tmp_path: Any, first: str) -> None:
    """`first` reads alone before the others come: what is kept from then on is in that language."""
    from tests import world as w
    from tuntas.platform import clock

    there = w.world(clock.now())
    case = w.accepted(there)
    pages = ("/", f"/services/{w.SERVICE}/", "/track/", "/verify/", "/open", f"/open/{w.OFFICE}", "/nowhere/")
    inside = ("/desk/", "/desk/approvals/", f"/desk/cases/{case.pk}/", f"/monitor/{w.OFFICE}/")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DATABASE_URL": cluster.url(APPLICATION, own_db),
        "TUNTAS_JOURNAL_ANCHOR": str(tmp_path / "anchor"),
    }
    command = [sys.executable, "-m", "tests.robustness.test_languages", first, str(there.head.id)]

    said = subprocess.run(
        [*command, *pages, *inside], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (said.returncode, said.stdout) == (0, ""), said.stdout[:2000] + said.stderr[-2000:]


def test_a_text_that_was_kept_without_its_language_would_be_seen() -> None:
    """The planted fault."""
    from django.utils.translation import gettext, override

    with override("en"):
        kept = gettext("Nearly late")

    assert list(foreign(f"<p>{kept}</p>", "id")) == ["Nearly late"]
    assert list(foreign("<p>Hampir terlambat</p>", "en")) == ["Hampir terlambat"]
    assert list(foreign(f"<p>{kept}</p>", "en")) == []


def foreign(page: str, language: str) -> Iterator[str]:
    """The texts of the page, from tag to tag, that stand in the other language's catalogue alone."""
    from django.utils.translation.trans_real import translation

    parts = (part.partition(">")[2] for part in SCRIPTS.sub("", page).split("<"))
    shown = {" ".join(unescape(part).split()) for part in parts}
    pairs = {key: text for key, text in translation("id")._catalog.items() if isinstance(key, str) and text}
    english, indonesian = set(pairs), set(pairs.values())
    theirs = english - indonesian if language == "id" else indonesian - english
    yield from sorted((shown & theirs) - IN_BOTH - {""})


def _read(client: Any, address: str, language: str, found: list[str]) -> None:
    client.cookies["tuntas_language"] = language
    page = client.get(address)
    if f'<html lang="{language}"' not in page.content.decode():
        found.append(f"{address} does not speak {language}: {page.status_code}")
    found.extend(f"{address} in {language}: {text}" for text in foreign(page.content.decode(), language))


def main(first: str, head: str, *pages: str) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from tuntas.domains.offices.models import Staff

    found: list[str] = []
    gate = threading.Barrier(READERS)

    def entered() -> Client:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(Staff.objects.get(pk=head))
        return client

    def read(number: int) -> None:
        client, language = entered(), ("id", "en")[number % 2]
        for _round in range(ROUNDS):
            for address in pages[number:] + pages[:number]:
                gate.wait()
                _read(client, address, language, found)
        connection.close()

    alone = entered()
    for address in pages:
        _read(alone, address, first, found)
    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    print(*sorted(set(found)), sep="\n", end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
