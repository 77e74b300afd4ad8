"""Does a backup end before what was already published? The anchor, which no backup holds, says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import BackupFault
from .manifest import Manifest


@dataclass(frozen=True)
class Comparison:
    """A backup beside the last checkpoint that was signed."""

    made_at: str
    leaves: int
    newest_fact_at: str | None
    published: int | None

    @property
    def lost(self) -> int:
        """How many facts were published that the backup does not hold."""
        return max(0, (self.published or 0) - self.leaves)

    def __str__(self) -> str:
        lines = [f"The backup of {self.made_at} holds {self.leaves} facts of the journal."]
        if self.newest_fact_at:
            lines.append(f"Its newest fact was recorded at {self.newest_fact_at}.")
        if self.published is None:
            lines.append("There is no anchor to compare it with.")
        elif self.lost:
            lines.append(
                f"The anchor says that {self.published} were published: {self.lost} facts, recorded after that moment, "
                "are not in this backup. Residents may hold receipts and documents for them."
            )
        else:
            lines.append(f"The anchor says that {self.published} were published: none of them is missing.")
        return "\n".join(lines)


def compare(manifest: Manifest, anchor: Path | None) -> Comparison:
    """The backup beside the anchor in this file; signatures are checked at the end, when the keys are there."""
    published = _size(anchor) if anchor else None
    return Comparison(manifest.made_at, manifest.leaves, manifest.newest_fact_at, published)


def find(given: Path | None, own: Path) -> Path | None:
    """The anchor to go by: the one that is given, which must be there, or the target's own, if it has one."""
    if given:
        if not given.is_file():
            raise BackupFault(f"There is no anchor at {given}.")
        if own.exists() and own.read_bytes() != given.read_bytes():
            raise BackupFault(
                f"{own} is another anchor than {given}. Look at both; the one with more facts counts."
            )
        return given
    return own if own.exists() else None


def place(text: str, own: Path) -> None:
    """Put a checkpoint where the journal looks for its anchor, if there is none."""
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(text)


def _size(anchor: Path) -> int:
    try:
        return int(anchor.read_text().split("\n")[1])
    except (OSError, ValueError, IndexError) as fault:
        raise BackupFault(f"{anchor} holds no checkpoint.") from fault
