"""The first page of the admin: what waits for whoever has logged in, and nothing of what does not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment, make_comments, make_image, make_user

from articles.models import Article, ImageText
from newsroom.actors import SYSTEM
from newsroom.models import OutboxMessage

pytestmark = pytest.mark.django_db


def desk(client):
    """Return the boxes by name, each as the words of its lines."""
    page = page_of(client.get("/admin/"))
    boxes = {}
    for box in page.all("section", class_="desk-box"):
        name = box["aria-labelledby"].removeprefix("desk-")
        boxes[name] = [line.words for line in box.all("li", class_="desk-box__line")]
    return boxes


def box(client, name):
    return page_of(client.get("/admin/")).one("section", class_=f"desk-box--{name}")


def leads_to(client, name):
    """Return the headlines of the list that the box's title leads to."""
    address = box(client, name).one("h2").one("a")["href"]
    table = page_of(client.get(address)).all("table", id="result_list")
    return {cell.words for cell in table[0].all("th", class_="field-headline_isolated")} if table else set()


def test_each_sees_the_boxes_of_what_they_may_do(writer, editor, chief, moderator, photographer, as_user):
    work = {"waiting", "drafts", "scheduled", "translations"}
    assert set(desk(as_user(writer))) == work | {"broken"}
    assert set(desk(as_user(editor))) == work | {"comments", "broken"}
    assert set(desk(as_user(chief))) == work | {"comments", "broken"}
    assert set(desk(as_user(moderator))) == {"comments"}
    assert set(desk(as_user(photographer))) == set()


@pytest.mark.parametrize("interface", ["ar", "en"])
def test_an_empty_box_says_so(chief, as_user, interface):
    chief.interface_language = interface
    chief.save()
    page = page_of(as_user(chief).get("/admin/"))
    for found in page.all("section", class_="desk-box"):
        assert found.one("p", class_="desk-box__empty").words
        assert not found.all("span", class_="admin-desk__count")


def test_my_drafts_are_those_i_have_written(writer, as_user):
    mine = Article.objects.start("ar", by=writer, headline="مسودتي")
    Article.objects.start("ar", by=make_user("other", role="writer", languages=["ar"]), headline="مسودة غيري")
    submitted = Article.objects.start("ar", by=writer, headline="مرسلة")
    submitted.submit(by=writer)
    client = as_user(writer)
    [line] = desk(client)["drafts"]
    assert "مسودتي" in line
    [link] = box(client, "drafts").one("ul").all("a")
    assert link["href"] == f"/admin/articles/article/{mine.pk}/change/"
    assert link.one("bdi")["lang"] == "ar"
    assert leads_to(client, "drafts") == {"مسودتي"}


def test_what_is_in_review_waits_for_those_who_approve_in_its_language(writer, editor, english_editor, as_user):
    article = Article.objects.start("ar", by=writer, headline="في الانتظار")
    article.submit(by=writer)
    assert len(desk(as_user(editor))["waiting"]) == 1
    assert leads_to(as_user(editor), "waiting") == {"في الانتظار"}
    assert desk(as_user(english_editor))["waiting"] == []
    assert desk(as_user(writer))["waiting"] == []


def test_what_came_back_waits_for_its_writer_with_the_word_of_advice(writer, editor, as_user):
    article = Article.objects.start("ar", by=writer, headline="عادت")
    article.submit(by=writer)
    article.return_(by=editor, note="أضف مصدراً ثانياً")
    [line] = desk(as_user(writer))["waiting"]
    assert "عادت" in line
    assert "أضف مصدراً ثانياً" in line
    assert leads_to(as_user(writer), "waiting") == {"عادت"}
    assert desk(as_user(editor))["waiting"] == []
    article.submit(by=writer)
    assert desk(as_user(writer))["waiting"] == []


def test_what_is_published_by_itself_today_stands_with_its_hour(editor, as_user, monkeypatch):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    today = make_article(headline="مساء اليوم", published=False)
    today.publish(by=SYSTEM, at=noon + timedelta(hours=3))
    make_article(headline="غداً", published=False).publish(by=SYSTEM, at=noon + timedelta(days=2))
    live = make_article(headline="منشورة")
    live.revise(by=SYSTEM, headline="منشورة بعد التعديل")
    live.publish(by=SYSTEM, at=noon + timedelta(hours=4))
    first, second = desk(as_user(editor))["scheduled"]
    assert "مساء اليوم" in first
    assert "منشورة" in second
    hours = [time["datetime"][:16] for time in box(as_user(editor), "scheduled").all("time")]
    # Africa/Casablanca is an hour before UTC.
    assert hours == [
        (noon + timedelta(hours=hour)).astimezone(timezone.get_fixed_timezone(60)).isoformat()[:16] for hour in (3, 4)
    ]
    assert leads_to(as_user(editor), "scheduled") == {"مساء اليوم", "منشورة"}


def test_the_queue_of_translations_has_what_my_edition_lacks(translator, as_user, chief):
    source = make_article("ar", headline="أصل")
    english = source.create_edition(by=chief)
    english.revise(by=chief, headline="Follows", section=source.section)
    english.publish(by=chief)
    make_article("ar", headline="بلا ترجمة")
    old = make_article("ar", headline="قديمة")
    Article.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=9))
    client = as_user(translator)
    assert leads_to(client, "translations") == {"بلا ترجمة"}
    source.revise(by=chief, headline="أصل بعد التعديل")
    source.publish(by=chief)
    assert leads_to(client, "translations") == {"بلا ترجمة", "Follows"}
    translator.languages = ["ar"]
    translator.save()
    assert desk(client)["translations"] == []


def test_comments_that_wait_stand_in_the_editions_of_the_moderator(moderator, as_user):
    make_comment(make_article("ar"), state="pending", body="<b>انتظار</b> " * 40)
    make_comment(make_article("en"), state="pending", body="A word in English", language="en")
    moderator.languages = ["ar"]
    moderator.save()
    [line] = desk(as_user(moderator))["comments"]
    assert line.startswith("<b>انتظار</b>")
    assert box(as_user(moderator), "comments").one("h2").one("a")["href"] == "/admin/comments/queue/"


def test_what_is_more_than_can_be_counted_is_not_counted(moderator, as_user):
    make_comments(make_article("ar"), 120)
    assert box(as_user(moderator), "comments").one("span", class_="admin-desk__count").words == "99+"
    assert len(desk(as_user(moderator))["comments"]) == 5


def test_what_is_broken_leads_to_its_list_for_those_whose_business_it_is(editor, superuser, as_user):
    image = make_image()
    ImageText.objects.filter(image=image, language="ar").update(alt="")
    make_article(headline="صورة صامتة", lead_image=image)
    make_article("en", headline="It is described", lead_image=image)
    OutboxMessage.objects.create(kind="x", due_at=timezone.now(), failed_at=timezone.now())
    OutboxMessage.objects.create(kind="x", due_at=timezone.now() - timedelta(hours=1))
    [silent] = box(as_user(editor), "broken").one("ul").all("a")
    headlines = page_of(as_user(editor).get(silent["href"])).all("th", class_="field-headline_isolated")
    assert [cell.words for cell in headlines] == ["صورة صامتة"]
    links = box(as_user(superuser), "broken").one("ul").all("a")
    assert len(links) == 3
    for link in links:
        assert as_user(superuser).get(link["href"]).status_code == 200


def test_a_schedule_that_cannot_be_kept_is_broken(editor, as_user):
    article = make_article(headline="لن تُنشر")
    Article.objects.filter(pk=article.pk).update(pending_at=timezone.now() - timedelta(hours=1))
    [link] = box(as_user(editor), "broken").one("ul").all("a")
    assert "state=stuck" in link["href"]
    [cell] = page_of(as_user(editor).get(link["href"])).all("th", class_="field-headline_isolated")
    assert cell.words == "لن تُنشر"


@pytest.mark.parametrize("number", [1, 12])
def test_it_takes_twelve_queries_whatever_there_is(number, chief, as_user, django_assert_max_num_queries):
    image = make_image()
    for _ in range(number):
        article = make_article("ar", lead_image=image)
        article.revise(by=chief, headline="جديد")
        Article.objects.start("ar", by=chief, headline="مسودة").submit(by=chief)
        make_comment(article, state="pending")
    client = as_user(chief)
    with django_assert_max_num_queries(12):
        boxes = desk(client)
    assert len(boxes["waiting"]) == len(boxes["comments"]) == min(5, number)
