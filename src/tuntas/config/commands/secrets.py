"""Makes the key files of a new system; keys that are there are never touched.

./tuntas secrets create
"""

from __future__ import annotations

import sys


def main(argv: list[str]) -> int:
    from tuntas.config import first_keys

    if argv[:1] != ["create"]:
        print(__doc__)
        return 2
    made = first_keys.create_missing()
    print(f"Made: {', '.join(made)}. Copy the folder into escrow now." if made else "All key files are there.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
