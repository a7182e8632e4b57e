"""Which files readers get of a picture, and how they are made.

What a page cannot do without, `FIRST`, is made when the picture is uploaded; the rest by `run_due`. What is not there
yet is never linked (`models.Image`).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PIL import Image as Pillow

from articles.images import crops
from articles.images.crops import Focus

# The widths that the layouts ask for, on screens of one to three pixels a point; none is made larger than the picture.
WIDTHS = {
    "whole": (640, 960, 1280, 1920),
    "16x9": (480, 640, 736, 960, 1280, 1920),
    "3x2": (320, 480, 640, 736, 960, 1280),
    "4x3": (480, 640, 736, 960, 1280),
    "1x1": (160, 320, 640),
    "3x4": (160, 320, 640),
    # Social networks ask for this very size, whatever the picture has.
    "share": (1200,),
}
FIRST = (640, 1200, 1280)
# No side of a WebP is longer (RFC 9649, 2.6).
HIGHEST = 16_383
# Best first: a browser takes the first that it knows. JPEG is for the few that know no other.
ENDINGS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
QUALITY: dict[str, dict[str, Any]] = {
    # Of a photograph nearly as quick as 9 and seven times as quick as 6, which makes it 2 % smaller; drawings are a
    # third smaller than with 9.
    "avif": {"quality": 50, "speed": 8},
    # More than twice as quick as 4, and 6 % larger.
    "webp": {"quality": 76, "method": 2},
    "jpg": {"quality": 80, "optimize": True, "progressive": True},
}

# {crop: {ending: [widths, …]}}
Files = dict[str, dict[str, list[int]]]


@dataclass(frozen=True)
class Wanted:
    """One file that is to be made."""

    crop: str
    width: int
    ending: str

    @property
    def name(self) -> str:
        return file_name(self.crop, self.width, self.ending)


def file_name(crop: str, width: int, ending: str) -> str:
    return f"{crop}-{width}.{ending}"


def names(files: Files) -> Iterator[str]:
    for crop, endings in files.items():
        for ending, widths in endings.items():
            yield from (file_name(crop, width, ending) for width in widths)


def height_of(crop: str, width: int, size: tuple[int, int]) -> int:
    """Return the height of a rendition; `size` is that of the whole picture."""
    across, down = crops.RATIOS.get(crop, size)
    return min(max(1, round(width * down / across)), HIGHEST)


def wanted(size: tuple[int, int], focus: Focus) -> list[Wanted]:
    """Return all files of a picture of `size`."""
    return [
        Wanted(crop, width, ending)
        for crop in WIDTHS
        for width in _widths(crop, size, focus)
        for ending in ENDINGS
        if ending != "jpg" or width in _first_widths(crop, size, focus)
        if crop != "share" or ending == "jpg"
    ]


def wide_enough(widths: list[int], at_least: int) -> int:
    """Return the smallest of `widths` that is not below `at_least`, else the last; they are in order, and some."""
    return next((width for width in widths if width >= at_least), widths[-1])


def first(size: tuple[int, int], focus: Focus) -> list[Wanted]:
    """Return those that are made at once: JPEG and WebP in two widths, or in the largest of a small picture."""
    return [
        file
        for file in wanted(size, focus)
        if file.ending != "avif" and file.width in _first_widths(file.crop, size, focus)
    ]


def encode(
    picture: Pillow.Image, files: list[Wanted], size: tuple[int, int], focus: Focus
) -> Iterator[tuple[Wanted, bytes]]:
    """Yield each file with its content; `picture` is that of `size`, or a smaller one, as `uploads.decode` returns it.

    One scaled picture is in memory at a time, and each is scaled once for all its formats.
    """
    for (crop, width), same in groupby(sorted(files, key=_scale), key=_scale):
        target = width, height_of(crop, width, size)
        part = _box(crop, picture.size, focus)
        scaled = picture.resize(target, Pillow.Resampling.LANCZOS, box=part, reducing_gap=3)
        for file in same:
            content = io.BytesIO()
            scaled.save(content, ENDINGS[file.ending], **QUALITY[file.ending])
            yield file, content.getvalue()


def _scale(file: Wanted) -> tuple[str, int]:
    return file.crop, file.width


def enough(files: list[Wanted], size: tuple[int, int], focus: Focus) -> tuple[int, int]:
    """Return the least width and height to which a picture of `size` may be decoded for `files`."""
    boxes = ((file.width, _box(file.crop, size, focus)) for file in files)
    factor = min(1, max((width / (right - left) for width, (left, _top, right, _bottom) in boxes), default=1))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def mean_colour(picture: Pillow.Image) -> str:
    red, green, blue = picture.resize((1, 1), Pillow.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _widths(crop: str, size: tuple[int, int], focus: Focus) -> list[int]:
    """Return the widths of the layouts that the picture has; of one without the largest its own is the last."""
    left, _top, right, _bottom = _box(crop, size, focus)
    own = right - left
    if crop == "whole":
        # A long strip is made as wide as its height lets it be.
        own = min(own, max(1, HIGHEST * size[0] // size[1]))
    return [width for width in WIDTHS[crop] if width <= own or crop == "share"] + (
        [own] if own < WIDTHS[crop][-1] and own not in WIDTHS[crop] and crop != "share" else []
    )


def _first_widths(crop: str, size: tuple[int, int], focus: Focus) -> list[int]:
    widths = _widths(crop, size, focus)
    return [width for width in widths if width in FIRST] or widths[-1:]


def _box(crop: str, size: tuple[int, int], focus: Focus) -> crops.Box:
    return crops.box(*size, crops.RATIOS[crop], focus) if crop in crops.RATIOS else (0, 0, *size)
