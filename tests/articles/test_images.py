"""What becomes of an uploaded file: known by its content, measured before it is decoded, published clean."""

import errno
import io
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from pictures import SECRET, flag, renditions, saved, store, stored_files
from PIL import ExifTags
from PIL import Image as Pillow

from articles.images import files, uploads
from articles.models import DiscardedPicture, Image
from articles.models.image import KnownPicture
from newsroom.models import Site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", uploads.FORMATS)
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
    with pytest.raises(uploads.PictureRefused):
        store(content, name)
    assert not Image.objects.exists()
    assert stored_files() == []


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("classes.dex", "program")
    return content.getvalue()


def with_comment(comment: bytes) -> bytes:
    return saved(flag(), "JPEG", comment=comment)


@pytest.mark.parametrize(
    "content",
    [
        saved(flag(), "JPEG") + archive(),
        saved(flag(), "PNG") + archive(),
        with_comment(b"<html><script>alert(1)</script>"),
        with_comment(b"<?php system($_GET[0]); ?>"),
        saved(flag(), "PNG") + b"<!DOCTYPE html><title>page</title>",
        saved(flag(), "GIF") + b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        with_comment(b"%PDF-1.7 1 0 obj"),
        saved(flag(), "WEBP") + b"<iframe src=//example.org>",
        saved(flag(), "GIF", comment=b"<SCRIPT SRC=//example.org>"),
    ],
    ids=["jpeg zip", "png zip", "jpeg html", "jpeg php", "png html", "gif svg", "jpeg pdf", "webp frame", "gif script"],
)
def test_a_picture_that_is_something_else_as_well_is_refused(content):
    with override("en"), pytest.raises(uploads.PictureRefused, match="something else as well"):
        store(content)
    assert stored_files() == []


@pytest.mark.parametrize("header", [b"GIF89a/*", b"GIF87a=1"])
def test_a_picture_that_begins_as_a_script_is_refused(header):
    content = header + saved(flag(), "GIF")[len(header) :]
    with pytest.raises(uploads.PictureRefused):
        store(content)


def test_what_a_telephone_adds_behind_its_picture_is_left_out():
    second = saved(flag(size=(60, 40)), "JPEG")
    image = store(saved(flag(), "JPEG") + second + b"SEFT" * 100)
    assert (image.format, image.width) == ("JPEG", 600)


def test_a_heic_picture_is_refused_with_the_way_out():
    content = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
    with override("en"), pytest.raises(uploads.PictureRefused, match="Export it as JPEG"):
        store(content)


@pytest.mark.parametrize("format", uploads.FORMATS)
def test_a_file_that_ends_too_soon_is_refused(format):
    content = saved(Pillow.effect_noise((300, 200), 80).convert("RGB"), format)
    with pytest.raises(uploads.PictureRefused):
        store(content[: len(content) // 2])
    assert stored_files() == []


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


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(50_000, 50_000), (40_001, 1000), (1, 40_000_001), (12_000, 12_000)])
def test_too_many_pixels_are_refused_before_any_is_decoded(size):
    file = io.BytesIO(huge_png(*size))
    with (
        patch("PIL.ImageFile.ImageFile.load") as load,
        override("en"),
        pytest.raises(uploads.PictureRefused) as refusal,
    ):
        uploads.decode(file)
    assert "more than 40 million pixels" in str(refusal.value)
    load.assert_not_called()


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_FILE", 1000)
    with (
        patch("articles.images.uploads.Pillow.open") as opened,
        override("en"),
        pytest.raises(uploads.PictureRefused) as refusal,
    ):
        uploads.measure(io.BytesIO(b"\xff" * 1001))
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


@pytest.mark.parametrize("format", uploads.FORMATS)
def test_nothing_of_the_camera_or_the_place_is_published(format):
    content = with_everything(format)
    assert SECRET in content
    image = store(content)
    with image.original.open() as file:
        assert SECRET not in file.read()
    for name, picture in renditions(image).items():
        published = Path(default_storage.path(files.path(image.key, name))).read_bytes()
        assert SECRET not in published
        assert b"Exif" not in published
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "photoshop"} & set(picture.info)


def test_the_bytes_that_were_uploaded_are_kept_where_the_newsroom_says_so():
    content = with_everything("JPEG")
    image = store(content)
    Site.objects.create(pk=1, keep_originals=True)
    other = store(content + b"\0")
    for picture, kept in ((image, False), (other, True)):
        with picture.original.open() as file:
            assert (SECRET in file.read()) is kept
    for name in renditions(other):
        assert SECRET not in Path(default_storage.path(files.path(other.key, name))).read_bytes()


def test_the_very_same_file_is_taken_once():
    content = saved(flag(), "PNG")
    first = store(content, title="الميناء")
    before = stored_files()
    with override("en"), pytest.raises(KnownPicture, match="الميناء") as refusal:
        store(content, name="another.png")
    assert refusal.value.image == first
    assert Image.objects.get() == first
    assert stored_files() == before


@pytest.mark.parametrize("nth", [0, 1, 5, 13])
def test_a_full_disk_leaves_nothing_half_written(nth, monkeypatch):
    """The n-th file is written in part when the disk is full."""
    left = nth
    real = FileSystemStorage._save

    def full(storage, name, content):
        nonlocal left
        left -= 1
        if left >= 0:
            return real(storage, name, content)
        Path(storage.path(name)).parent.mkdir(parents=True, exist_ok=True)
        Path(storage.path(name)).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="No space left"):
        store(saved(flag(), "PNG"))
    assert stored_files() == []
    assert not Image.objects.exists()


def test_what_cannot_be_removed_now_is_removed_later(monkeypatch):
    """The storage goes away in the middle, so that nothing can be deleted either."""
    real_save, real_delete = FileSystemStorage._save, FileSystemStorage.delete
    left = 5

    def save(storage, name, content):
        nonlocal left
        left -= 1
        return real_save(storage, name, content) if left else away()

    def away(*arguments):
        raise OSError(errno.EHOSTUNREACH, "No route to host")

    monkeypatch.setattr(FileSystemStorage, "_save", save)
    monkeypatch.setattr(FileSystemStorage, "delete", away)
    with pytest.raises(OSError, match="No route"):
        store(saved(flag(), "PNG"))
    assert len(stored_files()) == 4
    monkeypatch.setattr(FileSystemStorage, "delete", real_delete)
    DiscardedPicture.objects.remove_due(timezone.now())
    assert stored_files() == []


def test_a_transaction_that_is_rolled_back_leaves_no_file():
    with suppress(RuntimeError), files.all_or_nothing(), transaction.atomic():
        store(saved(flag(), "PNG"))
        assert stored_files()
        raise RuntimeError
    assert stored_files() == []
    assert not Image.objects.exists()
