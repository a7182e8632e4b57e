"""Whether text can be read on its ground: relative luminance and contrast as WCAG 2.2 defines them (1.4.3)."""

import re
from collections.abc import Iterable

HEX = re.compile(r"#[0-9a-f]{6}")
# What text and what a sign must reach.
TEXT, GRAPHIC = 4.5, 3.0


def luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least(colour: str, grounds: Iterable[str]) -> float:
    """Return the contrast of `colour` with the one of `grounds` on which it is hardest to read."""
    return min(contrast(colour, ground) for ground in grounds)


def lightened(colour: str, grounds: Iterable[str], enough: float = TEXT) -> str:
    """Return `colour` with as little white in it as makes it readable on dark `grounds`; itself where it is."""
    grounds = list(grounds)
    for white in range(101):
        lighter = _hex(channel + (1 - channel) * white / 100 for channel in _channels(colour))
        if least(lighter, grounds) >= enough:
            return lighter
    return "#ffffff"


def mixed(colour: str, ground: str, share: float) -> str:
    """Return `ground` with so much of `colour` in it: 0 is the ground itself, 1 the colour."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _hex(channel * share + under * (1 - share) for channel, under in pairs)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
