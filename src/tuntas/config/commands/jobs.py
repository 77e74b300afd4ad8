"""Jobs that were given up: each was tried eight times, or ended eight workers. What succeeded is deleted.

./tuntas jobs            list them (number, name, tries, ids, and the request that each follows from)
./tuntas jobs retry ID   try one again, with all its tries
"""

from __future__ import annotations

from tuntas.platform import jobs


def main(argv: list[str]) -> int:
    if argv[:1] == ["retry"] and len(argv) == 2 and argv[1].isdigit():
        done = jobs.try_again(int(argv[1]))
        print("It waits again." if done else "There is no failed job with this number.")
        return 0 if done else 1
    if argv:
        print(__doc__)
        return 2
    for failed in jobs.failed():
        cause = f"  request {failed.request}" if failed.request else ""
        print(f"{failed.number:>8}  {failed.name}  {failed.tries} tries  {failed.ids}{cause}")
    return 0
