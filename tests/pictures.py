"""Pictures that tell left from right, and what became of them."""

import io
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from makers import make_image
from PIL import Image as Pillow
from PIL import ImageDraw

from articles.models import Image

SECRET = b"taken-by-somebody-at-home"
RED, BLUE = (200, 30, 30), (30, 30, 200)


def flag(mode: str = "RGB", size: tuple[int, int] = (600, 400)) -> Pillow.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = Pillow.new("RGB", size, RED)
    ImageDraw.Draw(picture).rectangle((size[0] // 2, 0, *size), fill=BLUE)
    return picture.convert(mode)


def saved(picture: Pillow.Image, format: str, **options: Any) -> bytes:
    content = io.BytesIO()
    picture.save(content, format, **options)
    return content.getvalue()


def store(content: bytes, name: str = "picture.jpg", **over: Any) -> Image:
    return make_image(original=ContentFile(content, name=name), **over)


def renditions(image: Image) -> dict[str, Pillow.Image]:
    """Return the public files that the image says it has, as they are in the storage, by their names."""
    return {Path(path).name: Pillow.open(default_storage.path(path)) for path in image.paths()}


def whole(image: Image) -> Pillow.Image:
    return renditions(image)[f"whole-{image.widths('whole', 'jpg')[-1]}.jpg"]


def close(first: Any, second: Any) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(first, second, strict=True))


def halves(image: Image) -> tuple[Any, Any]:
    """Return the colours that a reader sees on the left and on the right."""
    picture = whole(image).convert("RGB")
    return picture.getpixel((4, picture.height // 2)), picture.getpixel((picture.width - 5, picture.height // 2))


def stored_files() -> list[str]:
    root = Path(default_storage.location).parent
    return sorted(
        str(file) for folder in ("media", "originals") for file in (root / folder).rglob("*") if file.is_file()
    )
