"""A disk that is full while a picture is stored, or a bucket that refuses: said to who sent it, nothing half there."""

import errno

import pytest
import stored
from admin_forms import change, said, send
from django.core.files.storage import storages
from html_page import page_of
from uploading import assert_whole, picture, upload, uploaded

from articles.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(photographer, as_user):
    """The browser of somebody who looks after pictures."""
    return as_user(photographer)


@pytest.fixture
def fills_up(monkeypatch):
    """Let the storage take so many files more, and then no other."""

    def fill(most):
        kind, taken = type(storages["default"]), []
        take = kind._save

        def save(storage, name, content):
            if len(taken) == most:
                raise OSError(errno.ENOSPC, "No space left on device")
            taken.append(name)
            return take(storage, name, content)

        monkeypatch.setattr(kind, "_save", save)

    return fill


def told(browser, answer):
    """Return what somebody is told of a form that was sent: beside it, or on the page it leads to."""
    if answer.status_code == 302:
        return said(browser, answer)
    assert answer.status_code == 200
    return " ".join(words.words for words in page_of(answer).all("ul", class_="errorlist"))


@pytest.mark.parametrize("most", [0, 1, 4])
def test_an_upload_that_cannot_be_stored_leaves_nothing_and_says_so(photo, fills_up, most):
    fills_up(most)
    answer = upload(photo, picture(), title="المرفأ")
    assert "تعذّر حفظ" in told(photo, answer)
    page = page_of(answer)
    assert page.one("input", name="title")["value"] == "المرفأ"
    assert page.one("input", name="texts-0-alt")["value"] == "المرفأ"
    assert not Image.objects.exists()
    assert (stored.public_files(), stored.originals()) == (set(), set())


@pytest.mark.parametrize(
    "typed", [lambda: {"original": picture((700, 700))}, lambda: {"focus_x": "10"}], ids=["file", "focus"]
)
@pytest.mark.parametrize("most", [0, 3])
def test_a_change_that_cannot_be_stored_leaves_the_picture_as_it_was(photo, fills_up, typed, most):
    image = uploaded(photo)
    fills_up(most)
    answer = send(photo, change(image), "image_form", **typed())
    assert "تعذّر حفظ" in told(photo, answer)
    image.refresh_from_db()
    assert (image.focus_x, image.width) == (50, 900)
    assert_whole(image)


def test_of_many_uploaded_at_once_each_is_told_by_itself(photo, fills_up):
    fills_up(0)
    page = page_of(photo.post("/admin/articles/image/upload/", {"files": [picture(), picture((700, 700))]}))
    assert page.words.count("تعذّر حفظ") == 2
    assert not Image.objects.exists()
