"""What readers get of a picture: upright, plain, in the widths of the pages, around its focal point."""

import pytest
from django.core.files.storage import default_storage
from pictures import BLUE, RED, close, files, flag, halves, renditions, saved, store
from PIL import ExifTags, ImageCms, ImageDraw
from PIL import Image as Pillow

pytestmark = pytest.mark.django_db


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
