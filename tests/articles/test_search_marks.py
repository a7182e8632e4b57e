"""What search stores beside the words is of the article as readers have it, whichever verb made it so."""

from datetime import timedelta

import pytest
from django.utils import timezone
from makers import make_author, make_section, make_topic

from articles import search_marks
from articles.models import Article
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def marks(article):
    stored = Article.objects.get(pk=article.pk)
    return {word for word in stored.search_text.split() if set(word) & set(search_marks.MARKS)}, set(
        search_marks.of(stored)
    )


def test_they_follow_the_article_through_its_verbs(chief):
    words = {"headline": "عنوان", "section": make_section(), "topics": {make_topic()}, "authors": [make_author()]}
    article = Article.objects.start("ar", by=SYSTEM, **words)
    assert len(marks(article)[0]) == 3
    article.control(by=chief, embargoed_until=timezone.now() + timedelta(days=70))
    article.publish(by=SYSTEM, before_embargo=False, at=timezone.now() + timedelta(days=80))
    stored, wanted = marks(article)
    assert stored == wanted
    assert len(stored) == 4
    late = article.first_published_at
    article.unschedule(by=SYSTEM)
    article.control(by=chief, embargoed_until=None)
    article.publish(by=SYSTEM)
    assert article.first_published_at < late
    stored, wanted = marks(article)
    assert stored == wanted
    assert search_marks.last_months(timezone.now(), 0).word in stored
    article.revise(by=SYSTEM, section=make_section(), kind="opinion")
    article.publish(by=SYSTEM)
    stored, wanted = marks(article)
    assert stored == wanted


def test_an_embargo_that_moves_the_first_day_moves_the_mark(chief):
    article = Article.objects.start("en", by=SYSTEM, headline="Headline", section=make_section())
    article.publish(by=SYSTEM, at=timezone.now() + timedelta(days=1))
    before = marks(article)[0]
    article.control(by=chief, embargoed_until=timezone.now() + timedelta(days=100))
    stored, wanted = marks(article)
    assert stored == wanted != before
