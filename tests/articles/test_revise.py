"""Writing the next revision: wherever an article stands, by whom it may be, over nobody else’s."""

from datetime import timedelta

import pytest
from admin_forms import change
from django.utils import timezone
from makers import make_article, make_author, make_image, make_topic
from situations import SITUATIONS, row_in, stored

from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.refusals import NotPermitted, Refused, Stale, WrongState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_article_can_be_revised_wherever_it_stands(situation, writer):
    article = row_in(situation)
    status = article.status
    article.revise(by=writer, note="صياغة", headline="عنوان آخر")
    revision = article.revisions.order_by("-number").first()
    assert (revision.author, revision.note, revision.content["headline"]) == (writer, "صياغة", "عنوان آخر")
    assert Article.objects.get(pk=article.pk).status == status


def test_the_columns_follow_until_the_first_publication_and_not_after(writer):
    draft, live = row_in("draft"), row_in("live")
    headline = live.headline
    topic, author, image = make_topic(), make_author(), make_image()
    for article in (draft, live):
        article.revise(by=writer, headline="جديد", topics=[topic], authors=[author], lead_image=image)
    draft, live = (Article.objects.get(pk=article.pk) for article in (draft, live))
    assert (draft.headline, live.headline) == ("جديد", headline)
    assert (list(draft.topics.all()), draft.authors, draft.lead_image) == ([topic], [author], image)
    assert (list(live.topics.all()), live.authors, live.lead_image) == ([], [], None)


def test_revising_needs_the_right(moderator):
    article = row_in("draft")
    before = stored(article)
    with pytest.raises(NotPermitted):
        article.revise(by=moderator, headline="لا")
    assert stored(article) == before


def test_revising_needs_the_language(english_editor):
    article = row_in("draft")
    before = stored(article)
    with pytest.raises(NotPermitted):
        article.revise(by=english_editor, headline="No")
    assert stored(article) == before


def test_two_who_revise_the_same_copy_do_not_overwrite_each_other(writer, editor):
    article = row_in("draft")
    first, second = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    first.revise(by=writer, headline="الأول")
    before = stored(article)
    with pytest.raises(Stale):
        second.revise(by=editor, headline="الثاني")
    assert stored(article) == before


def test_an_unknown_field_is_a_mistake_of_the_program(writer):
    with pytest.raises(TypeError, match="status"):
        row_in("draft").revise(by=writer, status="published")


def test_a_scheduled_article_cannot_take_the_address_of_another():
    make_article(slug="الماء")
    article = make_article(published=False)
    article.publish(by=SYSTEM, at=timezone.now() + timedelta(minutes=1))
    before = stored(article)
    with pytest.raises(Refused):
        Article.objects.get(pk=article.pk).revise(by=SYSTEM, slug="الماء")
    assert stored(article) == before


@pytest.mark.parametrize("empty", [{"headline": ""}, {"section": None}])
def test_a_scheduled_article_cannot_lose_what_its_publication_needs(empty):
    article = row_in("scheduled")
    before = stored(article)
    with pytest.raises(WrongState):
        article.revise(by=SYSTEM, **empty)
    assert stored(article) == before


def test_what_waits_for_its_hour_follows_only_who_may_publish(writer, editor):
    article = row_in("scheduled")
    approved = article.headline
    article.revise(by=writer, headline="لم يقرأه أحد", standfirst="")
    waiting = Article.objects.get(pk=article.pk)
    assert (waiting.headline, waiting.working_copy()["headline"]) == (approved, "لم يقرأه أحد")
    assert waiting.is_ahead()
    waiting.revise(by=editor, headline="قرأه المحرر")
    followed = Article.objects.get(pk=article.pk)
    assert (followed.headline, followed.live_revision) == ("قرأه المحرر", followed.working_revision)
    assert not followed.is_ahead()


def test_the_form_says_what_comes_out_at_the_hour(writer, editor, as_user):
    article = row_in("scheduled")
    article.revise(by=writer, headline="لم يقرأه أحد")
    said = "يصدر المقال كما كان حين جُدول نشره"
    assert said in as_user(editor).get(change(article)).content.decode()
    article.revise(by=editor, headline="قرأه المحرر")
    assert said not in as_user(editor).get(change(article)).content.decode()


def test_a_note_alone_is_a_minor_edit_and_a_beginning_is_none(writer):
    article = Article.objects.start("ar", by=writer)
    article.revise(by=writer, note="أنتظر الأرقام")
    assert list(article.revisions.order_by("number").values_list("minor", flat=True)) == [False, True]
