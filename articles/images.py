"""Uploaded pictures: recognised by content, measured before they are decoded, stored as clean renditions.

Pillow opens much more than pictures (EPS starts Ghostscript), so that the formats are
named; and it only warns of a bomb, so that the limit is ours.
"""

import hashlib
import io
from dataclasses import asdict, dataclass
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# 40 megapixels is a full frame camera's picture; decoded it takes 120 MB.
MOST_PIXELS = 40_000_000
LARGEST_FILE = 25 * 1024 * 1024
WIDTHS = (480, 960, 1600)
# What social networks ask for (Open Graph: 1.91 to 1); JPEG, because not all of them read WebP.
SHARE_SIZE = (1200, 630)
FOLDER = "renditions"


class PictureRefused(ValueError):
    """The file is not a picture we take; `str()` says why, translated."""


@dataclass(frozen=True)
class Rendition:
    """A file of the public storage made from a picture."""

    path: str
    width: int
    height: int


@dataclass(frozen=True)
class Measured:
    """What the header of a picture says; width and height as it is seen, after its own rotation."""

    format: str
    width: int
    height: int


def measure(file: IO[bytes]) -> Measured:
    """Read the header alone, refuse what is no picture of ours, and return its size.

    Raises PictureRefused. The file is left at its beginning.
    """
    try:
        file.seek(0, io.SEEK_END)
        if file.tell() > LARGEST_FILE:
            raise PictureRefused(_("The file is larger than 25 MB."))
        file.seek(0)
        picture = Pillow.open(file, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Pillow.DecompressionBombError
        width, height = picture.size
        if picture.getexif().get(0x0112, 1) in (5, 6, 7, 8):
            width, height = height, width
        return Measured(picture.format or "", width, height)
    except PictureRefused:
        raise
    except Pillow.DecompressionBombError as error:
        raise PictureRefused(_("The picture has more than 40 million pixels. Reduce it and try again.")) from error
    except Exception as error:
        # Pillow raises a dozen kinds of errors on broken files, SyntaxError and struct.error among them.
        raise PictureRefused(_("This is not a JPEG, PNG, WebP or GIF picture, or the file is damaged.")) from error
    finally:
        file.seek(0)


def decode(file: IO[bytes]) -> Pillow.Image:
    """Return the picture upright, in RGB, on white where it was transparent, without any metadata.

    Raises PictureRefused.
    """
    measure(file)
    try:
        with Pillow.open(file, formats=FORMATS) as picture:
            upright = ImageOps.exif_transpose(picture)
            if upright.mode.startswith("I"):
                # 16 bits a grey: Pillow's own conversion cuts at 255 and leaves a white picture.
                upright = upright.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
            if upright.has_transparency_data:
                upright = upright.convert("RGBA")
                ground = Pillow.new("RGBA", upright.size, "white")
                upright = Pillow.alpha_composite(ground, upright)
            clean = upright.convert("RGB")
            # Pillow writes the comment of a picture into every JPEG made from it.
            clean.info = {}
            return clean
    except Exception as error:
        raise PictureRefused(_("The picture is damaged and cannot be read to its end.")) from error
    finally:
        file.seek(0)


def store_renditions(picture: Pillow.Image, *, focus: tuple[float, float]) -> dict[str, object]:
    """Store the public files of a decoded picture and return what `Image.renditions` holds.

    `focus` is the point that crops keep, in shares of width and height. The names come from
    the content, so that an address never shows two pictures and may be cached for ever.
    """
    widths = [width for width in WIDTHS if width < picture.width] + [min(picture.width, WIDTHS[-1])]
    sizes = [(width, max(1, round(picture.height * width / picture.width))) for width in sorted(set(widths))]
    scaled = [asdict(_store(picture.resize(size, Pillow.Resampling.LANCZOS), "WEBP")) for size in sizes]
    share = ImageOps.fit(picture, SHARE_SIZE, Pillow.Resampling.LANCZOS, centering=focus)
    return {"scaled": scaled, "share": asdict(_store(share, "JPEG")), "colour": _mean_colour(picture)}


def _store(picture: Pillow.Image, format: str) -> Rendition:
    content = io.BytesIO()
    picture.save(content, format, quality=80, method=3) if format == "WEBP" else picture.save(
        content, format, quality=82
    )
    name = hashlib.sha256(content.getvalue()).hexdigest()[:24]
    path = f"{FOLDER}/{name[:2]}/{name}-{picture.width}.{'webp' if format == 'WEBP' else 'jpg'}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content.getvalue()))
    return Rendition(path, picture.width, picture.height)


def _mean_colour(picture: Pillow.Image) -> str:
    red, green, blue = picture.resize((1, 1), Pillow.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"
