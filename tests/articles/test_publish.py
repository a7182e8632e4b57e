from datetime import timedelta

import pytest
from django.utils import timezone
from makers import make_article
from situations import row_in, take

from articles.choices import Status
from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, SlugTaken, Stale, WrongState

pytestmark = pytest.mark.django_db


def test_an_editor_publishes_a_draft_and_readers_see_it(editor):
    article = make_article(published=False)
    article.publish(by=editor)
    assert article.status == Status.PUBLISHED
    assert list(Article.objects.public()) == [article]
    assert AuditEntry.objects.about(article).filter(verb="publish", user=editor).count() == 1


def test_a_future_time_schedules_it(editor):
    article = make_article(published=False)
    article.publish(by=editor, at=timezone.now() + timedelta(hours=1))
    assert article.is_scheduled()
    assert not Article.objects.public().exists()
    assert Article.objects.public(timezone.now() + timedelta(hours=2)).get() == article


def test_a_writer_cannot_publish_and_nothing_changes(writer):
    article = make_article(published=False)
    with pytest.raises(NotPermitted):
        article.publish(by=writer)
    article.refresh_from_db()
    assert (article.status, article.published_at) == (Status.DRAFT, None)
    assert not AuditEntry.objects.filter(verb="publish").exists()


def test_an_editor_of_the_other_edition_cannot(english_editor):
    article = make_article("ar", published=False)
    with pytest.raises(NotPermitted):
        article.publish(by=english_editor)


def test_of_two_who_publish_at_once_one_is_told(editor):
    article = make_article(published=False)
    first, second = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    first.publish(by=editor)
    with pytest.raises(Stale):
        second.publish(by=editor)
    assert AuditEntry.objects.filter(verb="publish").count() == 1


def test_a_live_article_changes_only_when_it_is_published_again(editor):
    article = make_article(headline="الأول")
    article.revise(by=editor, headline="الثاني")
    assert Article.objects.get(pk=article.pk).headline == "الأول"
    article.publish(by=editor)
    article.refresh_from_db()
    assert article.headline == "الثاني"
    assert article.updated_at_public is not None


def test_a_minor_edit_does_not_move_the_date_readers_see(editor):
    article = make_article()
    article.revise(by=editor, minor=True, headline="بلا خطأ مطبعي")
    article.publish(by=editor)
    assert article.headline == "بلا خطأ مطبعي"
    assert article.updated_at_public is None


def test_a_taken_slug_is_refused_and_a_free_one_offered(editor):
    make_article(slug="الماء")
    other = make_article(slug="الماء", published=False)
    with pytest.raises(SlugTaken) as refusal:
        other.publish(by=editor)
    assert refusal.value.free == "الماء-2"
    assert Article.objects.get(pk=other.pk).status == Status.DRAFT


def test_the_offered_slug_can_be_taken_at_once(editor):
    """A refusal leaves the object in hand as it was, so that the next try is not taken for somebody else's."""
    make_article(slug="الماء")
    other = make_article(slug="الماء", published=False)
    with pytest.raises(SlugTaken) as refusal:
        other.publish(by=editor)
    assert (other.status, other.published_at) == (Status.DRAFT, None)
    other.revise(by=editor, slug=refusal.value.free)
    other.publish(by=editor)
    assert Article.objects.get(pk=other.pk).slug == "الماء-2"


def test_an_hour_to_come_is_that_of_the_changes_where_readers_have_the_article(editor):
    article = make_article(headline="الأول")
    first = article.published_at
    article.revise(by=editor, headline="الثاني")
    article.publish(by=editor, at=timezone.now() + timedelta(days=1))
    article = Article.objects.public().get()
    assert (article.headline, article.published_at, article.has_swap()) == ("الأول", first, True)


def test_what_is_withdrawn_does_not_come_back_at_an_hour_of_its_own(editor):
    article = make_article()
    article.withdraw(by=editor, reason="")
    with pytest.raises(WrongState):
        article.publish(by=editor, at=timezone.now() + timedelta(days=1))
    assert Article.objects.get(pk=article.pk).status == Status.WITHDRAWN


def test_an_article_without_a_section_is_refused(editor):
    article = make_article(section=None, published=False)
    with pytest.raises(WrongState):
        article.publish(by=editor)


@pytest.mark.parametrize("empty", [{"headline": ""}, {"section": None}])
def test_a_live_article_cannot_lose_its_headline_or_its_section(empty, editor):
    article = make_article()
    article.revise(by=editor, **empty)
    with pytest.raises(WrongState):
        article.publish(by=editor)
    assert Article.objects.public().get().headline


def test_the_month_of_the_address_is_fixed_once_readers_have_it(editor):
    article = make_article(slug="first")
    Article.objects.filter(pk=article.pk).update(year=2020, month=1)
    article.refresh_from_db()
    article.revise(by=editor, slug="second")
    article.publish(by=editor)
    assert article.get_absolute_url() == "/ar/2020/01/second/"


def test_the_system_publishes_in_both_languages():
    for language in ("ar", "en"):
        article = make_article(language, published=False)
        article.publish(by=SYSTEM)
        assert article.is_public()


def test_a_minor_edit_on_top_of_a_change_hides_it_from_nobody(editor):
    article = make_article()
    article.revise(by=editor, body="<p>خبر آخر</p>")
    article.revise(by=editor, minor=True, headline="عنوان بلا خطأ")
    article.publish(by=editor)
    assert Article.objects.get(pk=article.pk).updated_at_public is not None


def test_a_note_about_an_unchanged_text_is_no_change_for_readers(editor):
    article = make_article()
    article.revise(by=editor, note="راجعه المحامي")
    article.publish(by=editor)
    assert Article.objects.get(pk=article.pk).updated_at_public is None


@pytest.mark.parametrize("verb", ["unschedule", "withdraw"])
def test_what_is_no_longer_to_come_is_what_was_written_since(verb, writer, editor):
    article = row_in("scheduled")
    article.revise(by=writer, headline="كُتب بعد الجدولة")
    take(Article.objects.get(pk=article.pk), verb, editor)
    assert Article.objects.get(pk=article.pk).headline == "كُتب بعد الجدولة"


def test_the_address_that_is_offered_waits_for_no_other_article(editor):
    make_article(slug="ماء")
    other = make_article(slug="نار")
    other.revise(by=editor, slug="ماء-2")
    other.publish(by=editor, at=timezone.now() + timedelta(hours=1))
    article = make_article(published=False, headline="ماء")
    with pytest.raises(SlugTaken) as refusal:
        article.publish(by=editor)
    assert refusal.value.free == "ماء-3"
