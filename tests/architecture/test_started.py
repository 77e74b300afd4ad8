"""What is started as a program of its own runs: a module without its last two lines would begin and end at once."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
STARTED = re.compile(r'"-m",\s*"(tuntas[\w.]*)"')
RUNS = 'if __name__ == "__main__":'


def _silent(source: Path) -> set[str]:
    """The modules that somebody starts by name and that would do nothing."""
    named = {name for file in source.rglob("*.py") for name in STARTED.findall(file.read_text())}
    return {name for name in named if not _runs(source / name.replace(".", "/"))}


def _runs(module: Path) -> bool:
    return (module / "__main__.py").exists() or RUNS in module.with_suffix(".py").read_text()


def test_every_module_that_is_started_by_name_runs() -> None:
    assert _silent(SOURCE) == set()


def test_one_that_would_do_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "tuntas").mkdir()
    (tmp_path / "tuntas" / "city.py").write_text("def main() -> None: ...\n")
    (tmp_path / "tuntas" / "group.py").write_text('COMMAND = ["python", "-m", "tuntas.city"]\n')

    assert _silent(tmp_path) == {"tuntas.city"}
