"""The start is refused, in words, when keys, data, role or jurisdiction do not fit together."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from tuntas.config import start


@pytest.fixture
def keys_folder(own_db, tmp_path, settings) -> Iterator[Path]:
    """A copy of the run's keys that a test may spoil."""
    from tuntas.domains.documents import signing
    from tuntas.platform import secrets

    folder = tmp_path / "keys"
    shutil.copytree(django_settings.TUNTAS_KEYS_DIR, folder)
    settings.TUNTAS_KEYS_DIR = folder
    secrets.forget()
    signing._signer.cache_clear()
    yield folder
    settings.TUNTAS_KEYS_DIR = Path("/nonexistent")
    secrets.forget()
    signing._signer.cache_clear()


def test_starts_when_everything_fits(keys_folder):
    start.refuse_unsafe(needs=start.ALL_KEYS)


@pytest.mark.parametrize("name", start.ALL_KEYS)
def test_refuses_a_missing_key_file_and_says_which(keys_folder, name):
    (keys_folder / f"{name}.json").unlink()

    _is_refused(rf"{name}\.json is missing.*escrow")


@pytest.mark.parametrize("name", start.ALL_KEYS)
@pytest.mark.parametrize(
    "content", ["", "[]", '{"mode": "demonstration"}', '{"mode": "demonstration', "\x00\x01"]
)
def test_refuses_a_damaged_key_file_and_says_which(keys_folder, name, content):
    (keys_folder / f"{name}.json").write_text(content)

    _is_refused(rf"{name}\.json is damaged.*escrow")


@pytest.mark.parametrize("secret", [None, "", "changeme"])
def test_refuses_pages_without_a_secret(keys_folder, secret):
    """Whoever puts another one there by hand, as docs/operations.md says, may slip."""
    path = keys_folder / "data.json"
    kept = {**json.loads(path.read_text()), "page_secret": secret}
    path.write_text(json.dumps({name: value for name, value in kept.items() if value is not None}))

    _is_refused(r"data\.json is damaged")


@pytest.mark.parametrize("name", start.ALL_KEYS)
def test_refuses_a_key_file_whose_key_was_cut(keys_folder, name):
    path = keys_folder / f"{name}.json"
    kept = json.loads(path.read_text())
    path.write_text(json.dumps({key: _cut(value) if key != "mode" else value for key, value in kept.items()}))

    _is_refused(rf"{name}\.json is damaged.*escrow")


@pytest.mark.parametrize("name", start.ALL_KEYS)
def test_refuses_a_key_file_of_the_other_mode(keys_folder, name):
    _change(keys_folder / f"{name}.json", mode="production")

    _is_refused(rf"{name}\.json was made for mode 'production'.*'demonstration'")


def test_a_web_process_wants_no_key_that_signs(keys_folder):
    for name in ("journal", "signing"):
        (keys_folder / f"{name}.json").unlink()

    start.refuse_unsafe()


def test_refuses_data_that_was_written_with_other_keys(keys_folder):
    from tests import world as w

    w.world()
    _new_data_keys(keys_folder, "data_keys")

    _is_refused("written with other keys")


def test_refuses_a_hash_key_by_which_nobody_would_be_found(keys_folder):
    from tests import world as w

    w.world()
    _new_data_keys(keys_folder, "hash_key")

    _is_refused("another hash key")


def test_refuses_a_journal_that_another_key_signed(keys_folder):
    from tuntas.platform import secrets
    from tuntas.platform.journal import signing

    _sign_something()
    (keys_folder / "journal.json").unlink()
    signing.create_keys()
    secrets.forget()

    _is_refused("journal|checkpoint")


def test_refuses_when_the_last_checkpoint_was_lost(keys_folder, settings):
    _sign_something()
    settings.TUNTAS_JOURNAL_ANCHOR.unlink()

    _is_refused("anchor is missing")


def test_refuses_demonstration_keys_with_a_jurisdiction(keys_folder, settings):
    settings.TUNTAS_JURISDICTION = "42"

    _is_refused("TUNTAS_MODE is 'demonstration'")


@pytest.mark.parametrize("province", ["31", "32", "94"])
def test_refuses_a_province_of_indonesia(keys_folder, settings, province):
    settings.TUNTAS_JURISDICTION = province

    _is_refused("province of Indonesia")


@pytest.mark.parametrize("written", ["３１", "۳۱", "31 ", "031", "99", "3"])
def test_refuses_a_province_however_it_is_written(keys_folder, settings, written):
    settings.TUNTAS_JURISDICTION = written

    _is_refused("must be two digits")


@pytest.mark.parametrize(
    ("power", "words"),
    [
        ("alter role tuntas_app superuser", "superuser"),
        ("alter role tuntas_app createrole", "make roles"),
        ("grant tuntas_owner to tuntas_app", "act as tuntas_owner"),
        ("grant pg_write_all_data to tuntas_app", "act as pg_write_all_data"),
        ("grant update on journal_fact to tuntas_app", "right UPDATE on journal_fact"),
        ("grant delete on journal_leaf to tuntas_app", "right DELETE on journal_leaf"),
        ("grant insert (recorded_at) on journal_fact to tuntas_app", "may set recorded_at"),
        ("alter table journal_fact disable trigger place_fact", "no trigger"),
    ],
)
def test_refuses_a_role_that_could_change_the_journal(keys_folder, superuser, power, words):
    from django.db import connection

    superuser.execute(power)
    connection.close()

    try:
        _is_refused(words)
    finally:
        superuser.execute("alter role tuntas_app nosuperuser nocreaterole")
        superuser.execute("revoke tuntas_owner, pg_write_all_data from tuntas_app")
        connection.close()


def test_refuses_a_journal_that_was_begun_for_the_other_mode(keys_folder, superuser):
    superuser.execute("alter table journal_charter disable trigger all")
    superuser.execute("update journal_charter set mode = 'production'")

    _is_refused("journal is that of a production")


def _is_refused(words: str) -> None:
    from tuntas.domains.documents import signing
    from tuntas.platform import secrets

    secrets.forget()
    signing._signer.cache_clear()
    with pytest.raises(SystemExit, match=f"(?s)^Tuntas does not start: .*({words})"):
        start.refuse_unsafe(needs=start.ALL_KEYS)


def _change(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def _cut(value: Any) -> Any:
    """Half of a text, wherever it stands."""
    if isinstance(value, str):
        return value[: len(value) // 2 - 1]
    if isinstance(value, list):
        return [_cut(one) for one in value]
    return {key: _cut(one) for key, one in value.items()} if isinstance(value, dict) else value


def _new_data_keys(folder: Path, what: str) -> None:
    kept = json.loads((folder / "data.json").read_text())
    new = {"data_keys": [{**kept["data_keys"][0], "key": "ab" * 32}], "hash_key": "cd" * 32}
    _change(folder / "data.json", **{what: new[what]})


def _sign_something() -> None:
    from django.db import transaction

    from tuntas.platform import clock, journal
    from tuntas.platform.actors import SYSTEM
    from tuntas.platform.journal import sequencer

    with transaction.atomic():
        journal.record("case:1", "case.submitted", by=SYSTEM, at=clock.now())
    sequencer.turn(at=clock.now())
