"""`./tuntas translations`: extract texts into the catalogues, compile them, say what is missing."""

from __future__ import annotations

import ast
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[2]
FUNCTIONS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}


def main(argv: list[str]) -> int:
    """`extract` adds missing texts, `compile` makes the .mo files, `check` fails when a text has no Indonesian."""
    what = argv[0] if argv else "check"
    if what == "extract":
        for app in _apps():
            _extract(app)
        return 0
    if what == "compile":
        compile_all()
        return 0
    missing = list(_missing())
    for line in missing:
        print(line)
    return 1 if missing else 0


def compile_all() -> None:
    """Make each .mo file whose .po is newer."""
    for source in PACKAGE.glob("*/**/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        written = source.stat().st_mtime_ns
        if not target.exists() or target.stat().st_mtime_ns < written:
            # Written aside and renamed: another process may be reading it at this moment.
            aside = target.with_suffix(f".{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(aside))
            # As old as what was read: else a text that is translated meanwhile would never be compiled.
            os.utime(aside, ns=(written, written))
            aside.replace(target)


def _apps() -> Iterator[Path]:
    yield from sorted({path.parent for path in PACKAGE.glob("*/**/apps.py")})


def _catalogue(app: Path) -> Path:
    return app / "locale" / "id" / "LC_MESSAGES" / "django.po"


def _extract(app: Path) -> None:
    path = _catalogue(app)
    texts = dict(_texts(app))
    if not texts and not path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Language": "id",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    for (context, text), plural in texts.items():
        if (context, text) not in known:
            entry = polib.POEntry(msgid=text, msgctxt=context, msgstr="")
            if plural:
                entry.msgid_plural, entry.msgstr_plural = plural, {0: ""}
            catalogue.append(entry)
    for key, entry in known.items():
        if key not in texts:
            catalogue.remove(entry)
    catalogue.sort(key=lambda entry: entry.msgid)
    catalogue.save(str(path))


def _missing() -> Iterator[str]:
    for app in _apps():
        path = _catalogue(app)
        texts = dict(_texts(app))
        entries = polib.pofile(str(path)) if path.exists() else []
        known = {(entry.msgctxt, entry.msgid): entry for entry in entries}
        name = app.relative_to(PACKAGE)
        for key, plural in texts.items():
            entry = known.get(key)
            if entry is None or not (entry.msgstr or all(entry.msgstr_plural.values() or [""])):
                yield f"{name}: no Indonesian for {key[1]!r}"
            elif plural and plural != entry.msgid_plural:
                # Without its plural the text is looked up in vain, and the page falls back to English.
                yield f"{name}: no plural form for {key[1]!r}"
        for key in known:
            if key not in texts:
                yield f"{name}: no longer used: {key[1]!r} (run `./tuntas translations extract`)"


def _texts(app: Path) -> Iterator[tuple[tuple[str | None, str], str | None]]:
    """The app's own texts: those of an app within it stand in that one's catalogue."""
    within = [other for other in _apps() if other != app and other.is_relative_to(app)]

    def is_own(path: Path) -> bool:
        return not any(path.is_relative_to(other) for other in within)

    for path in filter(is_own, sorted(app.rglob("*.py"))):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _in_python(path)
    for path in filter(is_own, sorted(app.rglob("templates/**/*"))):
        if path.suffix in {".html", ".txt"}:
            yield from _in_template(path)


def _in_python(path: Path) -> Iterator[tuple[tuple[str | None, str], str | None]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name not in FUNCTIONS or not texts:
            continue
        if name.startswith("pgettext"):
            yield (texts[0], texts[1]), None
        else:
            yield (None, texts[0]), texts[1] if name.startswith("ngettext") else None


def _in_template(path: Path) -> Iterator[tuple[tuple[str | None, str], str | None]]:
    """Django's own reading of a template turns its texts into calls of gettext."""
    from django.utils.translation.template import templatize

    source = io.StringIO(templatize(path.read_text(), origin=str(path))).getvalue()
    for match in re.finditer(
        r"\b(n?p?gettext|_)\(((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"),?\s*)+)", source
    ):
        arguments = ast.literal_eval(f"({match[2].rstrip(', ')},)")
        if match[1] == "pgettext":
            yield (arguments[0], arguments[1]), None
        elif match[1] == "ngettext":
            yield (None, arguments[0]), arguments[1]
        else:
            yield (None, arguments[0]), None


if __name__ == "__main__":
    import sys

    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
