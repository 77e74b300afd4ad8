"""QR codes as SVG: an address for a camera."""

from __future__ import annotations

import io
from typing import Any


def svg(address: str, *, error: str = "m", **style: Any) -> str:
    """The code of an address; `error` (l, m, q, h) is how much may be damaged, `style` as segno names it."""
    # Six megabytes that most processes never need.
    import segno

    picture = io.BytesIO()
    segno.make(address, error=error, micro=False).save(picture, kind="svg", **style)
    return picture.getvalue().decode()


def squares(address: str, *, error: str = "m", mask: int | None = None) -> list[list[bool]]:
    """As rows of dark and light squares. Without a `mask` all eight are tried, which takes five times as long."""
    import segno

    return [
        [bool(dark) for dark in row] for row in segno.make(address, error=error, mask=mask, micro=False).matrix
    ]
