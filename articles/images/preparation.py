"""Everything that is to be stored of an uploaded picture, made before any of it is stored."""

import hashlib
import io
import math
import threading
from dataclasses import dataclass

from django.core.files import File
from PIL import Image as Pillow

from articles.images import renditions, uploads
from articles.images.crops import Focus
from articles.images.renditions import Wanted
from articles.images.uploads import Measured

# What is kept where the original is not: enough for every rendition, with no word of the camera or the place.
CLEAN_SIZE = (3840, 3840)
CLEAN_PIXELS = 3840 * 3840
CLEAN_QUALITY = {"quality": 92, "subsampling": 0, "optimize": True}

# Decoded, the largest picture takes some 300 MB: of two people who upload at once, one waits a second.
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Prepared:
    """An upload that has been let through."""

    measured: Measured
    # SHA-256 of the bytes that were uploaded.
    content_hash: str
    # What is stored as the original: the very bytes, or a clean JPEG of them.
    original: bytes
    first: list[tuple[Wanted, bytes]]
    colour: str


def prepare(file: File, *, focus: Focus, keep_original: bool) -> Prepared:
    """Check, decode and encode `file`; no database and no storage is asked. Raises `uploads.PictureRefused`.

    The answer is kept beside the file: a form asks when it checks, and the model when it saves.
    """
    asked = (focus, keep_original)
    known = getattr(file, "prepared", {})
    if asked not in known:
        with ONE_AT_A_TIME:
            file.prepared = {asked: _prepare(file, focus, keep_original)}  # type: ignore[attr-defined]
    answer: Prepared = file.prepared[asked]  # type: ignore[attr-defined]
    return answer


def _prepare(file: File, focus: Focus, keep_original: bool) -> Prepared:
    measured = uploads.measure(file)
    size = measured.width, measured.height
    first = renditions.first(size, focus)
    enough = renditions.enough(first, size, focus)
    picture = uploads.decode(file, at_least=enough if keep_original else CLEAN_SIZE)
    file.seek(0)
    content = file.read()
    file.seek(0)
    original = content if keep_original else _clean(picture)
    # Each of them is scaled from this: of a large picture that would take as long as all the rest.
    picture.thumbnail((3 * enough[0] // 2, 3 * enough[1] // 2), Pillow.Resampling.BICUBIC)
    return Prepared(
        measured,
        hashlib.sha256(content).hexdigest(),
        original,
        list(renditions.encode(picture, first, size, focus)),
        renditions.mean_colour(picture),
    )


def _clean(picture: Pillow.Image) -> bytes:
    """Return the picture as a JPEG; `picture` is made smaller where it has more than CLEAN_PIXELS."""
    factor = math.sqrt(CLEAN_PIXELS / (picture.width * picture.height))
    if factor < 1:
        # By its pixels and not by its sides: a long strip has to stay as wide as its renditions.
        picture.thumbnail((round(picture.width * factor), round(picture.height * factor)), Pillow.Resampling.BICUBIC)
    content = io.BytesIO()
    picture.save(content, "JPEG", **CLEAN_QUALITY)
    return content.getvalue()
