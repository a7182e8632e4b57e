"""Another file, or another focal point, in the form of a picture that is in use."""

import pytest
from admin_forms import change, fields_of, said, send
from django.core.files.uploadedfile import SimpleUploadedFile
from html_page import page_of
from makers import make_image, picture_file

from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def store(client, image, **typed):
    return send(client, change(image), "image_form", **typed)


def log_of(image):
    return [(entry.verb, entry.detail.get("fields")) for entry in AuditEntry.objects.about(image).order_by("pk")]


def test_the_new_file_takes_the_place_of_the_old_one_and_the_words_stay(photographer, as_user):
    image, client = make_image(title="المرفأ"), as_user(photographer)
    before = (image.key, image.content_hash)
    answer = store(client, image, original=picture_file(size=(1200, 800)))
    assert "النصوص ما زالت تصف" in said(client, answer)
    image.refresh_from_db()
    assert (image.width, image.height, image.title) == (1200, 800, "المرفأ")
    assert image.key != before[0]
    assert image.content_hash != before[1]
    assert image.texts.get(language="ar").alt == "وصف الصورة"
    assert log_of(image) == [("replace_file", None)]


def test_the_form_says_what_replacing_does(photographer, as_user):
    page = page_of(as_user(photographer).get(change(make_image())))
    row = page.one("div", class_="field-original")
    assert "استبدال الملف" in row.words
    assert "محلّ هذا الملف في كل موضع" in row.words


def test_another_focal_point_makes_other_crops(photographer, as_user):
    image, client = make_image(original=picture_file(size=(900, 300))), as_user(photographer)
    key = image.key
    store(client, image, focus_x="90", focus_y="10")
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y) == (90, 10)
    assert image.key != key
    assert log_of(image) == [("refocus", None)]


def test_a_form_that_only_names_it_makes_nothing_anew(photographer, as_user):
    image, client = make_image(), as_user(photographer)
    key = image.key
    store(client, image, title="عنوان آخر", decorative="on")
    image.refresh_from_db()
    assert (image.title, image.decorative, image.key) == ("عنوان آخر", True, key)
    assert log_of(image) == [("change", ["title", "decorative"])]


def test_a_file_and_its_focal_point_come_together(photographer, as_user):
    image, client = make_image(), as_user(photographer)
    store(client, image, original=picture_file(size=(900, 300)), focus_x="0", focus_y="100", title="x")
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y, image.width, image.title) == (0, 100, 900, "x")
    assert log_of(image) == [("replace_file", None), ("change", ["title"])]


@pytest.mark.parametrize("place", ["101", "-1", "x", ""])
def test_a_point_outside_the_picture_is_refused(place, photographer, as_user):
    image = make_image()
    answer = store(as_user(photographer), image, focus_x=place)
    assert page_of(answer).one("input", id="id_focus_x")["aria-invalid"] == "true"
    image.refresh_from_db()
    assert image.focus_x == 50


def test_what_is_no_picture_is_refused_and_nothing_is_lost(photographer, as_user):
    image, client = make_image(), as_user(photographer)
    answer = store(client, image, original=SimpleUploadedFile("x.png", b"no picture"), title="كُتب الآن")
    page = page_of(answer)
    assert page.one("div", class_="field-original").all("ul", class_="errorlist")
    assert page.one("input", id="id_title")["value"] == "كُتب الآن"
    hash_before = image.content_hash
    image.refresh_from_db()
    assert image.content_hash == hash_before


@pytest.mark.parametrize("page", ["add", "change"])
def test_a_file_that_is_there_is_refused_with_a_link_to_it(page, photographer, as_user):
    content = picture_file().read()
    there = make_image(title="الأصل", original=SimpleUploadedFile("first.png", content))
    other, client = make_image(), as_user(photographer)
    address = "/admin/articles/image/add/" if page == "add" else change(other)
    form = fields_of(page_of(client.get(address)).one("form", id="image_form"))
    again = SimpleUploadedFile("again.png", content)
    answer = client.post(address, form | {"original": again, "title": "كُتب الآن"})
    error = page_of(answer).one("div", class_="field-original").one("ul", class_="errorlist")
    assert error.one("a")["href"] == change(there)
    assert error.one("a").one("img")["src"] == there.thumb()["url"]
    assert "الأصل" in error.words
    assert page_of(answer).one("input", id="id_title")["value"] == "كُتب الآن"


def test_the_same_file_once_more_is_no_other_picture(photographer, as_user):
    content = picture_file().read()
    image, client = make_image(original=SimpleUploadedFile("first.png", content)), as_user(photographer)
    answer = store(client, image, original=SimpleUploadedFile("again.png", content))
    assert answer.status_code == 302


@pytest.mark.parametrize("person", ["translator", "moderator"])
def test_nobody_replaces_or_refocuses_without_the_right(person, request, as_user, photographer):
    image = make_image()
    form = fields_of(page_of(as_user(photographer).get(change(image))).one("form", id="image_form"))
    forged = form | {"original": picture_file(), "focus_x": "0"}
    answer = as_user(request.getfixturevalue(person)).post(change(image), forged)
    assert answer.status_code == 403
    image.refresh_from_db()
    assert image.focus_x == 50


def test_a_damaged_original_keeps_its_focal_point_and_the_form_says_so(photographer, as_user):
    image, client = make_image(), as_user(photographer)
    with image.original.storage.open(image.original.name, "wb") as file:
        file.write(b"damaged")
    answer = store(client, image, focus_x="0", title="x")
    assert "بقيت نقطة التركيز في موضعها" in said(client, answer)
    image.refresh_from_db()
    assert (image.focus_x, image.title) == (50, "x")
