"""The statements of one press at a kiosk, written down as it ran, then run by pgbench with as many clients.

Run inside an installation: python -m tuntas.config.benches.ticket_sql FOLDER SECRET…
"""

from __future__ import annotations

import sys
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any

from .house import House
from .recording import HEAD, at_this_moment, own_rows, recorded
from .scripts import Scripts

EACH = 150


def main(folder: Path, secrets: list[str]) -> None:
    """One file for each kiosk."""
    import django

    django.setup()
    from django.test import Client

    from tuntas.domains.counters.queries.kiosks import kiosk_of

    folder.mkdir(parents=True, exist_ok=True)
    for place, secret in enumerate(secrets):
        device = kiosk_of(secret)
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.cookies["tuntas_kiosk"] = secret
        for _warm in range(2):  # what is prepared once is not part of a press
            with recorded() as statements:
                answer = browser.post(
                    "/kiosk/", {"key": str(uuid.uuid4()), "letter": "A"}, HTTP_ACCEPT="application/json"
                )
        if answer.status_code != 200 or device is None:
            raise RuntimeError(f"The kiosk answered {answer.status_code}.")
        kept = {sha256(secret.encode()).hexdigest(), str(device.pk), device.pk.hex}
        text = "".join(f"{at_this_moment(own_rows(one, kept))};\n" for one in statements)
        (folder / f"{place}.sql").write_text(HEAD + text)


def scripts_of(house: House, kiosks: list[dict[str, Any]]) -> Scripts:
    """A press at each of these kiosks, written down inside the installation."""
    folder = house.folder / f"presses-{len(kiosks)}"
    house.python("-m", "tuntas.config.benches.ticket_sql", str(folder), *(one["secret"] for one in kiosks))
    return Scripts(house, sorted(folder.glob("*.sql")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
