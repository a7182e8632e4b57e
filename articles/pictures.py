"""What a <picture> says of a picture's files: the widths and formats there are, and a placeholder near its colour."""

from typing import Any

from articles.images import renditions
from articles.models import Image
from articles.models.image import Picture

# Below it the layouts have one column (static/css/components/frame.css); not every browser knows half-open ranges.
NARROW = "(max-width: 699.98px)"
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# The steps of red, green and blue in static/css/components/picture.css.
TINTS = 6


def picture_of(picture: Picture | Image | None, crop: str, narrow: str = "", alt: str = "") -> dict[str, Any] | None:
    """Return what a template prints of a picture; None for None, or while there is no file.

    `crop` is a name of `renditions.WIDTHS`, `narrow` the one of windows of one column where it is another. `alt` is
    for a bare Image such as a portrait; a Picture brings its own words.
    """
    image = picture.image if isinstance(picture, Picture) else picture
    plain = _source(image, crop, "jpg") if image else None
    if image is None or plain is None:
        return None
    sources = [(NARROW, narrow, ending) for ending in TYPES] if narrow and narrow != crop else []
    sources += [("", crop, ending) for ending in TYPES if ending != "jpg"]
    return {
        "sources": [
            source | {"media": media} for media, name, ending in sources if (source := _source(image, name, ending))
        ],
        "plain": plain,
        "tint": _tint(image.renditions.get("colour", "")),
        "alt": picture.alt if isinstance(picture, Picture) else alt,
    }


def _source(image: Image, crop: str, ending: str) -> dict[str, Any] | None:
    """Return what a <source> or an <img> says of one crop in one format; None where there is no such file."""
    widths = image.widths(crop, ending)
    if not widths:
        return None
    address = image.url(crop, 0, ending).removesuffix(f"0.{ending}")
    return {
        "type": TYPES[ending],
        "src": f"{address}{widths[0]}.{ending}",
        "srcset": ", ".join(f"{address}{width}.{ending} {width}w" for width in widths),
        "width": widths[-1],
        "height": renditions.height_of(crop, widths[-1], image.size),
    }


def _tint(colour: str) -> str:
    """Return the classes of a placeholder near `colour`: a style of its own would need an inline one."""
    if not colour:
        return ""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return " ".join(f"tint-{name}{round(part * (TINTS - 1) / 255)}" for name, part in zip("rgb", parts, strict=True))
