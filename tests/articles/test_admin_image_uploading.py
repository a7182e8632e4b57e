"""Many pictures at once: with a script one a request, without one all of them in a form."""

import io

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from html_page import page_of
from makers import make_image, picture_file

from articles.models import Image
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/articles/image/upload/"
SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


def twice():
    """Return an image, and its file once more."""
    content = picture_file().read()
    image = make_image(title="الأصل", original=SimpleUploadedFile("first.png", content))
    return image, SimpleUploadedFile("again.png", content)


def lines(answer):
    return [line for line in page_of(answer).all("div", class_="library-file") if line.get("data-state")]


def test_without_a_script_each_file_has_its_line(photographer, as_user):
    there, again = twice()
    wrong = SimpleUploadedFile("notes.png", b"no picture")
    files = [picture_file(name="المرفأ.png"), wrong, again, picture_file()]
    answer = as_user(photographer).post(UPLOAD, {"files": files})
    states = [line["data-state"] for line in lines(answer)]
    assert states == ["taken", "refused", "there", "taken"]
    assert "notes.png" in lines(answer)[1].words
    links = {link["href"] for link in lines(answer)[2].all("a")}
    assert links == {f"/admin/articles/image/{there.pk}/change/"}
    assert set(Image.objects.values_list("title", flat=True)) == {"الأصل", "المرفأ", "picture"}


def test_no_file_is_said_beside_the_field(photographer, as_user):
    page = page_of(as_user(photographer).post(UPLOAD, {}))
    assert page.one("ul", id="upload-error").words == "اختر ملفاً واحداً على الأقل."
    assert page.one("input", id="upload-files")["aria-invalid"] == "true"


def test_a_script_gets_the_line_of_its_file_with_the_words_to_be_written(photographer, as_user):
    answer = as_user(photographer).post(UPLOAD, {"files": picture_file(name="quay.png")}, **SCRIPT)
    image = Image.objects.get()
    assert answer["X-Uploaded"] == "taken"
    line = page_of(answer).one("div", class_="library-file")
    assert line["data-image"] == str(image.pk)
    form = line.one("form")
    assert form["action"] == f"/admin/articles/image/{image.pk}/words/"
    names = [(field["lang"], field["dir"]) for field in form.all("input", type="text")]
    assert names == [("ar", "rtl")] * 3 + [("en", "ltr")] * 3
    assert AuditEntry.objects.about(image).get().verb == "add"


def test_a_script_is_told_what_is_refused(photographer, as_user):
    client, (there, again) = as_user(photographer), twice()
    refused = client.post(UPLOAD, {"files": SimpleUploadedFile("x.svg", b"<svg/>")}, **SCRIPT)
    known = client.post(UPLOAD, {"files": again}, **SCRIPT)
    assert [refused["X-Uploaded"], known["X-Uploaded"]] == ["refused", "there"]
    assert page_of(known).one("div", class_="library-file")["data-image"] == str(there.pk)
    assert Image.objects.count() == 1


def test_the_name_of_a_file_is_text_and_no_more(photographer, as_user):
    name = "<img src=x onerror=alert(1)>\u202egnp.png"
    answer = as_user(photographer).post(UPLOAD, {"files": picture_file(name=name)})
    assert not page_of(answer).all("img", src="x")
    assert "\u202e" not in Image.objects.get().title


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_a_connection_that_breaks_leaves_nothing(share, photographer, as_user):
    content = io.BytesIO(encode_multipart(BOUNDARY, {"files": picture_file("JPEG", size=(900, 700))})).getvalue()
    part = content[: int(len(content) * share)]
    answer = as_user(photographer).generic("POST", UPLOAD, part, MULTIPART_CONTENT)
    assert answer.status_code in (200, 400)
    assert not Image.objects.exists()
    assert stored(default_storage) == stored(storages["originals"]) == []


def stored(storage):
    try:
        folders, files = storage.listdir("")
    except FileNotFoundError:
        return []
    return folders + files


@pytest.mark.parametrize("person", ["translator", "moderator"])
def test_nobody_uploads_without_the_right(person, request, as_user):
    client = as_user(request.getfixturevalue(person))
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"files": picture_file()}).status_code == 403
    assert client.post(UPLOAD, {"files": picture_file()}, **SCRIPT).status_code == 403
    assert not Image.objects.exists()


def test_nobody_uploads_without_an_account(reader):
    assert reader.get(UPLOAD).status_code == 302
    assert reader.post(UPLOAD, {"files": picture_file()}, **SCRIPT).status_code == 403
    assert not Image.objects.exists()


def test_the_list_leads_to_it_for_those_who_may(photographer, translator, as_user):
    address = "/admin/articles/image/"
    assert page_of(as_user(photographer).get(address)).all("a", href=UPLOAD)
    assert not page_of(as_user(translator).get(address)).all("a", href=UPLOAD)
