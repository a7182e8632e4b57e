"""What becomes of an uploaded file: known by its content, measured before it is decoded, published clean."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.utils.translation import override
from pictures import SECRET, files, flag, renditions, saved, store
from PIL import ExifTags
from PIL import Image as Pillow

from articles import images
from articles.models import Image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", images.FORMATS)
@pytest.mark.parametrize(
    "name", ["picture.png", "picture.txt", "../../etc/passwd", "صورة.jpg", "x" * 300 + ".gif", "a"]
)
def test_a_picture_is_known_by_its_content_whatever_it_is_called(format, name):
    image = store(saved(flag(), format), name)
    assert (image.format, image.width, image.height) == (format, 600, 400)
    assert "passwd" not in image.original.name
    assert "/" not in image.original.name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (saved(flag(), "EPS"), "picture.jpg"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%pipe%id\n", "picture.jpg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "picture.svg"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture.png"),
        (saved(flag(), "TIFF"), "picture.jpg"),
        (saved(flag(), "BMP"), "picture.png"),
        (saved(flag(), "PDF"), "picture.jpg"),
        (saved(flag(size=(64, 64)), "ICO"), "picture.png"),
        (b"only words", "picture.png"),
        (b"", "picture.png"),
        (b"\xff\xd8\xff\xe0", "picture.jpg"),
        (b"\x89PNG\r\n\x1a\n", "picture.png"),
        (b"GIF89a", "picture.gif"),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 ", "picture.webp"),
        (b"<html><script>", "picture.webp"),
        (b"\x00" * 10_000, "picture.gif"),
    ],
    ids=lambda value: value if isinstance(value, str) else ascii(value[:8]),
)
def test_what_is_no_picture_of_ours_is_refused_and_leaves_nothing(content, name):
    with pytest.raises(images.PictureRefused):
        store(content, name)
    assert not Image.objects.exists()
    assert files() == []


@pytest.mark.parametrize("format", images.FORMATS)
def test_a_file_that_ends_too_soon_is_refused(format):
    content = saved(Pillow.effect_noise((300, 200), 80).convert("RGB"), format)
    with pytest.raises(images.PictureRefused):
        store(content[: len(content) // 2])
    assert files() == []


def huge_png(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header promises a picture that no memory holds."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(50_000, 50_000), (40_001, 1000), (1, 40_000_001), (12_000, 12_000)])
def test_too_many_pixels_are_refused_before_any_is_decoded(size):
    file = io.BytesIO(huge_png(*size))
    with patch("PIL.ImageFile.ImageFile.load") as load, override("en"), pytest.raises(images.PictureRefused) as refusal:
        images.decode(file)
    assert "more than 40 million pixels" in str(refusal.value)
    load.assert_not_called()


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(images, "LARGEST_FILE", 1000)
    with (
        patch("articles.images.Pillow.open") as opened,
        override("en"),
        pytest.raises(images.PictureRefused) as refusal,
    ):
        images.measure(io.BytesIO(b"\xff" * 1001))
    assert "larger than 25 MB" in str(refusal.value)
    opened.assert_not_called()


def with_everything(format: str) -> bytes:
    """Return a picture that says where, when, by whom and with what it was taken."""
    exif = Pillow.Exif()
    exif[ExifTags.Base.Artist] = SECRET.decode()
    exif[ExifTags.Base.Orientation] = 1
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (33.0, 34.0, 12.3), 3: "W", 4: (7.0, 35.0, 1.2)})
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = SECRET
    options: dict[str, Any] = {"exif": exif}
    if format in ("JPEG", "WEBP"):
        options["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if format == "JPEG":
        options["comment"] = SECRET
    if format == "GIF":
        options = {"comment": SECRET}
    return saved(flag(), format, **options)


@pytest.mark.parametrize("format", images.FORMATS)
def test_nothing_of_the_camera_or_the_place_is_published(format):
    content = with_everything(format)
    assert SECRET in content
    for path, picture in renditions(store(content)).items():
        published = Path(default_storage.path(path)).read_bytes()
        assert SECRET not in published
        assert b"Exif" not in published
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "photoshop"} & set(picture.info)
