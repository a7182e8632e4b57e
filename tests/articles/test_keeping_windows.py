"""One person with the form open in several windows: none of them takes from another what is not saved there."""

import pytest
from admin_forms import add_article, change, fields_of, send_article
from html_page import page_of
from makers import make_article, make_section

from articles.models import Article, Unsaved

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/keep/"
PARAGRAPH = "<p>فقرة طويلة كُتبت في النافذة الأولى.</p>"


def form_of(client, path):
    return fields_of(page_of(client.get(path)).one("form", id="article_form"))


def kept_at(article):
    return f"/admin/articles/article/{article.pk}/keep/"


def waiting():
    return [row.typed()["body"] for row in Unsaved.objects.filter(sent="").order_by("pk")]


def note_of(client, path):
    return page_of(client.get(path)).one("div", class_="kept-note")


@pytest.fixture
def client(editor, as_user):
    return as_user(editor)


@pytest.fixture
def article(db):
    return make_article(published=False, body="<p>قديم</p>")


def test_a_window_opened_earlier_keeps_and_saves_nothing_over_the_other(client, article):
    first, second = form_of(client, change(article)), form_of(client, change(article))
    client.post(kept_at(article), first | {"body": PARAGRAPH})
    client.post(kept_at(article), second | {"kicker": "تمهيد"})
    assert PARAGRAPH in waiting()
    assert client.post(change(article), second | {"kicker": "تمهيد"}).status_code == 302
    assert waiting() == [PARAGRAPH]
    # Shown at the next opening, and brought together with what was saved meanwhile.
    page = page_of(client.get(change(article)))
    assert page.one("textarea", name="body").text.strip() == PARAGRAPH
    assert "admin-note--warning" in page.one("div", class_="kept-note")["class"]
    answer = send_article(client, article)
    merge = fields_of(page_of(client.get(answer["Location"])).one("form", id="merge-form"))
    assert client.post(answer["Location"], merge).status_code == 302
    working = Article.objects.get().working_copy()
    assert (working["kicker"], working["body"]) == ("تمهيد", PARAGRAPH)
    assert waiting() == []


def test_an_old_laptop_wakes_and_what_was_written_since_stays(client, article):
    laptop, desktop = form_of(client, change(article)), form_of(client, change(article))
    client.post(kept_at(article), desktop | {"body": PARAGRAPH})
    client.post(kept_at(article), laptop | {"body": "<p>من الحاسوب المحمول</p>"})
    assert waiting() == [PARAGRAPH, "<p>من الحاسوب المحمول</p>"]


def test_two_new_articles_in_one_language_are_two(client):
    first, second = form_of(client, add_article("ar")), form_of(client, add_article("ar"))
    client.post(NEW, first | {"headline": "الأول", "body": PARAGRAPH})
    client.post(NEW, second | {"headline": "الثاني"})
    sent = second | {"headline": "الثاني", "section": make_section().pk}
    assert client.post(add_article("ar"), sent).status_code == 302
    assert form_of(client, add_article("ar"))["body"][0].strip() == PARAGRAPH


def test_every_text_is_named_and_can_be_shown(client, article):
    first, second = form_of(client, change(article)), form_of(client, change(article))
    client.post(kept_at(article), first | {"body": PARAGRAPH})
    client.post(kept_at(article), second | {"body": "<p>ثان</p>"})
    note = note_of(client, change(article))
    assert form_of(client, change(article))["body"][0].strip() == "<p>ثان</p>"
    (other,) = note.all("a")
    assert form_of(client, change(article) + other["href"])["body"][0].strip() == PARAGRAPH
    assert client.get(change(article) + "?unsaved=²").status_code == 200


def test_what_is_gone_on_with_is_one_text(client, article):
    client.post(kept_at(article), form_of(client, change(article)) | {"body": PARAGRAPH})
    longer = PARAGRAPH + "<p>تتمة</p>"
    for _again in range(2):
        client.post(kept_at(article), form_of(client, change(article)) | {"body": longer})
    assert note_of(client, change(article)).all("a") == []
    assert send_article(client, article).status_code == 302
    assert not Unsaved.objects.filter(sent="").exists()
    assert Article.objects.get().working_copy()["body"] == longer


def test_what_the_first_window_writes_after_the_second_went_on_stays(client, article):
    first = form_of(client, change(article))
    client.post(kept_at(article), first | {"body": "<p>أول</p>"})
    second = form_of(client, change(article))
    client.post(kept_at(article), second | {"body": "<p>محو وكتابة أخرى</p>"})
    client.post(kept_at(article), first | {"body": PARAGRAPH})
    assert client.post(change(article), second | {"body": "<p>محو وكتابة أخرى</p>"}).status_code == 302
    assert waiting() == [PARAGRAPH]


def test_what_was_wiped_in_a_second_window_is_there_until_it_is_saved(client, article):
    first = form_of(client, change(article))
    client.post(kept_at(article), first | {"body": PARAGRAPH})
    client.post(kept_at(article), form_of(client, change(article)) | {"body": "<p>غيره</p>"})
    assert PARAGRAPH in waiting()


def test_discarding_is_of_what_was_shown(client, article):
    first, second = form_of(client, change(article)), form_of(client, change(article))
    client.post(kept_at(article), first | {"body": PARAGRAPH})
    client.post(kept_at(article), second | {"body": "<p>ثان</p>"})
    form = note_of(client, change(article)).one("form")
    client.post(form["action"], fields_of(form))
    assert waiting() == [PARAGRAPH]
    form = note_of(client, change(article)).one("form")
    # The window it came from has written since.
    client.post(kept_at(article), first | {"body": PARAGRAPH * 2})
    client.post(form["action"], fields_of(form))
    assert waiting() == [PARAGRAPH * 2]


def test_a_form_whose_save_fails_for_good_has_kept_its_text(client, article, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Article, "revise", broken)
    form = form_of(client, change(article)) | {"body": PARAGRAPH}
    client.raise_request_exception = False
    assert client.post(change(article), form).status_code == 500
    assert waiting() == [PARAGRAPH]


@pytest.mark.parametrize("forged", ["", "x", " 2026-01-01", "w 2026-01-01", "w 99999-99-99T99:99", "\0 \0", "w" * 999])
def test_forged_keys_are_no_error_and_take_nothing(client, article, forged):
    client.post(kept_at(article), form_of(client, change(article)) | {"body": PARAGRAPH})
    form = form_of(client, change(article)) | {"window": forged, "continues": forged, "body": "<p>غيره</p>"}
    assert client.post(kept_at(article), form).status_code == 200
    client.post(f"/admin/articles/article/{article.pk}/discard/", {"continues": forged, "window": forged})
    assert client.post(kept_at(article), {"stored": forged, "here": "1"}).status_code == 200
    assert client.get(f"/admin/articles/article/{article.pk}/merge/", {"window": forged}).status_code == 302
    assert PARAGRAPH in waiting()
