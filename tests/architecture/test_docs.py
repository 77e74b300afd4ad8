"""What the documents name is there: pages they link to, commands, files, decisions."""

import re
from pathlib import Path

import pytest

from tuntas.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tuntas"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# A path as it stands in code marks; what holds a blank to fill in is none.
A_PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")


def _broken_links(page: Path) -> list[str]:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
    return [link for link in links if "://" not in link and not (page.parent / link).exists()]


def _missing_paths(page: Path) -> list[str]:
    """Paths are written from the root, from the package, or from the page itself."""
    named = {path for path in A_PATH.findall(page.read_text()) if path.split("/")[0] in _places()}
    return sorted(path for path in named if not any(_is_there(place / path) for place in _roots()))


def _is_there(path: Path) -> bool:
    """A file, a folder, a module without its ending, or a name in a module."""
    return path.exists() or path.with_name(f"{path.name}.py").exists() or path.with_suffix(".py").exists()


def _roots() -> tuple[Path, ...]:
    return (ROOT, SOURCE, SOURCE / "domains")


def _places() -> set[str]:
    return {
        path.name for root in _roots() for path in root.iterdir() if path.is_dir() and path.name[0] not in "._"
    }


def _unknown_commands(page: Path) -> list[str]:
    named = set(re.findall(r"\./tuntas ([a-z]+)", page.read_text()))
    return sorted(named - set(COMMANDS))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_names_is_there(page):
    assert _broken_links(page) == []
    assert _missing_paths(page) == []
    assert _unknown_commands(page) == []


def test_a_planted_fault_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[x](gone.md) `domains/cases/gone.py` and `domains/cases/actions/` run `./tuntas dance`")

    assert _broken_links(page) == ["gone.md"]
    assert _missing_paths(page) == ["domains/cases/gone.py"]
    assert _unknown_commands(page) == ["dance"]


def test_every_decision_stands_in_the_list():
    adr = ROOT / "docs" / "adr"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (adr / "README.md").read_text()))

    assert {path.name for path in adr.glob("0*.md")} == listed


def test_the_readme_lists_every_command():
    rows = set(re.findall(r"^\| `([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))

    assert set(COMMANDS) <= rows
