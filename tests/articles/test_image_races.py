"""Two people, or a person and due work, who change the same picture at once: nothing is lost and nothing comes back."""

import pytest
from django.core.files.base import ContentFile
from makers import make_image, picture_file
from pictures import stored_files

from articles.models import DiscardedPicture, Image
from articles.models.image import ImageQuerySet, KnownPicture
from newsroom.actors import SYSTEM
from newsroom.refusals import Stale

pytestmark = pytest.mark.django_db


def two_readings():
    image = make_image()
    return image, Image.objects.get(pk=image.pk)


@pytest.mark.parametrize("late", ["replace", "refocus"])
@pytest.mark.parametrize("early", ["replace", "refocus"])
def test_of_two_changes_of_the_file_the_second_is_refused(early, late):
    acts = {
        "replace": lambda image: image.replace(picture_file(), by=SYSTEM),
        "refocus": lambda image: image.refocus(10, 10, by=SYSTEM),
    }
    first, second = two_readings()
    acts[early](first)
    before = stored_files()
    with pytest.raises(Stale):
        acts[late](second)
    assert stored_files() == before
    row = Image.objects.get()
    assert (row.key, row.original.name) == (first.key, first.original.name)
    assert row.original.storage.exists(row.original.name)
    DiscardedPicture.objects.remove_due(DiscardedPicture.objects.latest("due_at").due_at)
    assert row.original.storage.exists(row.original.name)


@pytest.mark.parametrize("late", ["replace", "refocus"])
def test_a_picture_that_was_deleted_meanwhile_does_not_come_back(late):
    first, second = two_readings()
    first.delete()
    before = stored_files()
    with pytest.raises(Stale):
        second.replace(picture_file(), by=SYSTEM) if late == "replace" else second.refocus(1, 1, by=SYSTEM)
    assert not Image.objects.exists()
    assert stored_files() == before


def test_a_title_written_meanwhile_stays():
    first, second = two_readings()
    first.title = "الميناء"
    first.save(update_fields=["title"])
    second.replace(picture_file(), by=SYSTEM)
    assert Image.objects.get().title == "الميناء"


def test_the_same_file_sent_twice_at_once_is_stored_once(monkeypatch):
    """Both have looked before either has stored it; the database says no to the second."""
    content = picture_file().read()
    looked, looks = ImageQuerySet.refuse_known, []

    def look(rows, content_hash, **but):
        looks.append(content_hash)
        if len(looks) > 1:
            looked(rows, content_hash, **but)

    image = Image(title="ثانية", original=ContentFile(content, name="b.png"))
    image.prepared(image.original.file)
    make_image(original=ContentFile(content, name="a.png"))
    before = stored_files()
    monkeypatch.setattr(ImageQuerySet, "refuse_known", look)
    with pytest.raises(KnownPicture):
        image.save()
    assert stored_files() == before


def test_nothing_is_encoded_inside_a_transaction(photographer, as_user, monkeypatch):
    """On SQLite nobody else could write until it is done; the form and the page for many files are alike."""
    from admin_forms import fields_of
    from django.db import connection
    from html_page import page_of

    from articles.images import preparation

    depths = []
    real = preparation._prepare

    def noting(*arguments):
        depths.append(len(connection.savepoint_ids) + len(connection.atomic_blocks))
        return real(*arguments)

    monkeypatch.setattr(preparation, "_prepare", noting)
    outside = len(connection.savepoint_ids) + len(connection.atomic_blocks)
    client = as_user(photographer)
    form = fields_of(page_of(client.get("/admin/articles/image/add/")).one("form", id="image_form"))
    assert client.post("/admin/articles/image/add/", form | {"original": picture_file()}).status_code == 302
    assert client.post("/admin/articles/image/upload/", {"files": [picture_file()]}).status_code == 200
    assert Image.objects.count() == 2
    assert depths == [outside, outside]
