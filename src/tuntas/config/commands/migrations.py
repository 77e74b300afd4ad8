"""Writes migrations for changed models.

./tuntas migrations [APP] [-n NAME]
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    from django.core.management import call_command

    call_command("makemigrations", *argv)
    return 0
