"""A journal that each test signs and counts for itself."""

from tuntas.domains.figures.tests.conftest import count, own_anchor

__all__ = ["count", "own_anchor"]
