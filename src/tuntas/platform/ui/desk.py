"""The head bar of the desk: who works here, at which office, in which role, and where the keys lead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One destination in the head bar."""

    text: str
    url: str
    key: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class DeskBar:
    """Given to `ui/desk.html` as `bar`."""

    office: str
    person: str
    role: str
    sign_out_url: str
    places: tuple[Place, ...] = ()
