"""What happened, kept so that nobody can change it unseen: `record` a fact, `react` to facts."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tuntas.platform.journal.actions import at_once as at_once
    from tuntas.platform.journal.actions import record as record
    from tuntas.platform.journal.actions import record_each as record_each
    from tuntas.platform.journal.reactions import react as react
    from tuntas.platform.journal.sightings import record_sighting as record_sighting

_DOORS = {
    "at_once": "actions",
    "record": "actions",
    "record_each": "actions",
    "react": "reactions",
    "record_sighting": "sightings",
}


def __getattr__(name: str) -> Any:
    # Django imports this package before models may be imported, so the doors open when first used.
    if name in _DOORS:
        from importlib import import_module

        door = getattr(import_module(f"{__name__}.{_DOORS[name]}"), name)
        globals()[name] = door
        return door
    raise AttributeError(name)
