"""Whether an edition has what its source has: counted in revisions."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_article

from articles.choices import Freshness
from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Stale, WrongState

pytestmark = pytest.mark.django_db

NONE, IN_PROGRESS, CURRENT, OUTDATED = Freshness.NONE, Freshness.IN_PROGRESS, Freshness.CURRENT, Freshness.OUTDATED


def make_pair(language="ar", *, published=True, source_published=True):
    """Return a source and the edition that was written from it, in the other language."""
    source = make_article(language, published=source_published)
    edition = source.create_edition(by=SYSTEM)
    headline = f"{'عنوان' if edition.language == 'ar' else 'Headline'} {edition.pk}"
    edition.revise(by=SYSTEM, headline=headline, body="<p>1</p>")
    if published:
        edition.publish(by=SYSTEM)
    return source, edition


def freshness(article):
    """Return what a list says, having asked that the row and both filters say the same."""
    rows = Article.objects.with_freshness()
    said = rows.get(pk=article.pk).freshness
    assert article.freshness_now() == said
    assert [value for value in Freshness if article in Article.objects.of_freshness(value)] == [said]
    assert [value for value in Freshness if article in rows.filter(freshness=value)] == [said]
    return said


def edit_and_publish(article, headline, *, minor=False):
    article.refresh_from_db()
    article.revise(by=SYSTEM, headline=headline, minor=minor)
    article.publish(by=SYSTEM)


@pytest.mark.parametrize("language", languages.CODES)
def test_a_change_of_the_source_makes_the_other_edition_outdated(language):
    source, edition = make_pair(language)
    assert freshness(edition) == CURRENT
    edit_and_publish(source, "2")
    assert freshness(edition) == OUTDATED
    assert freshness(source) == CURRENT


@pytest.mark.parametrize("language", languages.CODES)
def test_a_minor_edit_does_not(language):
    source, edition = make_pair(language)
    edit_and_publish(source, "2", minor=True)
    assert freshness(edition) == CURRENT
    # Nor does it hide the change that came before it.
    edit_and_publish(source, "3")
    edit_and_publish(source, "4", minor=True)
    assert freshness(edition) == OUTDATED


def test_what_readers_of_the_source_have_not_had_makes_nothing_outdated():
    source, edition = make_pair()
    source.revise(by=SYSTEM, headline="لم يُنشر بعد")
    assert freshness(edition) == CURRENT
    source.publish(by=SYSTEM)
    assert freshness(edition) == OUTDATED


def test_a_minor_edit_on_top_publishes_what_it_stands_on():
    source, edition = make_pair()
    source.revise(by=SYSTEM, headline="جديد")
    source.revise(by=SYSTEM, headline="جديد!", minor=True)
    source.publish(by=SYSTEM)
    assert freshness(edition) == OUTDATED


def test_of_a_source_nobody_has_published_every_change_counts():
    source, edition = make_pair(source_published=False)
    source.revise(by=SYSTEM, headline="مسودة ثانية", minor=True)
    assert freshness(edition) == CURRENT
    source.revise(by=SYSTEM, headline="مسودة ثالثة")
    assert freshness(edition) == OUTDATED


def test_until_it_is_published_a_translation_is_in_progress():
    source, edition = make_pair(published=False)
    assert freshness(edition) == IN_PROGRESS
    edit_and_publish(source, "2")
    assert freshness(edition) == IN_PROGRESS
    edition.publish(by=SYSTEM)
    assert freshness(edition) == OUTDATED
    edition.withdraw(by=SYSTEM, reason="")
    edition.restore(by=SYSTEM)
    assert freshness(edition) == IN_PROGRESS


def test_alone_in_its_story_an_article_is_not_translated():
    article = make_article("en")
    assert freshness(article) == NONE
    source, edition = make_pair()
    Article.objects.filter(pk=source.pk).delete()
    edition.refresh_from_db()
    assert freshness(edition) == NONE


@pytest.mark.parametrize("published", [True, False])
def test_two_that_were_written_each_for_itself_are_current(published):
    arabic = make_article("ar", published=published)
    english = make_article("en", story=arabic.story, published=published)
    edit_and_publish(arabic, "2")
    assert (freshness(arabic), freshness(english)) == (CURRENT, CURRENT)


def test_marked_as_current_it_is_until_the_next_change(chief):
    source, edition = make_pair()
    edit_and_publish(source, "2")
    edition.mark_current(by=chief)
    assert freshness(edition) == CURRENT
    entry = AuditEntry.objects.about(edition).get(verb="mark_current")
    assert (entry.user, entry.detail["revision"]) == (chief, source.revisions.count())
    edit_and_publish(source, "3")
    assert freshness(edition) == OUTDATED


def test_marking_twice_is_one_act(chief):
    source, edition = make_pair()
    edit_and_publish(source, "2")
    for _ in range(2):
        edition.mark_current(by=chief)
    assert AuditEntry.objects.filter(verb="mark_current").count() == 1


def test_marked_with_what_was_seen_it_stays_behind_what_came_after(chief):
    source, edition = make_pair()
    edit_and_publish(source, "2")
    seen = source.newest_revision()
    edit_and_publish(source, "3")
    edition.mark_current(by=chief, revision=seen)
    assert freshness(edition) == OUTDATED
    edition.mark_current(by=chief)
    # An older page, sent late, takes nothing back.
    edition.mark_current(by=chief, revision=seen)
    assert freshness(edition) == CURRENT


def test_marking_needs_the_right_and_the_language_of_the_translation(editor, english_editor, moderator):
    source, edition = make_pair()
    edit_and_publish(source, "2")
    for person in (editor, moderator):
        with pytest.raises(NotPermitted):
            edition.mark_current(by=person)
    assert freshness(edition) == OUTDATED
    assert not AuditEntry.objects.filter(verb="mark_current").exists()
    edition.mark_current(by=english_editor)
    assert freshness(edition) == CURRENT


def test_a_source_is_not_current_with_its_own_translation(chief):
    source, edition = make_pair()
    with pytest.raises(WrongState):
        source.mark_current(by=chief)
    with pytest.raises(WrongState):
        make_article("ar").mark_current(by=chief)
    with pytest.raises(ValueError, match="source"):
        edition.mark_current(by=chief, revision=edition.newest_revision())


def test_of_two_written_apart_one_follows_the_other_once_it_is_marked(chief):
    arabic = make_article("ar")
    english = make_article("en", story=arabic.story)
    english.mark_current(by=chief)
    assert english.translated_from == arabic
    edit_and_publish(arabic, "2")
    assert freshness(english) == OUTDATED
    with pytest.raises(WrongState):
        arabic.mark_current(by=chief)


def test_what_was_never_revised_makes_nothing_outdated_by_its_first_revision():
    source = make_article("ar", published=False)
    source.revisions.all().delete()
    edition = source.create_edition(by=SYSTEM)
    edition.revise(by=SYSTEM, headline="A headline")
    edition.publish(by=SYSTEM)
    source.publish(by=SYSTEM)
    assert freshness(edition) == CURRENT
    edit_and_publish(source, "2")
    assert freshness(edition) == OUTDATED


def test_a_list_knows_it_in_one_query(django_assert_num_queries):
    for _ in range(3):
        make_pair()
    with django_assert_num_queries(1):
        assert {row.freshness for row in Article.objects.with_freshness()} == {CURRENT}


def test_what_followed_a_deleted_article_is_behind_nobody():
    source, edition = make_pair()
    edit_and_publish(source, "2")
    source.delete()
    edition.refresh_from_db()
    assert freshness(edition) == NONE
    edition.create_edition(by=SYSTEM)
    assert freshness(edition) == CURRENT


def counted(source, edition):
    """Say whether the edition is behind, from the revisions alone."""
    source, edition = (Article.objects.get(pk=row.pk) for row in (source, edition))
    had = edition.translated_from_revision.number
    newest = source.live_revision.number if source.first_published_at else had + 10**6
    return any(had < row.number <= newest for row in source.revisions.filter(minor=False))


def start_other(article):
    """Begin the other edition: a translation, or one from the start in the same story."""
    if article.version % 2:
        article.create_edition(by=SYSTEM)
    elif not article.partner():
        Article.objects.start(languages.other(article.language), by=SYSTEM, story=article.story)


TIES = {
    "begin": lambda one, other: start_other(other),
    "link": lambda one, other: other.link(one, by=SYSTEM),
    "unlink": lambda one, other: other.unlink(by=SYSTEM),
    # As it was read long ago: what is saved of it undoes no link.
    "revise": lambda one, other: one.revise(by=SYSTEM, body=f"<p>{one.version}</p>"),
    "delete": lambda one, other: one.delete(),
    "delete in a list": lambda one, other: Article.objects.filter(pk=one.pk).delete(),
}


@settings(max_examples=examples(6), suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(TIES)), st.integers(0), st.integers(0)), min_size=1, max_size=12))
def test_whatever_happens_the_row_knows_whether_it_is_alone(acts):
    with transaction.atomic():
        held = [Article.objects.start(language, by=SYSTEM, headline="عنوان") for language in ("ar", "en", "ar")]
        for act, first, second in acts:
            one, other = held[first % len(held)], held[second % len(held)]
            with suppress(WrongState, Stale):
                TIES[act](one, Article.objects.get(pk=other.pk))
            held = [row for row in held if Article.objects.filter(pk=row.pk).exists()]
            for row in Article.objects.all():
                assert row.is_alone is not Article.objects.filter(story=row.story).exclude(pk=row.pk).exists(), act
            if not held:
                break
        transaction.set_rollback(True)


ACTS = {
    "source revised": lambda source, edition: source.revise(by=SYSTEM, body=f"<p>{source.version}</p>"),
    "source touched": lambda source, edition: source.revise(by=SYSTEM, body=f"<p>{source.version}</p>", minor=True),
    "source published": lambda source, edition: source.publish(by=SYSTEM),
    "source scheduled": lambda source, edition: source.publish(by=SYSTEM, at=timezone.now() + timedelta(hours=1)),
    "source unscheduled": lambda source, edition: source.unschedule(by=SYSTEM),
    "source withdrawn": lambda source, edition: source.withdraw(by=SYSTEM, reason="خطأ"),
    "source restored": lambda source, edition: source.restore(by=SYSTEM),
    "edition revised": lambda source, edition: edition.revise(by=SYSTEM, body=f"<p>{edition.version}</p>"),
    "edition marked": lambda source, edition: edition.mark_current(by=SYSTEM),
    "edition published": lambda source, edition: edition.publish(by=SYSTEM),
}


@settings(max_examples=examples(6), suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=10), published=st.booleans())
def test_whatever_happens_the_row_knows_whether_it_is_behind(acts, published):
    with transaction.atomic():
        source, edition = make_pair(published=False, source_published=published)
        for act in acts:
            source, edition = (Article.objects.get(pk=row.pk) for row in (source, edition))
            with suppress(WrongState):
                ACTS[act](source, edition)
            assert Article.objects.get(pk=edition.pk).is_behind == counted(source, edition), act
        # The next story begins in an empty newsroom.
        transaction.set_rollback(True)
