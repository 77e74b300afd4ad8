"""The board's voice: one small sound file for each unit that a call is read out with, made by espeak-ng.

  ./tuntas voice                    make those that come with Tuntas anew
  ./tuntas voice --folder FOLDER    make them elsewhere, for instance to record them one by one under the same names

Recordings (.wav, .ogg, .mp3 or .m4a) in the folder TUNTAS_VOICE_DIR are played instead of those that come with Tuntas;
a unit that is not there keeps ours. Making them wants the program espeak-ng (Debian: apt-get install espeak-ng);
playing them wants nothing.
"""

from __future__ import annotations

from pathlib import Path

from tuntas.domains.counters import voice, voice_making

OURS = Path(voice.__file__).parent / "static" / "counters" / "audio"


def main(argv: list[str]) -> int:
    if argv and (len(argv) != 2 or argv[0] != "--folder"):
        print(__doc__)
        return 2
    folder = Path(argv[1]) if argv else OURS
    try:
        size = voice_making.make(folder)
    except (voice_making.NoVoice, OSError) as fault:
        print(fault)
        return 1
    print(f"{len(voice.texts()) + 1} units, {size / 1000:.0f} kB in {folder}")
    return 0
