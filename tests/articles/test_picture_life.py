"""A picture through the admin from its upload to its end, on a disk and, in `make test-services`, in a bucket."""

import io
from datetime import timedelta

import pytest
import stored
from admin_forms import change, send
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow
from uploading import addresses, assert_whole, picture, seen, uploaded

from articles.models import Image
from newsroom import due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]


@pytest.fixture
def photo(photographer, as_user):
    """The browser of somebody who looks after pictures."""
    return as_user(photographer)


def work_later():
    """Do what is due once nobody can have the old page any more."""
    results = due.run(timezone.now() + timedelta(hours=25))
    assert -1 not in results.values()


def test_what_is_uploaded_is_there_at_once_and_the_rest_soon(photo):
    image = uploaded(photo)
    assert {ending for crop in image.renditions["files"].values() for ending in crop} == {"webp", "jpg"}
    assert_whole(image)
    before = addresses(image)
    work_later()
    assert_whole(image)
    assert before.items() < addresses(image).items()
    assert any(address.endswith(".avif") for address in addresses(image))


def test_no_address_leads_to_the_original(photo):
    image = uploaded(photo)
    name, read = image.original.name, []
    # Opened once more, as forms and due work do.
    for _time in range(2):
        with image.original.open() as file:
            read.append(file.read())
    assert read[0] == read[1]
    assert Pillow.open(io.BytesIO(read[0])).size == (900, 600)
    for folder in ("media", "media/originals", "originals", f"media/renditions/{image.key[:2]}/{image.key}"):
        assert Client().get(f"/{folder}/{name}").status_code == 404
    assert name not in photo.get(change(image)).text


def test_another_focal_point_is_another_picture(photo):
    image = uploaded(photo)
    before = addresses(image)
    answer = send(photo, change(image), "image_form", focus_x="10", focus_y="50")
    assert answer.status_code == 302
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y) == (10, 50)
    now = addresses(image)
    assert not set(before) & set(now)
    # Who has the page of a second ago still sees its pictures.
    assert all(seen(address) for address in before)
    work_later()
    assert not any(seen(address) for address in before)
    assert_whole(image)
    left_half = seen(image.url("3x4", max(image.widths("3x4", "webp")), "webp")).convert("RGB")
    assert left_half.getpixel((left_half.width - 5, 5))[0] > 150


def test_another_file_takes_the_place_of_the_first(photo):
    image = uploaded(photo)
    before, original = addresses(image), image.original.name
    assert send(photo, change(image), "image_form", original=picture((700, 700))).status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height) == (700, 700)
    assert image.texts.get(language="ar").alt == "المرفأ"
    work_later()
    assert not any(seen(address) for address in before)
    assert not storages["originals"].exists(original)
    assert_whole(image)


def test_what_is_deleted_is_gone(photo):
    image = uploaded(photo)
    work_later()
    before = addresses(image)
    assert photo.post(change(image).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 302
    assert not Image.objects.exists()
    work_later()
    assert not any(seen(address) for address in before)
    assert (stored.public_files(), stored.originals()) == (set(), set())
