"""Which part of a picture is shown where there is less room than it needs: around its focal point."""

import math

# What the layouts ask for, and what social networks do (Open Graph: 1.91 to 1).
RATIOS = {"16x9": (16, 9), "3x2": (3, 2), "4x3": (4, 3), "1x1": (1, 1), "3x4": (3, 4), "share": (1200, 630)}

# From the left and from the top, in shares of width and height, 0 to 1.
Focus = tuple[float, float]
# Left, top, right, bottom in pixels; the last two are the first that are no longer in it.
Box = tuple[int, int, int, int]


def box(width: int, height: int, ratio: tuple[int, int], focus: Focus) -> Box:
    """Return the largest box of `ratio` in a picture of `width` × `height`, with `focus` as near its middle as can be.

    It lies wholly in the picture, so that near an edge the point is not in the middle, but always inside. Pixels are
    whole, so that of a very small picture the ratio is met as nearly as it can be.
    """
    across, down = ratio
    if width * down > height * across:
        size = max(1, round(height * across / down)), height
    else:
        size = width, max(1, round(width * down / across))
    left, top = (_start(whole, part, at) for whole, part, at in zip((width, height), size, focus, strict=True))
    return left, top, left + size[0], top + size[1]


def _start(whole: int, part: int, focus: float) -> int:
    # Halves upwards, so that a part of one pixel is the one that has the point.
    return min(max(0, math.floor(whole * focus - part / 2 + 0.5)), whole - part)
