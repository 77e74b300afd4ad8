"""The register does not start where its numbers could be taken for Indonesia's."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tuntas.domains.register import guard
from tuntas.domains.register.rules import INDONESIAN_PROVINCES


def settings(code: str, mode: str = "production") -> SimpleNamespace:
    return SimpleNamespace(TUNTAS_JURISDICTION=code, TUNTAS_MODE=mode)


@pytest.mark.parametrize("mode", ["production", "demonstration"])
def test_training_starts_in_any_mode(mode: str) -> None:
    guard.check(settings("", mode))


def test_a_jurisdiction_of_its_own_starts_in_production() -> None:
    guard.check(settings("45"))


@pytest.mark.parametrize("code", sorted(INDONESIAN_PROVINCES))
def test_refuses_each_province_of_indonesia(code: str) -> None:
    with pytest.raises(guard.RegisterFault, match="SIAK alone"):
        guard.check(settings(code))


@pytest.mark.parametrize("code", ["99", "4", "450", "XX"])
def test_refuses_what_is_no_jurisdiction(code: str) -> None:
    with pytest.raises(guard.RegisterFault, match="two digits"):
        guard.check(settings(code))


def test_refuses_keys_of_a_demonstration_for_real_numbers() -> None:
    with pytest.raises(guard.RegisterFault, match="TUNTAS_MODE=production"):
        guard.check(settings("45", "demonstration"))
