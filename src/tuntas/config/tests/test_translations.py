"""A text without Indonesian is found before anyone reads English among Indonesian."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tuntas.config.commands import translations

COUNTED = 'ngettext("%(n)d case", "%(n)d cases", n)'


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    folder = tmp_path / "domains" / "one"
    (folder / "locale" / "id" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "apps.py").write_text(COUNTED)
    return folder


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        ("", "no Indonesian"),
        ('msgid "%(n)d case"\nmsgstr "%(n)d permohonan"\n', "no plural form"),
        ('msgid "%(n)d case"\nmsgid_plural "%(n)d cases"\nmsgstr[0] ""\n', "no Indonesian"),
        ('msgid "%(n)d case"\nmsgid_plural "%(n)d things"\nmsgstr[0] "%(n)d hal"\n', "no plural form"),
    ],
)
def test_finds_what_is_missing(app: Path, catalogue: str, said: str) -> None:
    translations._catalogue(app).write_text(catalogue)

    [line] = translations._missing()

    assert said in line


def test_a_text_that_is_translated_during_the_compiling_is_compiled_the_next_time(
    app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, read = translations._catalogue(app), translations.polib.pofile
    source.write_text('msgid "Late"\nmsgstr ""\n')

    def read_and_meanwhile_translate(path: str) -> polib.POFile:
        found = read(path)
        source.write_text('msgid "Late"\nmsgstr "Terlambat"\n')
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(translations.polib, "pofile", read_and_meanwhile_translate)
        translations.compile_all()
    translations.compile_all()

    [entry] = polib.mofile(str(source.with_suffix(".mo")))
    assert entry.msgstr == "Terlambat"


def test_is_content_with_a_whole_catalogue(app: Path) -> None:
    whole = 'msgid "%(n)d case"\nmsgid_plural "%(n)d cases"\nmsgstr[0] "%(n)d permohonan"\n'
    translations._catalogue(app).write_text(whole)

    assert list(translations._missing()) == []
