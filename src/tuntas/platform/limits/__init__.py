"""How often somebody may do what anyone may do: so many at once, then so many a minute.

`@limited("draft", Rate(at_once=60, a_minute=30))` on a view counts by the visitor's address; `take(kind, who, rate)`
counts by anything else. Who comes too often waits, and is told how long.
"""

from .actions import TooMany, forget, take
from .rules import Rate
from .views import declared, limited

__all__ = ["Rate", "TooMany", "declared", "forget", "limited", "take"]
