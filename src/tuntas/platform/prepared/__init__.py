"""Statements whose SQL is made once: for the few verbs and pages that everybody waits for.

Django makes the SQL of a queryset anew each time, which costs more than PostgreSQL needs to answer it. What is
written here is still a queryset or a model's row; only the making is remembered.
"""

from .reading import Prepared
from .statement import run
from .writing import insert, update

__all__ = ["Prepared", "insert", "run", "update"]
