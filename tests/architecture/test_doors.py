"""Domains enter one another only through their doors: actions, queries, facts, rules, and what is named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tuntas"
DOORS = {"actions", "queries", "facts", "rules", "jobs", "demonstration", "schedule"}
# A door with a name of its own, and why it is one.
MORE_DOORS = {
    ("offices", "doors"): "the way in to every page of staff",
    ("register", "port"): "the types of the port to the population register",
    ("register", "guard"): "what the start asks",
    ("register", "elements"): "the words of what a change of data can name",
    ("promises", "watch"): "what the steward calls every second",
    ("documents", "access"): "where the owner of a case says who may read its files",
    ("counters", "access"): "who serves residents at an office",
    ("figures", "showing"): "a figure in words and the axes of a drawing, for all who show figures",
    ("figures", "waiting"): "what pages of waiting show, alike for anyone and for who answers for an office",
    ("cases", "access"): "the decisions that a front door shows in place of a button",
    ("cases", "proof"): "which cases this browser proved",
    ("cases", "receipts"): "the paper that portal and desk give to the applicant",
    ("cases", "workflow"): "the names of the states",
}
HOUSE = {"config"}


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text())
    for block in [node for node in ast.walk(tree) if isinstance(node, ast.If)]:
        if isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING":
            block.body = []  # a type's name alone is no way in
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("tuntas.domains."):
            continue
        parts = str(node.module).split(".")[2:]
        if len(parts) == 1:
            yield from ((parts[0], name.name) for name in node.names)
        else:
            yield parts[0], parts[1]


def _wrong_doors() -> list[str]:
    wrong = []
    for path in SOURCE.rglob("domains/**/*.py"):
        own = path.relative_to(SOURCE / "domains").parts[0]
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for domain, door in _imports(path):
            if domain != own and door not in DOORS and (domain, door) not in MORE_DOORS:
                wrong.append(f"{path.relative_to(SOURCE)}: {domain}.{door}")
    return sorted(set(wrong))


def test_no_domain_climbs_through_a_window():
    assert _wrong_doors() == []


@pytest.mark.parametrize("door", sorted(MORE_DOORS))
def test_each_named_door_is_used(door):
    used = {found for path in SOURCE.rglob("**/*.py") if "tests" not in path.parts for found in _imports(path)}

    assert door in used
