"""The journal's own key: who signs its checkpoints."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from tuntas.platform.journal.rules.notes import Signer, Verifier
from tuntas.platform.secrets import keys

_signer, _verifier = cache(Signer.parse), cache(Verifier.parse)


def create_keys() -> None:
    """Write the signing key of a new journal; its name, the origin, is the address under which it is served."""
    address = urlsplit(settings.WEB_ORIGIN)
    signer = Signer.new(f"{address.netloc}/journal")
    keys.write_new(
        "journal",
        {"origin": signer.name, "signing_key": signer.write(), "verifier_key": str(signer.verifier)},
    )


def signer() -> Signer:
    """The key that signs; only the sequencer asks for it."""
    return _signer(keys.read("journal")["signing_key"])


def verifier() -> Verifier:
    """The public key, by which anyone checks a checkpoint."""
    return _verifier(keys.read("journal")["verifier_key"])


def origin() -> str:
    """The journal's name, the first line of each checkpoint."""
    return verifier().name
