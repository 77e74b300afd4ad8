"""Looks at everything that this system stands on, and says in a sentence each what is wrong and how to mend it.

./tuntas doctor          what is wrong or doubtful, and how to mend it
./tuntas doctor --all    what is in order too
./tuntas doctor --json   all of it, one JSON object per line

It changes nothing, and works when the database is down. Ends with 1 when something is wrong, with 0 when all is in
order or only doubtful.
"""

from __future__ import annotations

import argparse
import json

from tuntas.config import session
from tuntas.config.doctor.verdicts import Finding, Verdict

SIGNS = {Verdict.OK: "ok     ", Verdict.DOUBT: "DOUBT  ", Verdict.WRONG: "WRONG  "}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tuntas doctor")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    session.end_orderly()
    from tuntas.config.doctor import round as doctors_round

    found = doctors_round.make()
    for line in as_json(found) if options.json else in_words(found, all_of_them=options.all):
        print(line)
    return 1 if any(one.is_wrong for one in found) else 0


def as_json(found: list[Finding]) -> list[str]:
    return [json.dumps(one.as_json(), ensure_ascii=False) for one in found]


def in_words(found: list[Finding], *, all_of_them: bool) -> list[str]:
    """What is not in order, in the order in which it is to be mended; what could not be seen, by cause."""
    lines = []
    for one in found:
        if one.verdict is not Verdict.NOT_SEEN and (all_of_them or one.verdict is not Verdict.OK):
            lines.append(f"{SIGNS[one.verdict]}{one.name}: {one.sentence}")
            lines += [f"       {one.mend}"] if one.mend else []
    unseen = [one for one in found if one.verdict is Verdict.NOT_SEEN]
    for cause in dict.fromkeys(one.sentence for one in unseen):
        names = ", ".join(one.name for one in unseen if one.sentence == cause)
        lines.append(f"{cause.removesuffix('.')} ({names})")
    counts = {verdict: sum(one.verdict is verdict for one in found) for verdict in Verdict}
    last = f"{counts[Verdict.OK]} in order, {counts[Verdict.DOUBT]} doubtful, {counts[Verdict.WRONG]} wrong"
    return [*lines, f"{last}, {counts[Verdict.NOT_SEEN]} not looked at." if unseen else f"{last}."]
