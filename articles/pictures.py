"""A <picture> of a picture's files: the widths and formats there are, and a placeholder near its colour."""

from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from articles.images import files, renditions
from articles.models import Image
from articles.models.image import Picture
from newsroom import languages
from newsroom.patterns import pattern
from newsroom.sanitize import SafeString, trusted

# Below it the layouts have one column (static/css/components/frame.css); not every browser knows half-open ranges.
NARROW = "(max-width: 699.98px)"
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# The steps of red, green and blue in static/css/components/picture.css.
TINTS = 6


class Source(NamedTuple):
    """What a <source> or an <img> says of one crop in one format."""

    media: str
    crop: str
    ending: str
    # At least one, the smallest first.
    widths: tuple[int, ...]
    # Of the widest.
    height: int

    @property
    def type(self) -> str:
        return TYPES[self.ending]

    @property
    def files(self) -> list[tuple[str, int]]:
        """Return name and width of each file."""
        return [(renditions.file_name(self.crop, width, self.ending), width) for width in self.widths]


class Shape(NamedTuple):
    """What pictures of the same formats and widths, in the same place of a page, have in common."""

    sources: tuple[Source, ...]
    plain: Source
    sizes: str
    is_eager: bool


def picture_element(
    shown: Picture | Image | None, *, crop: str = "whole", narrow: str = "", sizes: str = "100vw", eager: bool = False
) -> SafeString:
    """Print a picture; nothing of None, or while there is no file.

    `crop` is a name of `renditions.WIDTHS`, `narrow` the one of windows of one column where it is another. A bare Image
    such as a portrait has no words; a Picture brings its own.
    """
    image = shown.image if isinstance(shown, Picture) else shown
    plain = _source(image, "", crop, "jpg") if image else None
    if image is None or plain is None:
        return trusted("")
    wanted = [(NARROW, narrow, ending) for ending in TYPES] if narrow and narrow != crop else []
    wanted += [("", crop, ending) for ending in TYPES if ending != "jpg"]
    sources = tuple([source for each in wanted if (source := _source(image, *each))])
    # No word of it is in a language: either edition's will do.
    html = pattern(languages.ARABIC, "articles/_picture", Shape(sources, plain, sizes, eager))
    texts = {
        "folder": files.address(image.key, ""),
        "classes": _classes(image.renditions.get("colour", "")),
        "alt": escape(shown.alt) if isinstance(shown, Picture) else "",
    }
    return trusted(html % texts)


def _source(image: Image, media: str, crop: str, ending: str) -> Source | None:
    """Return one crop in one format; None where there is no such file."""
    widths = image.widths(crop, ending)
    if not widths:
        return None
    return Source(media, crop, ending, tuple(widths), renditions.height_of(crop, widths[-1], image.size))


@lru_cache(maxsize=1024)
def _classes(colour: str) -> str:
    """Return the classes of a placeholder near `colour`: a style of its own would need an inline one."""
    if not colour:
        return "picture"
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "picture " + " ".join(
        f"tint-{name}{round(part * (TINTS - 1) / 255)}" for name, part in zip("rgb", parts, strict=True)
    )
