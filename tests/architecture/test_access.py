"""The matrix of who may do what names every verb, and holds what the house never does."""

from pathlib import Path

import pytest

from tuntas.config import matrix

DOMAINS = Path(__file__).resolve().parents[2] / "src" / "tuntas" / "domains"
ROWS = {row.verb: row.refusals for row in matrix.rows()}
OTHERS = ("officer of another office", "registrar of another office")


def test_every_decision_of_every_domain_stands_in_the_matrix() -> None:
    declared = matrix.declared(DOMAINS) | matrix.declared(DOMAINS.parent / "config")

    assert declared - set(matrix.VERBS) - matrix.NOT_ABOUT_ROLES == set()
    assert (set(matrix.VERBS) | matrix.NOT_ABOUT_ROLES) - declared == set(), "named, but no longer there"


def test_a_decision_that_nobody_asked_for_is_found(tmp_path: Path) -> None:
    access = tmp_path / "cases" / "access.py"
    access.parent.mkdir()
    access.write_text("def can_forge(actor, case):\n    return True\n")

    assert matrix.declared(tmp_path) == {"cases.can_forge"}


@pytest.mark.parametrize("verb", sorted(matrix.VERBS))
def test_each_verb_is_somebodys_and_not_everybodys(verb: str) -> None:
    """A verb that all may do needs no decision; one that none may do was asked in the wrong circumstances."""
    allowed = [who for who, refusal in ROWS[verb].items() if refusal is None]

    assert 0 < len(allowed) < len(matrix.ACTORS), (verb, ROWS[verb])


@pytest.mark.parametrize(
    "verb", [verb for verb in sorted(matrix.VERBS) if verb.startswith(("cases.", "documents."))]
)
def test_nobody_of_another_office_and_nobody_unknown_touches_a_case(verb: str) -> None:
    # Cards are reached through their case, which does not exist for who keeps the system.
    keepers = ("administrator",) if verb.startswith("cases.") else ()

    assert all(ROWS[verb][who] for who in (*OTHERS, *keepers, "public"))


def test_who_accepted_never_approves() -> None:
    holder = matrix.ACTORS["officer who took it"]
    registrar = type(holder)(holder.kind, holder.id, "registrar", holder.offices)

    assert not matrix.VERBS["cases.can_approve"](registrar)
    assert matrix.VERBS["cases.can_approve"](matrix.ACTORS["registrar"])
