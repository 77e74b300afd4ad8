"""What every template knows about the installation: `{{ tuntas.… }}`."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from tuntas.platform import demonstration


@dataclass(frozen=True)
class Installation:
    mode: str
    live_origin: str
    release: str
    agency: str
    notice: str

    @property
    def is_demonstration(self) -> bool:
        return bool(self.notice)


def page(request: HttpRequest) -> dict[str, Installation]:
    """One name, `tuntas`, so that a view's own words can never hide the demonstration banner by accident."""
    return {"tuntas": installation()}


def installation() -> Installation:
    """For templates that are drawn without a request, such as the page of a fault."""
    return Installation(
        mode=settings.TUNTAS_MODE,
        live_origin=settings.LIVE_ORIGIN,
        release=settings.RELEASE,
        agency=settings.TUNTAS_AGENCY,
        notice=demonstration.notice(),
    )
