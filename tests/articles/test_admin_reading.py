"""Who may only read an article in the admin reads it; who may not even that, does not."""

import pytest
from admin_forms import change, fields_of
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_author, make_image, make_page, make_topic

from articles.models import Article, Correction

pytestmark = pytest.mark.django_db
CONTENT = {"headline", "body", "standfirst", "section", "slug", "lead_image", "expires_at_0", "publish_at_0"}


@pytest.mark.parametrize("person", ["moderator", "photographer", "english_editor"])
def test_they_see_the_newest_text_and_not_a_field_to_change(person, request, as_user):
    article = make_article(
        headline="الأول", body="<h2>ما الجديد</h2>", authors=[make_author(name_ar="ليلى", name_en="Leila")],
        topics=[make_topic()], lead_image=make_image(),
    )  # fmt: skip
    Correction.objects.create(article=article, text="كان الرقم خطأ.")
    article.revise(by=request.getfixturevalue("chief"), headline="الثاني")
    page = page_of(as_user(request.getfixturevalue(person)).get(change(article)))
    reading = page.one("article", class_="admin-reading")
    assert (reading["lang"], reading["dir"]) == ("ar", "rtl")
    assert reading.one("h3").words == "الثاني"
    assert reading.one("h2").words == "ما الجديد"
    assert not CONTENT & {field.get("name") for field in page.all()}
    assert not [name for name in ("_save", "_continue", "_step") if page.all(name=name)]


@pytest.mark.parametrize("person", ["moderator", "photographer", "english_editor"])
def test_a_forged_form_is_refused(person, request, as_user, editor):
    article = make_article(published=False, headline="الأول")
    form = fields_of(page_of(as_user(editor).get(change(article))).one("form", id="article_form"))
    client = as_user(request.getfixturevalue(person))
    assert client.post(change(article), form | {"headline": "الثاني"}).status_code == 403
    assert client.post(change(article).replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert Article.objects.get().headline == "الأول"
    assert article.revisions.count() == 1


def test_corrections_of_the_other_edition_can_be_read_only(english_editor, as_user):
    article = make_article()
    Correction.objects.create(article=article, text="كان الرقم خطأ.")
    page = page_of(as_user(english_editor).get(change(article)))
    assert "كان الرقم خطأ." in page.words
    assert not page.all("textarea", name="corrections-0-text")
    form = {"corrections-TOTAL_FORMS": "1", "corrections-INITIAL_FORMS": "0", "corrections-0-text": "x"}
    assert as_user(english_editor).post(change(article), form).status_code == 403
    assert Correction.objects.count() == 1


def test_a_page_can_be_read_by_those_who_may_not_change_it(editor, as_user):
    page = page_of(as_user(editor).get(change(make_page(title="من نحن", body="<p>نحن هنا.</p>"))))
    assert page.one("article", class_="admin-reading").one("h3").words == "من نحن"
    assert not CONTENT & {field.get("name") for field in page.all()}


@pytest.mark.parametrize("name", ["articles_article_changelist", "comments_comment_changelist", "index"])
def test_an_account_that_is_no_staff_is_sent_to_the_login(name, as_user, writer):
    writer.is_staff = False
    writer.save()
    answer = as_user(writer).get(reverse(f"admin:{name}"))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_the_history_names_acts_revisions_and_who(editor, as_user, chief):
    article = make_article(published=False, headline="الأول")
    article.revise(by=editor, headline="الثاني", note="بعد اتصال", minor=True)
    article.publish(by=chief)
    page = page_of(as_user(editor).get(change(article).replace("/change/", "/history/")))
    assert page.one("h2", class_="admin-subtitle").one("bdi", lang="ar", dir="rtl").words == "الثاني"
    for words in ("chief", "editor", "الأول", "الثاني", "بعد اتصال"):
        assert words in page.words
