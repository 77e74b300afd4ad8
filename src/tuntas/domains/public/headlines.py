"""The large figures at the top of an open page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.domains.figures.rules.figures import FEWEST, Figures, Times
from tuntas.domains.figures.showing.cells import NOTHING, Headline, count

from .cells import index, share
from .queries import Board


def headlines(board: Board) -> list[Headline]:
    """Share, minutes, first steps, what ended otherwise: the large figures."""
    figures, counts = board.total.figures, board.total.figures.counts
    if figures.is_empty:
        return []
    kept = share(figures.share)
    ended = ngettext("%(count)s case refused", "%(count)s cases refused", counts["refused"]) % {
        "count": counts["refused"]
    }
    return [
        Headline(kept.text, _("of the promises were kept"), kept.small),
        Headline(*_large(figures.deliver, _("until finished: half of all cases took no longer"))),
        Headline(*_large(figures.accept, _("until the file was checked: half of all cases"))),
        _taken(figures),
        Headline(
            count(counts["refused"] + counts["withdrawn"]),
            _("refused or withdrawn: counted apart, never as kept"),
            ended
            + ", "
            + ngettext("%(count)s withdrawn", "%(count)s withdrawn", counts["withdrawn"])
            % {"count": counts["withdrawn"]},
        ),
        *_satisfied(board),
    ]


def _taken(figures: Figures) -> Headline:
    """How long they waited who sent their case; whoever stood at a counter did not wait for that."""
    figure, text, small = _large(figures.take, _("until an officer took it: half of all cases"))
    if not (opened := figures.counts["at_counter"]):
        return Headline(figure, text, small)
    apart = ngettext(
        "%(count)s opened at a counter, not in this figure",
        "%(count)s opened at counters, not in this figure",
        opened,
    )
    return Headline(figure, text, f"{small}; {apart % {'count': count(opened)}}")


def _satisfied(board: Board) -> list[Headline]:
    """The index of everything or a region; an office's own has a section with all its questions."""
    cell = index(board.total.answered)
    if board.own_index or cell.text == NOTHING:
        return []
    return [Headline(cell.text, _("satisfaction of those who answered, up to now"), cell.small)]


def _large(times: Times, text: str) -> tuple[str, str, str]:
    number = ngettext("%(count)s case", "%(count)s cases", times.number) % {"count": count(times.number)}
    if times.median is None:
        few = _("%(number)s: a percentile needs %(fewest)s") % {"number": number, "fewest": FEWEST}
        return NOTHING, text, few
    minutes = ngettext("%(count)s minute", "%(count)s minutes", times.median) % {"count": count(times.median)}
    rest = _("nine of ten within %(most)s minutes; %(number)s") % {
        "most": count(times.ninetieth or 0),
        "number": number,
    }
    return minutes, text, rest
