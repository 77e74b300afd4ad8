"""One thing that is looked at, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    DOUBT = "doubt"  # it works, but somebody should look at it
    WRONG = "wrong"
    NOT_SEEN = "not seen"  # something else must be mended first


class Wrong(Exception):
    """The thing does not work; the text says why. `mend` where the way differs from the usual one."""

    def __init__(self, sentence: str, mend: str = "") -> None:
        super().__init__(sentence)
        self.mend = mend


class Doubtful(Wrong):
    """It works, but not for long, or not as well as it should."""


@dataclass(frozen=True)
class Check:
    """`look` gives the sentence of a thing that is in order, or raises; `mend` says what helps otherwise."""

    name: str
    look: Callable[[], str]
    mend: str


@dataclass(frozen=True)
class Finding:
    name: str
    verdict: Verdict
    sentence: str
    mend: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.verdict is Verdict.WRONG

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def examine(checks: Iterable[Check]) -> list[Finding]:
    """Look at each thing; what fails in a way that nobody foresaw is wrong too."""
    return [_examined(check) for check in checks]


def not_seen(checks: Iterable[Check], because: str) -> list[Finding]:
    return [Finding(check.name, Verdict.NOT_SEEN, f"Not looked at: {because}") for check in checks]


def _examined(check: Check) -> Finding:
    try:
        return Finding(check.name, Verdict.OK, check.look())
    except Doubtful as doubt:
        return Finding(check.name, Verdict.DOUBT, str(doubt), doubt.mend or check.mend)
    except Wrong as wrong:
        return Finding(check.name, Verdict.WRONG, str(wrong), wrong.mend or check.mend)
    except Exception as fault:
        first = (str(fault).strip() or type(fault).__name__).splitlines()[0]
        return Finding(check.name, Verdict.WRONG, first, check.mend)
