"""Which services are there, in which version, and what do they ask and promise? Read once, at start."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from tuntas.platform.forms.definition import Form
from tuntas.platform.forms.located import DataFault

from .reading import read_service
from .rules import Requirement, Service

FOLDER = Path(__file__).parent / "services"


class NoSuchService(LookupError):
    """There is no service of this code, version or day."""


class Catalogue:
    """All versions of all services in one folder of files."""

    def __init__(self, folder: Path) -> None:
        self._versions: dict[tuple[str, int], Service] = {}
        for path in sorted(folder.glob("*.yaml")):
            service = read_service(path)
            key = (service.code, service.version)
            if key in self._versions:
                raise DataFault(f"{path.name}: version: {service.code} has version {service.version} twice")
            self._versions[key] = service

    def service(self, code: str, on: dt.date) -> Service:
        """The version in force on a day; NoSuchService."""
        valid = [one for one in self._versions.values() if one.code == code and one.valid_from <= on]
        if not valid:
            raise NoSuchService(code)
        return max(valid, key=lambda one: (one.valid_from, one.version))

    def version(self, code: str, version: int) -> Service:
        """The version that a case was asked with; NoSuchService."""
        try:
            return self._versions[code, version]
        except KeyError:
            raise NoSuchService(f"{code} version {version}") from None

    def services(self, on: dt.date) -> list[Service]:
        """Every service in force on a day, by name."""
        codes = {one.code for one in self._versions.values() if one.valid_from <= on}
        return sorted((self.service(code, on) for code in codes), key=lambda one: one.name.id)

    def all_versions(self) -> list[Service]:
        return list(self._versions.values())


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation; the first call reads and checks every file."""
    return Catalogue(FOLDER)


def services(on: dt.date | None = None) -> list[Service]:
    """The services in force on a day; without a day every version (what start and checks look at)."""
    return catalogue().services(on) if on else catalogue().all_versions()


def service(code: str, on: dt.date) -> Service:
    """The service as it is offered on a day; NoSuchService."""
    return catalogue().service(code, on)


def service_version(code: str, version: int) -> Service:
    """The service as a case was asked with; NoSuchService."""
    return catalogue().version(code, version)


def form_of(code: str, version: int) -> Form:
    """The form of this version of the service."""
    return service_version(code, version).form


def requirement(code: str, version: int, key: str) -> Requirement:
    """One requirement of a version; KeyError when it is not on the list."""
    return service_version(code, version).requirement(key)


def promise_minutes(code: str, on: dt.date, *, variant: str = "standard") -> int:
    """Office minutes promised on a day; NoSuchService when nothing is promised then."""
    term = service(code, on).promise(on, variant)
    if term is None:
        raise NoSuchService(f"{code}: nothing is promised on {on}")
    return term.minutes


def accept_minutes(code: str, on: dt.date) -> int:
    """Office minutes from submitting to the decision that the file is complete."""
    return service(code, on).accept_within_minutes
