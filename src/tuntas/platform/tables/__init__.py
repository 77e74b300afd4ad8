"""Tables that come in and go out as CSV: read with line, column and reason, shown before they change anything.

A domain describes each of its tables once, as a `Sheet`:

    OFFICES = Sheet(
        name="offices",
        title=_("Offices"),
        about=_("One line is one office, by its code."),
        columns=(Column("code", text(20)), Column("closes", minute()), Column("note", text(80), required=False)),
        rows=lambda by, at: …,          # what goes out: the cells of each line, in the columns' order
        plan=lambda lines, by, at: …,   # what these lines would change: reads, decides, returns a `Plan`
        lock=…,                         # called first in the transaction of an import
    )

`plan` gets `Line(number, cells)`s whose cells were read by their columns. It answers with a `Change` for each line
(`Kind.ADD`, `CHANGE` or `LEAVE`, a name, details), a `Fault` (line, column, reason) for each that cannot be, and
`write`, which does everything. Nothing is written unless there is no fault and the plan is still the one that was shown.

Pages: `views.download(request, sheet, by=by)` and `views.upload(request, sheet, by=by, at=at, frame=…)`.
Commands: `console.write_out(sheet, …)` and `console.take_in(sheet, …)`.
"""

from .cells import YEARS, Unreadable, choice, day, minute, number, text, yes_or_no
from .plans import Change, Fault, Kind, Plan
from .reading import LIMIT_BYTES, LIMIT_LINES, Column, Line, Read, read
from .sheets import NotAsShown, NotSound, Sheet, look, take_in
from .writing import as_csv, cell

__all__ = [
    "LIMIT_BYTES",
    "LIMIT_LINES",
    "YEARS",
    "Change",
    "Column",
    "Fault",
    "Kind",
    "Line",
    "NotAsShown",
    "NotSound",
    "Plan",
    "Read",
    "Sheet",
    "Unreadable",
    "as_csv",
    "cell",
    "choice",
    "day",
    "look",
    "minute",
    "number",
    "read",
    "take_in",
    "text",
    "yes_or_no",
]
