"""Uploaded pictures: known by their bytes, measured before they are decoded, decoded into plain pixels.

Pillow opens much more than pictures (EPS starts Ghostscript), so that the formats are
named; and it only warns of a bomb, so that the limit is ours.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps, WebPImagePlugin

from articles.images import avif
from articles.images.polyglots import is_two_in_one

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# 40 megapixels is a full frame camera's picture; decoded it takes 120 MB.
MOST_PIXELS = 40_000_000
LARGEST_FILE = 25 * 1024 * 1024

ORIENTATION = 0x0112
# The rotations by which width and height change places (Exif 2.3, 4.6.4).
QUARTER_TURNS = (5, 6, 7, 8)
# Brands of a HEIF file that holds HEVC (ISO/IEC 23008-12): what phones call HEIC.
HEIC = re.compile(rb"\A....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)
# One scan of a JPEG begins (ITU T.81, B.2.3); each is a pass over all its pixels. Progressive ones have up to twenty.
SCAN = re.compile(rb"\xff\xda\0(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")
MOST_SCANS = 50
# Where a PNG may say how it was held, before its pixels or after them.
TURNS_OF_PNG = (b"eXIf", b"Raw profile type", b"XML:com.adobe.xmp")

# Pillow would warn of half of what we take, with a line of its source: the limit is ours.
Pillow.MAX_IMAGE_PIXELS = None


class PictureRefused(ValueError):
    """The file is not a picture we take; `str()` says why, translated."""


@dataclass(frozen=True)
class Measured:
    """What the header of a picture says; width and height as it is seen, after its own rotation."""

    format: str
    width: int
    height: int


class FrugalWebP(WebPImagePlugin.WebPImageFile):
    """Lets its decoder go, which holds the picture twice, before Pillow makes another copy: 160 MB less at the peak."""

    def load_prepare(self) -> None:
        self._decoder = None
        super().load_prepare()


def measure(file: IO[bytes]) -> Measured:
    """Read the header alone, refuse what is no picture of ours, and return its size.

    Raises PictureRefused. The file is left at its beginning.
    """
    with _opened(file) as picture:
        width, height = picture.size
        if _may_be_turned(picture, file) and picture.getexif().get(ORIENTATION, 1) in QUARTER_TURNS:
            width, height = height, width
        # A telephone's picture with a second one beside it (MPO) is a JPEG to everybody else.
        format = "JPEG" if picture.format == "MPO" else picture.format or ""
        return Measured(format, width, height)


def decode(file: IO[bytes], *, at_least: tuple[int, int] | None = None) -> Pillow.Image:
    """Return the picture upright, in sRGB, on white where it was transparent, without any metadata.

    Where a smaller one will do, `at_least` is the width and height it must have: a JPEG is then decoded at a half, a
    quarter or an eighth, in a fraction of time and memory. Raises PictureRefused, also for a file that ends too soon.
    """
    with _opened(file) as picture:
        format = picture.format
    _refuse_two_in_one(file)
    if format == "AVIF":
        _refuse_larger_frames(file)
    _refuse_endless(file)
    try:
        with FrugalWebP(file) if format == "WEBP" else Pillow.open(file, formats=FORMATS) as picture:
            if at_least and picture.format in ("JPEG", "MPO"):
                turned = picture.getexif().get(ORIENTATION, 1) in QUARTER_TURNS
                picture.draft(picture.mode, at_least[::-1] if turned else at_least)
            # Rotated first: afterwards nothing says how it was held.
            ImageOps.exif_transpose(picture, in_place=True)
            return _plain(picture)
    except Exception as error:
        raise PictureRefused(_("The picture is damaged and cannot be read to its end.")) from error
    finally:
        file.seek(0)


@contextlib.contextmanager
def _opened(file: IO[bytes]) -> Iterator[Pillow.Image]:
    try:
        file.seek(0, io.SEEK_END)
        if file.tell() > LARGEST_FILE:
            raise PictureRefused(_("The file is larger than 25 MB."))
        file.seek(0)
        if HEIC.match(file.read(16)):
            raise PictureRefused(
                _("This is a HEIC picture, which browsers cannot show. Export it as JPEG and try again.")
            )
        file.seek(0)
        picture = Pillow.open(file, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Pillow.DecompressionBombError
        yield picture
    except PictureRefused:
        raise
    except Pillow.DecompressionBombError as error:
        raise PictureRefused(_("The picture has more than 40 million pixels. Reduce it and try again.")) from error
    except Exception as error:
        # Pillow raises a dozen kinds of errors on broken files, SyntaxError and struct.error among them.
        raise PictureRefused(
            _("This is not a JPEG, PNG, WebP, AVIF or GIF picture, or the file is damaged.")
        ) from error
    finally:
        file.seek(0)


def _refuse_two_in_one(file: IO[bytes]) -> None:
    """Refuse what is a picture and a page, a program or an archive as well. What phones add to theirs is let through.

    Readers get our own files alone; but a kept original would be handed on by whoever downloads it.
    """
    if is_two_in_one(file):
        raise PictureRefused(_("The file is a picture and something else as well. Save it anew as a picture alone."))


def _refuse_endless(file: IO[bytes]) -> None:
    """Refuse a JPEG of a few bytes that takes hours to decode: the same pass over all its pixels again and again."""
    content = file.read()
    file.seek(0)
    if content.startswith(b"\xff\xd8") and sum(1 for _scan in SCAN.finditer(content)) > MOST_SCANS:
        raise PictureRefused(_("The picture is damaged and cannot be read to its end."))


def _refuse_larger_frames(file: IO[bytes]) -> None:
    """Refuse an AVIF that says it is small and has frames beyond our limit; one of films is no picture of ours."""
    content = file.read()
    file.seek(0)
    try:
        pixels = avif.largest_frame(content)
    except (ValueError, LookupError) as error:
        raise PictureRefused(
            _("This is not a JPEG, PNG, WebP, AVIF or GIF picture, or the file is damaged.")
        ) from error
    if pixels > MOST_PIXELS:
        raise PictureRefused(_("The picture has more than 40 million pixels. Reduce it and try again."))


def _may_be_turned(picture: Pillow.Image, file: IO[bytes]) -> bool:
    """Say whether the header is worth asking: a PNG that does not say it there is decoded by Pillow to its end."""
    if picture.format != "PNG":
        return True
    at = file.tell()
    file.seek(0)
    content = file.read()
    file.seek(at)
    return any(mark in content for mark in TURNS_OF_PNG)


def _plain(opened: Pillow.Image) -> Pillow.Image:
    picture, profile = opened, opened.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # 16 bits a grey: Pillow's own conversion cuts at 255 and leaves a white picture.
        picture = picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if picture.has_transparency_data:
        picture = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        ground = Pillow.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    if picture.mode == "P":
        # A profile means colours, not places in a palette.
        picture = picture.convert("RGB")
    clean = _in_srgb(picture, profile)
    # What was opened has the file's own words; copies of so many pixels are made only where they have to be.
    clean = clean.convert("RGB") if clean.mode != "RGB" or clean is opened else clean
    # Pillow writes the comment of a picture into every JPEG made from it.
    clean.info = {}
    return clean


def _in_srgb(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """Return the colours as the camera's profile means them; a profile that cannot be used is left out."""
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return converted or picture
