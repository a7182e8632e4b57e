"""What becomes of an uploaded file: known by its content, measured before it is decoded, published clean."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import override
from makers import make_image
from PIL import ExifTags, ImageCms, ImageDraw
from PIL import Image as Pillow

from articles import images
from articles.models import Image

pytestmark = pytest.mark.django_db

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
    paths = [rendition["path"] for rendition in (*image.renditions["scaled"], image.renditions["share"])]
    return {path: Pillow.open(default_storage.path(path)) for path in paths}


def close(first: Any, second: Any) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(first, second, strict=True))


def halves(image: Image) -> tuple[Any, Any]:
    """Return the colours that a reader sees on the left and on the right."""
    picture = next(iter(renditions(image).values())).convert("RGB")
    return picture.getpixel((4, picture.height // 2)), picture.getpixel((picture.width - 5, picture.height // 2))


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


# Where the red half is seen once the camera's rotation is applied: (left, right) or the same on both sides.
@pytest.mark.parametrize(
    ("orientation", "size", "left", "right"),
    [
        (1, (600, 400), RED, BLUE),
        (2, (600, 400), BLUE, RED),
        (3, (600, 400), BLUE, RED),
        (4, (600, 400), RED, BLUE),
        (6, (400, 600), None, None),
        (8, (400, 600), None, None),
    ],
)
def test_a_picture_stands_as_the_camera_was_held(orientation, size, left, right):
    exif = Pillow.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    image = store(saved(flag(), "JPEG", exif=exif))
    assert (image.width, image.height) == size
    shown = next(iter(renditions(image).values()))
    assert shown.width / shown.height == pytest.approx(size[0] / size[1], abs=0.01)
    if left:
        assert close(halves(image)[0], left)
        assert close(halves(image)[1], right)
    else:
        top = shown.convert("RGB").getpixel((shown.width // 2, 4))
        assert close(top, RED if orientation == 6 else BLUE)


@pytest.mark.parametrize(
    "content",
    [
        saved(flag("CMYK"), "JPEG"),
        saved(flag("L"), "JPEG"),
        saved(flag("P"), "PNG"),
        saved(flag("RGBA"), "PNG"),
        saved(flag("LA"), "PNG"),
        saved(flag("1"), "PNG"),
        saved(flag("P"), "GIF"),
        saved(flag(), "JPEG", progressive=True),
        saved(flag(), "WEBP", lossless=True),
        saved(flag("RGBA"), "WEBP"),
    ],
    ids=[
        "cmyk",
        "grey",
        "palette",
        "alpha",
        "grey alpha",
        "two colours",
        "gif",
        "progressive",
        "lossless",
        "webp alpha",
    ],
)
def test_every_kind_of_picture_becomes_a_plain_one(content):
    image = store(content)
    for picture in renditions(image).values():
        assert picture.mode == "RGB"
    left, right = halves(image)
    assert sum(left) != sum(right) or not close(left, right)


@pytest.mark.parametrize("grey", [0, 16_384, 32_768, 65_535])
def test_a_picture_of_16_bits_keeps_its_greys(grey):
    image = store(saved(Pillow.new("I;16", (300, 200), grey), "PNG"))
    assert close(halves(image)[0], (grey // 257,) * 3)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_stands_on_white(format):
    picture = Pillow.new("RGBA", (300, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((150, 0, 300, 200), fill=(*BLUE, 255))
    left, right = halves(store(saved(picture, format)))
    assert close(left, (255, 255, 255))
    assert close(right, BLUE)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(format):
    frames = [Pillow.new("RGB", (300, 200), BLUE) for _ in range(3)]
    content = saved(Pillow.new("RGB", (300, 200), RED), format, save_all=True, append_images=frames, duration=40)
    image = store(content)
    assert close(halves(image)[0], RED)
    assert all(getattr(picture, "n_frames", 1) == 1 for picture in renditions(image).values())


def test_a_colour_profile_of_the_camera_does_not_change_what_is_stored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = store(saved(flag(), "JPEG", icc_profile=profile))
    assert close(halves(image)[0], RED)


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((2400, 1600), [480, 960, 1600]),
        ((1600, 1000), [480, 960, 1600]),
        ((1000, 700), [480, 960, 1000]),
        ((480, 300), [480]),
        ((300, 200), [300]),
        ((1, 1), [1]),
        ((3000, 2), [480, 960, 1600]),
        ((2, 3000), [2]),
    ],
)
def test_a_picture_is_made_in_the_widths_that_pages_ask_for_and_never_larger_than_it_is(size, widths):
    image = store(saved(flag(size=size), "PNG"))
    assert [rendition["width"] for rendition in image.renditions["scaled"]] == widths
    for rendition, picture in zip(image.renditions["scaled"], renditions(image).values(), strict=False):
        assert picture.size == (rendition["width"], rendition["height"])
        assert picture.format == "WEBP"
    share = image.renditions["share"]
    assert (share["width"], share["height"]) == (1200, 630)
    assert Pillow.open(default_storage.path(share["path"])).format == "JPEG"


def test_the_focal_point_is_what_a_crop_keeps():
    content = saved(flag(size=(3000, 400)), "PNG")
    for focus, colour in ((0, RED), (100, BLUE)):
        image = store(content, focus_x=focus)
        share = Pillow.open(default_storage.path(image.renditions["share"]["path"]))
        assert close(share.getpixel((600, 300)), colour)


def test_the_same_picture_has_one_file_and_another_has_another():
    content = saved(flag(), "PNG")
    first, second, third = store(content), store(content), store(saved(flag(size=(601, 400)), "PNG"))
    assert first.renditions == second.renditions
    assert first.renditions["scaled"] != third.renditions["scaled"]
    assert first.original.name != second.original.name


def test_the_placeholder_is_the_colour_of_the_picture():
    assert store(saved(Pillow.new("RGB", (64, 64), RED), "PNG")).renditions["colour"] == "#c81e1e"


def test_saving_again_makes_nothing_anew():
    image = store(saved(flag(), "PNG"))
    before = files()
    image.title = "عنوان آخر"
    image.save()
    assert files() == before


def files() -> list[str]:
    root = Path(default_storage.location).parent
    return sorted(
        str(file) for folder in ("media", "originals") for file in (root / folder).rglob("*") if file.is_file()
    )
