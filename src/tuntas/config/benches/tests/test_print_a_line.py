"""A figure is one JSON object on one line, and what can't be measured is said and never printed as a figure."""

from __future__ import annotations

import json

import pytest

from tuntas.config.benches import FIGURES, promises
from tuntas.config.benches.lines import share, text_of
from tuntas.config.commands import bench


def test_prints_one_object_a_line_with_name_value_and_unit_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        promises, "run", lambda options: iter([{"limit": 5000, "unit": "ms", "value": 12, "name": "promises"}])
    )

    ended = bench.main(["promises"])

    (line,) = capsys.readouterr().out.splitlines()
    assert ended == 0
    assert list(json.loads(line).items())[:3] == [("name", "promises"), ("value", 12), ("unit", "ms")]


def test_says_what_could_not_be_measured_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(options: object) -> None:
        raise RuntimeError("no page came")

    monkeypatch.setattr(promises, "run", broken)

    ended = bench.main(["promises"])

    said = capsys.readouterr()
    assert (ended, said.out) == (1, "")
    assert "no page came" in said.err


def test_refuses_a_figure_that_does_not_exist() -> None:
    with pytest.raises(SystemExit) as refused:
        bench.main(["speed"])

    assert refused.value.code == 2


def test_a_line_without_a_unit_is_a_fault() -> None:
    with pytest.raises(KeyError):
        text_of({"name": "page", "value": 1})


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([5.0], 95, 5.0), ([float(n) for n in range(1, 101)], 95, 95.0), ([3.0, 1.0, 2.0], 50, 2.0)],
)
def test_a_share_is_the_value_that_so_many_do_not_exceed(
    values: list[float], percent: int, expected: float
) -> None:
    assert share(values, percent) == expected


def test_every_figure_can_be_run() -> None:
    import importlib

    assert all(callable(importlib.import_module(f"tuntas.config.benches.{name}").run) for name in FIGURES)
