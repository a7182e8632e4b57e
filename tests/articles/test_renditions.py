"""What readers get of a picture: upright, plain, in the widths of the pages, around its focal point."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pictures import BLUE, RED, close, flag, halves, renditions, saved, store, stored_files, whole
from PIL import ExifTags, ImageCms, ImageDraw
from PIL import Image as Pillow

from articles.images.crops import RATIOS
from articles.images.renditions import ENDINGS, height_of
from articles.models import DiscardedPicture, Image
from newsroom.actors import SYSTEM

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
    shown = whole(image)
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


def swapped_profile() -> bytes:
    """Return a colour profile in which red means blue and blue means red (ICC.1:2022, 7.3: the tag table)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.find(b"rXYZ"), profile.find(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_are_those_that_the_profile_of_the_camera_means(format):
    image = store(saved(flag(), format, icc_profile=swapped_profile(), quality=95))
    left, right = halves(image)
    assert left[2] > left[0]
    assert right[0] > right[2]
    assert all(not picture.info.get("icc_profile") for picture in renditions(image).values())


def test_a_palette_has_the_colours_that_its_profile_means():
    left, right = halves(store(saved(flag("P"), "PNG", icc_profile=swapped_profile())))
    assert left[2] > left[0]
    assert right[0] > right[2]


@pytest.mark.parametrize("profile", [b"not a profile", swapped_profile()[:200]], ids=["words", "cut"])
def test_a_profile_that_cannot_be_used_is_left_out(profile):
    assert close(halves(store(saved(flag(), "JPEG", icc_profile=profile)))[0], RED)


@pytest.mark.parametrize(
    ("size", "first", "all_widths"),
    [
        ((2400, 1600), [640, 1280], [640, 960, 1280, 1920]),
        ((1600, 1000), [640, 1280], [640, 960, 1280, 1600]),
        ((1000, 700), [640], [640, 960, 1000]),
        ((640, 300), [640], [640]),
        ((300, 200), [300], [300]),
        ((1, 1), [1], [1]),
        ((3000, 2), [640, 1280], [640, 960, 1280, 1920]),
        ((2, 3000), [2], [2]),
        ((1280, 17_000), [640], [640, 960, 1233]),
        ((500, 20_000), [409], [409]),
        ((1, 20_000), [1], [1]),
        ((20_000, 1), [640, 1280], [640, 960, 1280, 1920]),
    ],
)
def test_a_picture_is_made_in_the_widths_that_pages_ask_for_and_never_larger_than_it_is(size, first, all_widths):
    image = store(saved(flag(size=size), "PNG"))
    assert image.renditions["files"]["whole"] == {"jpg": first, "webp": first}
    assert Image.objects.finish() == 1
    image.refresh_from_db()
    assert image.renditions["files"]["whole"] == {"jpg": first, "webp": all_widths, "avif": all_widths}
    for name, picture in renditions(image).items():
        crop, width = name.partition(".")[0].rsplit("-", 1)
        assert picture.size == (int(width), height_of(crop, int(width), size))
        assert picture.format == ENDINGS[name.rpartition(".")[2]]
    assert image.share.items() >= {"width": 1200, "height": 630}.items()


CORNERS = {(0, 0): (4, 4), (100, 0): (-5, 4), (0, 100): (4, -5), (100, 100): (-5, -5), (50, 50): (0, 0)}


@pytest.mark.parametrize("focus", CORNERS, ids=str)
@pytest.mark.parametrize("size", [(1200, 500), (500, 1200), (900, 900)], ids=str)
def test_the_pixels_of_every_crop_have_the_focal_point(focus, size):
    """A red spot lies where the point is; each file that readers can get shows it."""
    picture = Pillow.new("RGB", size, BLUE)
    middle = [round(whole * part / 100) for whole, part in zip(size, focus, strict=True)]
    spot = [middle[0] - 40, middle[1] - 40, middle[0] + 40, middle[1] + 40]
    ImageDraw.Draw(picture).rectangle(spot, fill=RED)
    image = store(saved(picture, "PNG"), focus_x=focus[0], focus_y=focus[1])
    image.finish()
    made = renditions(image)
    assert {name.partition("-")[0] for name in made} == {"whole", *RATIOS}
    for name, shown in made.items():
        assert has_red(shown), name


def has_red(picture):
    small = picture.convert("RGB").resize((max(1, picture.width // 8), max(1, picture.height // 8)))
    return any(red > 140 and blue < 110 for red, _green, blue in small.get_flattened_data())


def test_another_focal_point_makes_other_files_and_the_old_ones_go():
    image = store(saved(flag(size=(1200, 400)), "PNG"))
    old = image.paths()
    image.refocus(100, 50, by=SYSTEM)
    shown = renditions(image)["1x1-400.jpg"]
    assert close(shown.getpixel((200, 200)), BLUE)
    assert all(map(default_storage.exists, old))
    # Whoever has an old page open still gets them, for a day.
    DiscardedPicture.objects.remove_due(timezone.now() + timedelta(hours=23))
    assert all(map(default_storage.exists, old))
    DiscardedPicture.objects.remove_due(timezone.now() + timedelta(hours=25))
    assert not any(map(default_storage.exists, old))
    assert renditions(image)


def test_a_folder_is_not_to_be_guessed_from_the_picture():
    content = saved(flag(), "PNG")
    first = store(content)
    first.delete()
    second = store(content)
    assert first.key != second.key
    assert len(second.key) == 32


def test_the_placeholder_is_the_colour_of_the_picture():
    assert store(saved(Pillow.new("RGB", (64, 64), RED), "PNG")).renditions["colour"] == "#c81e1e"


def test_saving_again_makes_nothing_anew():
    image = store(saved(flag(), "PNG"))
    before = stored_files()
    image.title = "عنوان آخر"
    image.save()
    assert stored_files() == before
