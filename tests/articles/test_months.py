"""The months of the archive are those in which readers have articles of an edition."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import make_article

from articles.models import Article

pytestmark = pytest.mark.django_db

MONTHS = st.lists(st.tuples(st.integers(1990, 2025), st.integers(1, 12)), max_size=4)


def written_in(year: int, month: int, language: str = "ar") -> Article:
    article = make_article(language)
    Article.objects.filter(pk=article.pk).update(year=year, month=month)
    return article


@given(here=MONTHS, there=MONTHS, hidden=MONTHS)
@settings(max_examples=examples(30))
def test_each_month_that_has_any_is_named_once_the_newest_first(here, there, hidden):
    Article.objects.all().delete()
    for year, month in here:
        written_in(year, month)
    for year, month in there:
        written_in(year, month, "en")
    for year, month in hidden:
        Article.objects.filter(pk=written_in(year, month).pk).update(expires_at=timezone.now())
    public = Article.objects.public()
    assert public.in_language("ar").months() == [date(*month, 1) for month in sorted(set(here), reverse=True)]
    assert public.in_language("en").months() == [date(*month, 1) for month in sorted(set(there), reverse=True)]


def test_they_cost_one_query_however_far_they_reach_back(django_assert_num_queries):
    written_in(1871, 3)
    written_in(2026, 12)
    with django_assert_num_queries(1):
        assert Article.objects.public().in_language("ar").months() == [date(2026, 12, 1), date(1871, 3, 1)]


def test_of_nothing_there_are_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Article.objects.none().months() == []


def test_what_was_never_out_has_no_month():
    make_article(published=False)
    scheduled = make_article(published_at=timezone.now() + timedelta(days=40))
    at = datetime(2020, 1, 1, tzinfo=UTC)
    Article.objects.filter(pk=scheduled.pk).update(year=at.year, month=at.month)
    assert Article.objects.public().in_language("ar").months() == []
