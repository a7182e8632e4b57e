"""The words of a picture, written beside it where it has just been uploaded."""

import pytest
from admin_forms import fields_of
from html_page import page_of
from makers import make_user, picture_file

from articles.models import Image
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


def uploaded(client):
    answer = client.post("/admin/articles/image/upload/", {"files": picture_file()}, **SCRIPT)
    form = page_of(answer).one("form")
    return form["action"], fields_of(form), f"picture{Image.objects.get().pk}"


def test_the_words_of_both_languages_are_stored(photographer, as_user):
    client = as_user(photographer)
    address, form, rows = uploaded(client)
    typed = {f"{rows}-0-alt": "المرفأ", f"{rows}-0-credit": "ليلى", f"{rows}-1-alt": "The harbour"}
    answer = client.post(address, form | typed, **SCRIPT)
    assert answer["X-Words"] == "taken"
    assert page_of(answer).one("span", role="status").words == "حُفظت النصوص."
    image = Image.objects.get()
    assert dict(image.texts.values_list("language", "alt")) == {"ar": "المرفأ", "en": "The harbour"}
    entry = AuditEntry.objects.about(image).latest("pk")
    assert (entry.verb, entry.detail) == ("change", {"fields": ["articles.imagetext.alt", "articles.imagetext.credit"]})
    changed = fields_of(page_of(answer).one("form")) | {f"{rows}-0-alt": "المرفأ القديم"}
    client.post(address, changed, **SCRIPT)
    assert image.texts.get(language="ar").alt == "المرفأ القديم"


def test_words_without_alt_text_are_refused_and_stay(photographer, as_user):
    client = as_user(photographer)
    address, form, rows = uploaded(client)
    answer = client.post(address, form | {f"{rows}-1-caption": "The harbour"}, **SCRIPT)
    assert answer["X-Words"] == "refused"
    page = page_of(answer)
    assert page.one("input", name=f"{rows}-1-caption")["value"] == "The harbour"
    assert page.one("input", name=f"{rows}-1-alt")["aria-invalid"] == "true"
    assert page.one("p", class_="errornote").words
    assert not Image.objects.get().texts.exists()


def test_nothing_written_is_nothing_stored_and_nothing_logged(photographer, as_user):
    client = as_user(photographer)
    address, form, _rows = uploaded(client)
    answer = client.post(address, form, **SCRIPT)
    assert page_of(answer).one("span", role="status").words == ""
    assert [entry.verb for entry in AuditEntry.objects.about(Image.objects.get())] == ["add"]


def test_each_writes_in_their_own_language_only(writer, as_user):
    client = as_user(writer)
    address, form, rows = uploaded(client)
    client.post(address, form | {f"{rows}-0-alt": "المرفأ", f"{rows}-1-alt": "Forged"}, **SCRIPT)
    assert list(Image.objects.get().texts.values_list("language", "alt")) == [("ar", "المرفأ")]


def test_without_a_script_it_leads_to_the_form(photographer, as_user):
    client = as_user(photographer)
    address, form, rows = uploaded(client)
    answer = client.post(address, form | {f"{rows}-0-alt": "المرفأ"})
    assert answer["Location"] == f"/admin/articles/image/{Image.objects.get().pk}/change/"
    assert Image.objects.get().texts.get().alt == "المرفأ"


def test_nobody_writes_them_without_the_right(photographer, moderator, as_user):
    address, form, rows = uploaded(as_user(photographer))
    answer = as_user(moderator).post(address, form | {f"{rows}-0-alt": "Forged"}, **SCRIPT)
    assert answer.status_code == 403
    assert as_user(photographer).get(address).status_code == 405
    assert as_user(photographer).post("/admin/articles/image/999/words/", form).status_code == 404
    assert not Image.objects.get().texts.exists()


def test_a_form_that_is_not_whole_is_refused_and_no_error(photographer, as_user):
    address, _form, _rows = uploaded(as_user(photographer))
    assert as_user(photographer).post(address, {}, **SCRIPT)["X-Words"] == "refused"


def test_a_colleague_of_the_other_edition_writes_theirs(photographer, as_user):
    address, form, rows = uploaded(as_user(photographer))
    colleague = make_user("colleague", role="writer", languages=["en"])
    as_user(colleague).post(address, form | {f"{rows}-0-alt": "زور", f"{rows}-1-alt": "The harbour"}, **SCRIPT)
    assert list(Image.objects.get().texts.values_list("language", "alt")) == [("en", "The harbour")]
