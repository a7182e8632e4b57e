"""Before publishing: what is missing stops it in the form and says where to write it; what is only odd does not."""

from datetime import timedelta

import pytest
from admin_forms import change, fields_of, said, send_article
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_image

from articles.models import Article, Image, ImageText
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

NEEDS = {
    "standfirst": {"standfirst": ""},
    "body": {"body": ""},
    "lead_image": {"without_picture": False},
    "section": {"section": None},
    "headline": {"headline": "", "slug": "خبر"},
}


def found(article):
    checklist = article.checklist()
    return [finding.field for finding in checklist.blocks]


def warned(**words):
    return [str(finding.text) for finding in make_article(published=False, **words).checklist().warnings]


def panel(client, article):
    return page_of(client.get(change(article))).one("section", class_="admin-checks")


@pytest.mark.parametrize(("name", "words"), NEEDS.items())
def test_each_thing_that_is_missing_is_named(name, words):
    assert found(make_article(published=False, **words)) == [name]


def test_a_finished_article_lacks_nothing():
    assert found(make_article(published=False)) == []


@pytest.mark.parametrize(("language", "blocks"), [("ar", ["lead_image"]), ("en", [])])
def test_a_picture_needs_its_alt_text_in_the_language_of_the_article(language, blocks):
    image = make_image()
    ImageText.objects.filter(language="ar").update(alt="")
    assert found(make_article(language, published=False, lead_image=image)) == blocks
    assert found(make_article(language, published=False, lead_image=image, lead_alt="وصف هنا")) == []


def test_the_working_copy_of_a_live_article_is_looked_at(editor):
    article = make_article()
    article.revise(by=editor, standfirst="")
    assert found(article) == ["standfirst"]


def test_what_is_odd_is_a_warning():
    assert len(warned(body='<p>نص. <a href="https://example.org/">رابط</a></p>')) == 0
    assert any("91" in text for text in warned(headline="ا" * 91, body='<p><a href="https://example.org/">ن</a></p>'))
    english = "<p>Here is a long text that was written in the wrong edition by mistake.</p>"
    assert len(warned(body=english)) == 2
    image = make_image()
    ImageText.objects.update(credit="")
    assert (
        len(warned(body=f'<p>نص <a href="https://example.org/">ن</a></p><figure data-image="{image.pk}"></figure>'))
        == 1
    )


def test_who_made_the_lead_image_is_said_in_the_language_of_the_article_or_by_its_source():
    image = make_image()
    ImageText.objects.filter(language="ar").update(credit="")
    assert found(make_article(published=False, lead_image=image)) == ["lead_image"]
    assert found(make_article("en", published=False, lead_image=image)) == []
    assert found(make_article(published=False, lead_image=image, lead_credit="هدى")) == []
    Image.objects.update(source="https://photos.example.org/12")
    assert found(make_article(published=False, lead_image=Image.objects.get())) == []


def test_a_longer_embargo_of_the_other_edition_is_a_warning(chief, as_user):
    article, hour = make_article(published=False), timezone.now() + timedelta(hours=5)
    article.control(by=chief, embargoed_until=hour)
    edition = article.create_edition(by=chief)
    assert not held_longer(edition)
    article.control(by=chief, embargoed_until=hour + timedelta(days=2))
    assert len(held_longer(edition)) == 1
    assert held_longer(edition)[0].text in panel(as_user(chief), edition).words
    assert not held_longer(article)


def held_longer(article):
    """Return the warnings that point to no field of this form."""
    return [finding for finding in Article.objects.get(pk=article.pk).checklist().warnings if not finding.field]


def test_a_writer_takes_no_picture_from_what_is_scheduled(writer, as_user):
    article, hour = make_article(published=False), timezone.now() + timedelta(hours=1)
    article.publish(by=SYSTEM, at=hour)
    answer = send_article(as_user(writer), article, without_picture=[])
    assert page_of(answer).one("div", class_="field-lead_image").one("ul", class_="errorlist").words
    # The text is another matter: what they write comes out when somebody publishes it.
    assert send_article(as_user(writer), article, without_picture="on", standfirst="").status_code == 302
    assert Article.objects.public(hour).get().standfirst


def test_no_old_revision_takes_from_what_is_scheduled_what_it_needs(editor, as_user):
    article, client, hour = make_article(published=False, standfirst=""), as_user(editor), timezone.now()
    article.revise(by=editor, standfirst="مقدمة")
    article.publish(by=editor, at=hour + timedelta(hours=1))
    revert = reverse("admin:articles_article_revert", args=[article.pk, 1])
    answer = client.post(revert, {"version": article.version})
    assert [
        link.get("href") for link in page_of(client.get(answer["Location"])).one("ul", class_="messagelist").all("a")
    ]
    assert Article.objects.get().standfirst == "مقدمة"


def test_the_form_shows_what_is_missing_with_a_way_to_its_field(editor, as_user):
    article = make_article(published=False, standfirst="", without_picture=False)
    client = as_user(editor)
    links = [link.get("href") for link in panel(client, article).all("a")]
    assert links[:2] == ["#id_standfirst", "#id_lead_image"]
    page = page_of(client.get(change(article)))
    assert page.one("textarea", id="id_standfirst")


def test_the_button_says_what_is_missing_and_keeps_the_text(editor, as_user):
    article, client = make_article(published=False, without_picture=False), as_user(editor)
    answer = send_article(client, article, headline="العنوان الجديد", standfirst="", _step="publish")
    page = page_of(client.get(answer["Location"]))
    links = [link.get("href") for link in page.one("ul", class_="messagelist").all("a")]
    assert links == [f"{change(article)}#id_standfirst", f"{change(article)}#id_lead_image"]
    article.refresh_from_db()
    assert (article.headline, article.is_public()) == ("العنوان الجديد", False)


def test_with_no_picture_ticked_it_is_published(editor, as_user):
    article, client = make_article(published=False, without_picture=False), as_user(editor)
    send_article(client, article, without_picture="on", _step="publish")
    assert Article.objects.public().get() == article


def test_a_writer_may_say_that_none_is_meant_to_be_there(writer, as_user):
    article = make_article(published=False, without_picture=False)
    send_article(as_user(writer), article, without_picture="on")
    assert Article.objects.get().without_picture


def test_an_hour_to_come_is_no_way_round_it(editor, as_user):
    article = make_article(published=False, standfirst="")
    hour = {"publish_at_0": "2099-07-01", "publish_at_1": "18:00:00"}
    send_article(as_user(editor), article, _step="publish", **hour)
    assert not Article.objects.get().is_scheduled()


def test_a_forged_post_without_the_panel_is_no_way_round_it(editor, as_user):
    article, client = make_article(published=False, standfirst=""), as_user(editor)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    client.post(change(article), form | {"_step": "publish", "confirmed": "1", "force": "1"})
    assert not Article.objects.public().exists()


def test_without_the_right_it_is_a_403_whatever_is_missing(writer, as_user):
    article = make_article(published=False, standfirst="", headline="الأول")
    assert send_article(as_user(writer), article, headline="الثاني", _step="publish").status_code == 403
    assert Article.objects.get().headline == "الأول"


def test_the_verb_itself_does_not_look(editor):
    article = make_article(published=False, standfirst="", without_picture=False)
    article.publish(by=SYSTEM)
    assert article.is_public()


def test_a_note_goes_back_to_the_writer_and_is_answered_by_sending_it_in_again(writer, editor, as_user):
    article = make_article(published=False)
    article.submit(by=writer)
    send_article(as_user(editor), article, _step="return_", return_note="ينقص رأي الوزارة")
    client = as_user(writer)
    note = page_of(client.get(change(article))).one("div", class_="admin-note--returned")
    assert "ينقص رأي الوزارة" in note.words
    assert "editor" in note.words
    assert said(client, send_article(client, article, _step="submit"))
    assert not page_of(client.get(change(article))).all("div", class_="admin-note--returned")
