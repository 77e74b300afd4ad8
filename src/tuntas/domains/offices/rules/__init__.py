"""The pure rules of offices: kinds and calendars."""

from .kinds import Effect, Employment, Level, OfficeKind, Role

__all__ = ["Effect", "Employment", "Level", "OfficeKind", "Role"]
