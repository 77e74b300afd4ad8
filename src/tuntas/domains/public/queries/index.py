"""The satisfaction index of several offices together, from what each has published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuntas.domains.satisfaction.queries import PublishedIndex
from tuntas.domains.satisfaction.rules import Index, Tally, index_of


@dataclass(frozen=True)
class PooledIndex:
    """An index and the published answers that it stands on; `index` is None before the first ten."""

    answers: int
    index: Index | None


def pooled(published: Mapping[str, PublishedIndex], office_codes: Iterable[str]) -> PooledIndex:
    """Every published answer counts the same (rule *pooled*): full tens of each office, so nobody can be worked out."""
    answers, totals = 0, defaultdict(list)
    for code in office_codes:
        office = published.get(code)
        if office is None or office.index is None:
            continue
        answers += office.answers
        for element in office.elements:
            totals[element.key].append((int(element.mean * element.answered), element.answered))
    tallies = {key: Tally(sum(n for n, _ in some), sum(n for _, n in some)) for key, some in totals.items()}
    return PooledIndex(answers, index_of(tallies))
