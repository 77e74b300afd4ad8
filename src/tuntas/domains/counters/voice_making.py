"""Makes the board's units with espeak-ng's Indonesian voice: small, equally loud, the same bytes each time."""

from __future__ import annotations

import math
import random
import subprocess
import wave
from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from .voice import GONG, texts

RATE = 16_000
VOICE = ("espeak-ng", "-v", "id", "-s", "135", "-p", "42", "-a", "160", "-w")
LOUD = 0.85
QUIET = 0.02  # of the loudest sample: less is the silence before and after
TAPS = 8
# Two notes, high then low: it is heard through talk and announces the number. Hertz, begin, seconds.
NOTES = ((784.0, 0.0, 0.9), (622.3, 0.4, 1.0))


class NoVoice(Exception):
    """The program that speaks is not here; says how to get it."""


def make(folder: Path) -> int:
    """Write one file a unit into the folder, over those that are there. How many bytes they have together."""
    folder.mkdir(parents=True, exist_ok=True)
    for unit, samples in _all():
        _write(folder / f"{unit}.wav", unit, samples)
    return sum(path.stat().st_size for path in folder.glob("*.wav"))


def _all() -> Iterator[tuple[str, Sequence[float]]]:
    yield GONG, _gong()
    for unit, text in texts().items():
        yield unit, _trimmed(_at_rate(*_spoken(text)))


def _spoken(text: str) -> tuple[Sequence[float], int]:
    try:
        said = subprocess.run([*VOICE, "/dev/stdout", text], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise NoVoice("espeak-ng is not installed. On Debian: apt-get install espeak-ng") from None
    except subprocess.CalledProcessError as fault:
        raise NoVoice(f"espeak-ng did not speak: {fault.stderr.decode(errors='replace').strip()}") from None
    with wave.open(BytesIO(said)) as sound:
        rate = sound.getframerate()
    # A stream's header does not know its length: what follows the 44 bytes of it are 16-bit samples.
    body = said[44:]
    return array("h", body[: len(body) // 2 * 2]), rate


def _at_rate(samples: Sequence[float], rate: int) -> list[float]:
    """The same sound with `RATE` samples a second, by a windowed sinc that also keeps out what is too high."""
    step = rate / RATE
    width = TAPS * max(step, 1.0)
    found = []
    for place in range(int(len(samples) / step)):
        middle = place * step
        first, last = max(0, math.ceil(middle - width)), min(len(samples) - 1, math.floor(middle + width))
        weights = [_weight((at - middle) / max(step, 1.0)) for at in range(first, last + 1)]
        total = sum(weights) or 1.0
        found.append(sum(weight * samples[first + at] for at, weight in enumerate(weights)) / total)
    return found


def _weight(distance: float) -> float:
    if distance == 0:
        return 1.0
    turn = math.pi * distance
    return math.sin(turn) / turn * (0.5 + 0.5 * math.cos(turn / TAPS)) if abs(distance) < TAPS else 0.0


def _trimmed(samples: Sequence[float]) -> Sequence[float]:
    limit = QUIET * max(map(abs, samples))
    heard = [at for at, one in enumerate(samples) if abs(one) > limit]
    edge = RATE // 100
    return samples[max(0, heard[0] - edge) : heard[-1] + 2 * edge]


def _gong() -> list[float]:
    length = int(RATE * max(begin + lasts for _tone, begin, lasts in NOTES))
    return [sum(_note(tone, at / RATE - begin, lasts) for tone, begin, lasts in NOTES) for at in range(length)]


def _note(tone: float, seconds: float, lasts: float) -> float:
    if not 0 <= seconds < lasts:
        return 0.0
    turn = 2 * math.pi * tone * seconds
    fading = math.exp(-4 * seconds / lasts) * min(1.0, seconds * 200) * (1 - seconds / lasts)
    return (math.sin(turn) + 0.3 * math.sin(2 * turn)) * fading


def _write(path: Path, unit: str, samples: Sequence[float]) -> None:
    """Eight bits a sample. A little noise, the same each time, keeps the steps from being heard."""
    scale = LOUD * 127 / max(map(abs, samples))
    noise = random.Random(unit)  # noqa: S311  nothing secret: the same file each time
    rounded = (round(one * scale + noise.random() - noise.random()) for one in samples)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(bytes(min(255, max(0, 128 + one)) for one in rounded))
