"""Where a picture is used: said on its form, and the reason why it is not deleted."""

import pytest
from admin_forms import change, said
from django.db.models import ProtectedError
from html_page import page_of
from makers import make_article, make_author, make_image, make_page

from articles.models import Image
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def delete(image):
    return change(image).replace("/change/", "/delete/")


def panel(client, image):
    return page_of(client.get(change(image))).one("section", class_="admin-panel")


def used_everywhere():
    image = make_image()
    article = make_article("en", headline="Rain at last", lead_image=image)
    article.revise(by=SYSTEM, lead_image=image)
    page = make_page(title="من نحن", body=f'<figure data-image="{image.pk}"></figure>')
    return image, article, page, make_author(portrait=image)


def test_the_form_names_every_place_with_its_state(photographer, as_user):
    image, article, page, author = used_everywhere()
    shown = panel(as_user(photographer), image)
    links = {link["href"]: link for link in shown.all("a")}
    assert change(article) in links
    assert links[change(article)].one("bdi")["lang"] == "en"
    assert "منشور" in shown.words
    seen = {change(page), change(author)} & set(links)
    # What this account may not open is counted.
    assert len(shown.all("li")) == len(links) + (len(seen) < 2)


def test_a_chief_sees_them_all(chief, as_user):
    image, *places = used_everywhere()
    assert {link["href"] for link in panel(as_user(chief), image).all("a")} == {change(place) for place in places}


def test_nothing_shows_a_new_picture(photographer, as_user):
    shown = panel(as_user(photographer), make_image())
    assert "لا تظهر في أي موضع" in shown.words
    assert shown.all("a") == []


def test_what_is_used_is_not_deleted_and_the_page_says_where(chief, as_user):
    image, *places = used_everywhere()
    client = as_user(chief)
    for answer in (client.get(delete(image)), client.post(delete(image), {"post": "yes"})):
        named = page_of(answer).one("ul", id="deleted-objects")
        assert {link["href"] for link in named.all("a")} == {change(place) for place in places}
    assert Image.objects.filter(pk=image.pk).exists()


def test_whoever_may_not_see_a_place_is_told_that_there_is_one(photographer, as_user, monkeypatch):
    image, *_places = used_everywhere()
    monkeypatch.setattr("articles.admin.ArticleAdmin.has_view_permission", lambda *_arguments: False)
    shown = panel(as_user(photographer), image)
    assert "Rain at last" not in shown.words
    assert "غير مدرج" in shown.words


def test_many_places_are_counted_beyond_the_first(chief, as_user, monkeypatch):
    monkeypatch.setattr("articles.admin.image_uses.NAMED", 2)
    image = make_image()
    for _number in range(5):
        make_article().revise(by=SYSTEM, lead_image=image)
    shown = panel(as_user(chief), image)
    assert len(shown.all("a")) == 2
    assert "3 مواضع أخرى" in shown.words


def test_a_use_that_comes_while_somebody_deletes_is_told(chief, as_user, monkeypatch):
    image = make_image()

    def used_meanwhile(*_arguments):
        raise ProtectedError("used", set())

    monkeypatch.setattr("newsroom.admin.LogsForms.delete_model", used_meanwhile)
    client = as_user(chief)
    answer = client.post(delete(image), {"post": "yes"})
    assert answer["Location"] == delete(image)
    assert "صارت مستخدَمة" in said(client, answer)
    assert Image.objects.filter(pk=image.pk).exists()


def test_what_is_not_used_goes_with_its_words(photographer, as_user):
    image = make_image()
    as_user(photographer).post(delete(image), {"post": "yes"})
    assert not Image.objects.exists()
