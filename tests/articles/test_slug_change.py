"""The address word of an article that readers have: it may change, and every address they were given still leads."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from examples import examples
from html_page import page_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_article, make_comment

from articles.models import Article, Redirect
from newsroom.actors import SYSTEM
from newsroom.addresses import absolute
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, SlugTaken

pytestmark = pytest.mark.django_db
LETTERS = "ابتثجحخأإآؤئىةabcdé0123_-"
SLUGS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)


def rename(article: Article, slug: str) -> str:
    """Publish `article` under another word; return its address."""
    article.revise(by=SYSTEM, slug=slug)
    article.publish(by=SYSTEM)
    return article.get_absolute_url()


def led_to(path: str, **headers: Any) -> str:
    """Return where a reader is led from `path`: in one hop, to a page."""
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 301, path
    location = answer["Location"]
    assert location.isascii()
    assert Client().get(location).status_code == 200
    return location


def test_a_new_word_takes_effect_when_it_is_published(editor):
    article = make_article(slug="قديم")
    old = article.get_absolute_url()
    article.revise(by=editor, slug="جديد")
    assert Client().get(old).status_code == 200
    assert Client().get(old.replace(quote("قديم"), quote("جديد"))).status_code == 404
    article.publish(by=editor)
    assert article.get_absolute_url() == old.replace(quote("قديم"), quote("جديد"))
    assert led_to(old) == article.get_absolute_url()


def test_year_and_month_stay():
    article = make_article(slug="first")
    Article.objects.filter(pk=article.pk).update(year=2020, month=3)
    article.refresh_from_db()
    assert rename(article, "second") == "/ar/2020/03/second/"
    assert led_to("/ar/2020/03/first/") == "/ar/2020/03/second/"


def test_changes_with_an_hour_of_their_own_change_the_address_at_that_hour(swaps_happen, editor):
    article = make_article(slug="first")
    old = article.get_absolute_url()
    article.revise(by=editor, slug="second")
    at = timezone.now() + timedelta(hours=1)
    article.publish(by=editor, at=at)
    assert Client().get(old).status_code == 200
    Article.objects.filter(pk=article.pk).update(pending_at=timezone.now())
    assert led_to(old) == old.replace("first", "second")


def test_a_word_that_another_gets_at_an_hour_of_its_own_is_taken(editor):
    waits, other = make_article(slug="first"), make_article(slug="other")
    waits.revise(by=editor, slug="wanted")
    waits.publish(by=editor, at=timezone.now() + timedelta(hours=1))
    other.revise(by=editor, slug="wanted")
    with pytest.raises(SlugTaken):
        other.publish(by=editor)
    assert Article.objects.get(pk=other.pk).slug == "other"


def test_a_taken_word_is_refused_at_once_also_for_a_later_hour(editor):
    make_article(slug="taken")
    article = make_article(slug="first")
    article.revise(by=editor, slug="taken")
    for at in (None, timezone.now() + timedelta(hours=1)):
        with pytest.raises(SlugTaken) as refusal:
            article.publish(by=editor, at=at)
        assert refusal.value.free == "taken-2"
    stored = Article.objects.get(pk=article.pk)
    assert (stored.slug, stored.pending_at) == ("first", None)
    assert Redirect.objects.count() == 0


def test_an_article_that_readers_never_had_leaves_no_address_behind(editor):
    article = make_article(slug="first", published=False)
    article.publish(by=editor, at=timezone.now() + timedelta(days=1))
    old = article.get_absolute_url()
    article.revise(by=editor, slug="second")
    article.publish(by=editor)
    assert Redirect.objects.count() == 0
    assert Client().get(old).status_code == 404


def test_back_to_the_first_word_there_is_no_circle():
    article = make_article(slug="first")
    first = article.get_absolute_url()
    second = rename(article, "second")
    assert rename(article, "first") == first
    assert Client().get(first).status_code == 200
    assert led_to(second) == first
    assert [row.path for row in Redirect.objects.all()] == [second]


def test_an_earlier_word_is_free_for_another_article_which_readers_then_get():
    article = make_article(slug="wanted")
    old = article.get_absolute_url()
    rename(article, "other")
    heir = make_article(slug="wanted", headline="الوريث")
    assert heir.get_absolute_url() == old
    assert "الوريث" in Client().get(old).content.decode()
    assert Redirect.objects.count() == 0


def test_until_the_hour_of_the_heir_the_earlier_word_leads_as_before(editor):
    """Otherwise everybody could see that something is being prepared there."""
    article = make_article(slug="wanted")
    old = article.get_absolute_url()
    new = rename(article, "other")
    heir = make_article(slug="wanted", published=False)
    assert led_to(old) == new
    heir.publish(by=editor, at=timezone.now() + timedelta(minutes=5))
    assert led_to(old) == new
    Article.objects.filter(pk=heir.pk).update(published_at=timezone.now(), first_published_at=timezone.now())
    assert Client().get(old).status_code == 200


def test_a_word_in_another_composition_is_the_same_word():
    article = make_article("en", slug="cafe\u0301")
    assert article.slug == "café"


def test_everything_that_names_the_article_names_the_new_address():
    story = make_article("en", slug="first")
    comment = make_comment(story)
    other = make_article("ar", story=story.story)
    old = story.get_absolute_url()
    new = rename(story, "second")
    assert Client().get(f"/c/{comment.pk}/")["Location"].startswith(new)
    assert Client().get(f"/a/{story.pk}/")["Location"] == new
    month = f"/sitemap-{story.year}-{story.month:02d}.xml"
    for path in (new, other.get_absolute_url(), "/en/", "/en/feed.xml", month):
        text = Client().get(path).content.decode()
        assert new in text, path
        assert old not in text, path


def test_no_line_of_the_log_is_added_by_the_way(editor):
    article = make_article(slug="first")
    before = AuditEntry.objects.count()
    article.revise(by=editor, slug="second")
    article.publish(by=editor)
    assert AuditEntry.objects.count() == before + 1


@pytest.mark.parametrize("gone", ["withdrawn", "restored", "expired"])
def test_an_earlier_address_of_what_is_gone_says_so_without_its_title(gone):
    article = make_article(slug="first", headline="عنوان كان منشوراً")
    old = article.get_absolute_url()
    rename(article, "second")
    if gone == "expired":
        Article.objects.filter(pk=article.pk).update(expires_at=timezone.now())
    else:
        article.withdraw(by=SYSTEM, reason="سبب السحب")
    if gone == "restored":
        article.restore(by=SYSTEM)
    answer = Client().get(old)
    assert answer.status_code == 410
    assert "Location" not in answer
    assert "عنوان كان منشوراً" not in answer.content.decode()
    assert Client().get(article.get_absolute_url()).status_code == 410


def test_published_again_the_earlier_address_leads_there_again():
    article = make_article(slug="first")
    old = article.get_absolute_url()
    rename(article, "second")
    article.withdraw(by=SYSTEM, reason="")
    new = rename(article, "third")
    assert led_to(old) == new


@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(renames=st.lists(st.tuples(st.integers(0, 2), SLUGS), max_size=8))
def test_every_address_that_was_ever_public_leads_in_one_hop_to_the_present_one(renames):
    with transaction.atomic():
        rows = [make_article(slug=f"start-{number}") for number in range(3)]
        last = {urlsplit(row.get_absolute_url()).path: row for row in rows}
        for number, slug in renames:
            article = rows[number]
            try:
                last[rename(article, slug)] = article
            except SlugTaken:
                article.refresh_from_db()
                article.revise(by=SYSTEM, slug=article.slug)
        present = {row.get_absolute_url() for row in rows}
        assert len(present) == 3
        for path, article in last.items():
            if path in present:
                canonical = page_of(Client().get(path)).one("link", rel="canonical")["href"]
                assert canonical == absolute(article.get_absolute_url())
            else:
                assert led_to(path) == article.get_absolute_url()
        transaction.set_rollback(True)


def test_who_may_not_publish_changes_no_address(writer):
    article = make_article(slug="first")
    article.revise(by=writer, slug="second")
    with pytest.raises(NotPermitted):
        article.publish(by=writer)
    assert Article.objects.get(pk=article.pk).slug == "first"
    assert Redirect.objects.count() == 0
