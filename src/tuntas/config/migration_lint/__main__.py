"""`./tuntas check` runs this; with `release` all migrations of today are written down as released."""

from __future__ import annotations

import sys


def main(argv: list[str]) -> int:
    from django.db.migrations.loader import MigrationLoader

    from . import lint

    if argv == ["release"]:
        ours = [one for one in lint.plan(MigrationLoader(None)) if type(one).__module__.startswith(lint.OURS)]
        lint.RELEASED.write_text("".join(f"{name}\n" for name in sorted(map(lint.name_of, ours))))
        return 0
    findings = lint.of_the_project()
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
