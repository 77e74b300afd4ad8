"""Everything between a started database and serving: texts, keys, tables, checks, static files, demonstration.

Run in a process of its own by `./tuntas run`, so that the supervisor stays small and never knew the owner's password.
"""

from __future__ import annotations

import os
import sys

from tuntas.config import session


def main() -> None:
    with session.setting_up():
        _prepare()


def _prepare() -> None:
    from tuntas.config.commands import migrate
    from tuntas.config.commands.translations import compile_all

    owner_url = os.environ.pop("DATABASE_OWNER_URL", "")
    compile_all()
    session.make_keys()
    if owner_url:
        migrate.as_owner(owner_url)
    session.set_up_django()
    from django.conf import settings

    from tuntas.config import start

    start.refuse_unsafe(needs=start.ALL_KEYS)
    start.collect_static()
    if settings.DEMONSTRATION:
        from tuntas.config.commands import demo

        def report(text: str) -> None:
            print(text, file=sys.stderr, flush=True)

        demo.load(demo.wanted_by_settings(), report)
        demo.old_documents(report)


if __name__ == "__main__":
    main()
