"""The two editions of a story in the admin: each leads to the other, or to the button that creates it."""

import pytest
from admin_forms import change, fields_of, said, send_article
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_author, make_image, make_section, make_topic

from articles.models import Article
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def tabs(client, article):
    return page_of(client.get(change(article))).one("nav", class_="admin-tabs")


def create_address(article):
    return reverse("admin:articles_article_edition", args=[article.pk])


def test_each_edition_leads_to_the_other_and_says_how_it_stands(chief, as_user):
    arabic = make_article("ar")
    english = make_article("en", story=arabic.story, published=False)
    for here, there in ((arabic, english), (english, arabic)):
        nav = tabs(as_user(chief), here)
        link = nav.one("a")
        assert link["href"] == change(there)
        assert link.one("bdi", lang=there.language).words
        assert link.one("span", class_=f"admin-status--{there.status}").words
        assert nav.one("span", **{"aria-current": "page"}).one("bdi", lang=here.language)


def test_the_chief_creates_the_english_edition_from_the_arabic_one(chief, as_user):
    section, author, topic, image = make_section(), make_author(), make_topic(), make_image()
    shared = {"section": section, "authors": [author], "topics": [topic], "lead_image": image, "kind": "analysis"}
    arabic, client = make_article("ar", **shared), as_user(chief)
    assert tabs(client, arabic).one("button", name="_edition")["form"] == "article_form"
    answer = send_article(client, arabic, headline="عنوان محدّث", _edition="1")
    english = Article.objects.get(language="en")
    assert answer["Location"] == f"{change(english)}?source=1"
    assert arabic.headline in said(client, answer) or "عنوان محدّث" in said(client, answer)
    # What was typed is saved first, and what is shared is copied; the text is not.
    assert arabic.working_copy()["headline"] == "عنوان محدّث"
    assert (english.story, english.translated_from) == (arabic.story, arabic)
    copied = english.working_copy()
    assert (copied["section"], copied["lead_image"], copied["kind"]) == (section.pk, image.pk, "analysis")
    assert (copied["authors"], copied["topics"]) == ([author.pk], [topic.pk])
    assert (copied["headline"], copied["body"], copied["slug"]) == ("", "", "")
    assert AuditEntry.objects.about(english).get(verb="start").user == chief


def test_an_editor_of_english_creates_it_from_the_article_they_can_only_read(english_editor, as_user):
    arabic, client = make_article("ar"), as_user(english_editor)
    form = next(form for form in tabs(client, arabic).all("form"))
    assert form["action"] == create_address(arabic)
    answer = client.post(form["action"], fields_of(form))
    english = Article.objects.get(language="en")
    assert answer["Location"] == f"{change(english)}?source=1"
    words = {"headline": "Water is back", "standfirst": "After two months.", "body": "<p>The taps run.</p>"}
    assert send_article(client, english, **words, _step="publish").status_code == 302
    english.refresh_from_db()
    assert english.is_public()


def test_nobody_creates_an_edition_in_a_language_that_is_not_theirs(editor, as_user):
    arabic, client = make_article("ar"), as_user(editor)
    assert not tabs(client, arabic).all("button")
    assert send_article(client, arabic, headline="الثاني", _edition="1").status_code == 403
    assert client.post(create_address(arabic)).status_code == 403
    assert Article.objects.get() == arabic
    assert arabic.revisions.count() == 1


@pytest.mark.parametrize("person", ["moderator", "photographer"])
def test_nobody_creates_one_without_the_right(person, request, as_user):
    arabic, client = make_article("ar"), as_user(request.getfixturevalue(person))
    assert not tabs(client, arabic).all("button")
    assert client.post(create_address(arabic)).status_code == 403
    assert Article.objects.count() == 1


def test_the_act_wants_a_post_and_a_login(chief, as_user, reader):
    arabic = make_article("ar")
    assert as_user(chief).get(create_address(arabic)).status_code == 405
    assert reader.post(create_address(arabic)).status_code == 403
    assert as_user(chief).post(create_address(arabic).replace(str(arabic.pk), "999999")).status_code == 404
    assert Article.objects.count() == 1


def test_a_second_press_creates_no_third_edition(chief, as_user):
    arabic, client = make_article("ar"), as_user(chief)
    client.post(create_address(arabic))
    answer = client.post(create_address(arabic))
    assert answer["Location"] == change(arabic)
    assert said(client, answer)
    assert Article.objects.count() == 2


def test_the_list_names_the_other_edition_of_each_row(chief, as_user):
    arabic = make_article("ar")
    english = make_article("en", story=arabic.story)
    page = page_of(as_user(chief).get(reverse("admin:articles_article_changelist")))
    cells = page.all("td", class_="field-other_edition_link")
    assert {cell.one("a")["href"] for cell in cells} == {change(arabic), change(english)}
