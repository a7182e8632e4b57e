"""A picture sent through the admin's form, and what readers then find of it."""

import io

import stored
from admin_forms import fields_of
from django.core.files.base import ContentFile
from django.test import Client
from html_page import page_of
from pictures import flag, saved
from PIL import Image as Pillow

from articles.models import Image

ADD = "/admin/articles/image/add/"


def picture(size=(900, 600), name="picture.jpg"):
    return ContentFile(saved(flag(size=size), "JPEG", quality=80), name=name)


def upload(browser, file, **typed):
    form = fields_of(page_of(browser.get(ADD)).one("form", id="image_form"))
    return browser.post(ADD, form | {"texts-0-alt": "المرفأ", "original": file} | typed)


def uploaded(browser):
    assert upload(browser, picture(), title="المرفأ").status_code == 302
    return Image.objects.get()


def addresses(image):
    """Return what pages name of the picture: the path in the storage by its public address."""
    image.refresh_from_db()
    return {
        image.url(crop, width, ending): f"renditions/{image.key[:2]}/{image.key}/{crop}-{width}.{ending}"
        for crop, endings in image.renditions["files"].items()
        for ending, widths in endings.items()
        for width in widths
    }


def seen(address):
    """Return the picture that a reader gets, None where there is none."""
    answer = Client().get(address)
    assert answer.status_code in (200, 404)
    return Pillow.open(io.BytesIO(b"".join(answer.streaming_content))) if answer.status_code == 200 else None


def assert_whole(image):
    """Every file that is named is there and is what its name says; nothing else is there; the original is closed."""
    named = addresses(image)
    assert set(named.values()) == stored.public_files()
    for address in named:
        shown, (_crop, _dash, width) = seen(address), address.rpartition("/")[2].partition(".")[0].partition("-")
        assert (shown.format.lower(), shown.width) == (
            address.rpartition(".")[2].replace("jpg", "jpeg"),
            int(width),
        )
    assert stored.originals() == {image.original.name}
