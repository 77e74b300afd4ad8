"""The figures of the public page `/open`, counted from the journal's facts.

./tuntas open            how far they are counted
./tuntas open rebuild    count every fact anew; says whether the figures come out as they stood
"""

from __future__ import annotations

from tuntas.domains.figures import actions, queries
from tuntas.domains.figures.waiting import actions as waiting
from tuntas.platform import clock


def main(argv: list[str]) -> int:
    if argv == ["rebuild"]:
        _say("promises", actions.rebuild(clock.now()))
        _say("waiting", waiting.rebuild(clock.now()))
        return 0
    if argv:
        print(__doc__)
        return 2
    standing = queries.standing()
    signed = standing.checkpoint.size if standing.checkpoint else 0
    print(f"{standing.leaves} facts are counted; a checkpoint of {signed} signs them.")
    return 0


def _say(what: str, rebuilt: actions.Rebuilt) -> None:
    outcome = f"{rebuilt.changed} rows differ from what stood" if rebuilt.changed else "equal to what stood"
    print(f"{what}: {rebuilt.leaves} facts counted anew: {outcome}.")
