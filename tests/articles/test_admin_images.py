"""Uploading a picture in the admin, and giving it words in both languages."""

import pytest
from admin_forms import change, fields_of, send
from django.urls import reverse
from html_page import page_of
from makers import make_image, picture_file

from articles.models import Image

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/image/add/"
WORDS = {"texts-0-alt": "المرفأ عند الغروب", "texts-0-credit": "ليلى", "texts-1-alt": "The harbour at dusk"}


def upload(client, file, **typed):
    form = fields_of(page_of(client.get(ADD)).one("form", id="image_form"))
    return client.post(ADD, form | WORDS | {"original": file} | typed)


def test_a_picture_gets_its_words_in_both_languages(photographer, as_user):
    assert upload(as_user(photographer), picture_file(size=(1200, 800)), title="المرفأ").status_code == 302
    image = Image.objects.get()
    assert (image.format, image.width, image.height) == ("PNG", 1200, 800)
    assert dict(image.texts.values_list("language", "alt")) == {"ar": "المرفأ عند الغروب", "en": "The harbour at dusk"}


def test_the_words_are_written_by_who_works_in_their_language(writer, as_user):
    image = make_image()
    english = image.texts.get(language="en").alt
    page = page_of(as_user(writer).get(change(image)))
    closed = {
        control["name"] for control in page.all("textarea") + page.all("input") if "disabled" in control.attributes
    }
    row = next(name for name in closed if name.endswith("-alt"))
    send(as_user(writer), change(image), "image_form", **{row: "Forged", row.replace("-alt", "-caption"): "Forged"})
    assert image.texts.get(language="en").alt == english
    assert not image.texts.filter(caption="Forged").exists()
    assert not [name for name in fields_of(page.one("form", id="image_form")) if name.endswith("-DELETE")]
    assert not page.all("input", type="checkbox", name="texts-0-DELETE")


def test_words_in_one_language_are_enough(photographer, as_user):
    upload(as_user(photographer), picture_file(), **{"texts-1-alt": ""})
    assert Image.objects.get().texts.get().language == "ar"


def test_each_language_has_its_row_in_its_direction(photographer, as_user):
    page = page_of(as_user(photographer).get(ADD))
    for number, (language, direction) in enumerate((("ar", "rtl"), ("en", "ltr"))):
        for name in ("alt", "caption", "credit"):
            field = page.one("input", name=f"texts-{number}-{name}")
            assert (field["lang"], field["dir"]) == (language, direction)


def test_the_language_of_a_row_cannot_be_forged(photographer, as_user):
    upload(as_user(photographer), picture_file(), **{"texts-0-language": "en", "texts-1-language": "ar"})
    assert dict(Image.objects.get().texts.values_list("language", "alt"))["ar"] == "المرفأ عند الغروب"


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"not a picture", b"\x89PNG\r\n\x1a\n broken", b"GIF89a"]
)
def test_what_is_no_picture_is_refused_beside_its_field_and_the_words_stay(photographer, as_user, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = upload(as_user(photographer), SimpleUploadedFile("picture.png", content, "image/png"))
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.one("div", class_="field-original").all("ul", class_="errorlist")
    assert page.one("input", name="texts-0-alt")["value"] == "المرفأ عند الغروب"
    assert not Image.objects.exists()


def test_words_without_alt_text_are_refused(photographer, as_user):
    answer = upload(as_user(photographer), picture_file(), **{"texts-1-alt": "", "texts-1-caption": "The harbour"})
    assert answer.status_code == 200
    assert not Image.objects.exists()


def test_its_words_change_and_the_file_stays(photographer, as_user):
    image, client = make_image(), as_user(photographer)
    original = image.original.name
    form = fields_of(page_of(client.get(change(image))).one("form", id="image_form"))
    assert client.post(change(image), form | {"texts-0-alt": "وصف آخر", "title": "عنوان آخر"}).status_code == 302
    image.refresh_from_db()
    assert (image.title, image.original.name) == ("عنوان آخر", original)
    assert image.texts.get(language="ar").alt == "وصف آخر"


def test_the_page_shows_the_picture_and_no_address_of_the_original(photographer, as_user):
    image = make_image()
    answer = as_user(photographer).get(change(image))
    assert page_of(answer).one("img", class_="focal__picture")["src"] == image.url("whole", 320, "webp")
    assert image.original.name not in answer.content.decode()


@pytest.mark.parametrize("person", ["translator", "moderator"])
def test_nobody_uploads_without_the_right(person, request, as_user):
    client = as_user(request.getfixturevalue(person))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, WORDS | {"original": picture_file()}).status_code == 403
    assert not Image.objects.exists()


@pytest.mark.parametrize("person", ["writer", "editor"])
def test_whoever_writes_uploads_and_does_not_delete(person, request, as_user):
    client, image = as_user(request.getfixturevalue(person)), make_image()
    assert upload(client, picture_file()).status_code == 302
    assert client.post(change(image).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert Image.objects.count() == 2


def test_images_are_found_by_their_words_in_either_language(photographer, as_user):
    make_image(title="المرفأ")
    make_image(title="أخرى")
    page = page_of(as_user(photographer).get(reverse("admin:articles_image_changelist"), {"q": "المرفأ"}))
    assert len(page.one("ul", class_="library-grid").all("li")) == 1


def test_the_search_of_the_form_needs_the_right_to_see_images(moderator, photographer, as_user):
    make_image(title="المرفأ")
    asked = {"app_label": "articles", "model_name": "article", "field_name": "lead_image", "term": "المرفأ"}
    address = reverse("admin:autocomplete")
    assert [row["text"] for row in as_user(photographer).get(address, asked).json()["results"]] == ["المرفأ"]
    assert as_user(moderator).get(address, asked).status_code == 403
