"""Rows that are read without Django's constructor are rows like any other."""

from datetime import UTC

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import get_adapters_template
from makers import make_article

from articles.models import Article
from newsroom.moments_in_utc import MOMENT, PSYCOPGS_OWN, MomentInUTC

pytestmark = pytest.mark.django_db


def test_a_row_read_is_the_row_stored_and_can_be_stored_again():
    article = make_article(headline="One")
    found = Article.objects.defer(None).get(pk=article.pk)
    assert found == article
    assert {field.attname: getattr(found, field.attname) for field in Article._meta.concrete_fields}[
        "headline"
    ] == "One"
    found.kicker = "Water"
    found.save(update_fields=["kicker"])
    article.refresh_from_db()
    assert (article.kicker, Article.objects.count()) == ("Water", 1)


def test_what_was_not_asked_for_is_asked_for_when_it_is_looked_at(django_assert_num_queries):
    article = make_article(headline="One")
    with django_assert_num_queries(1):
        found = Article.objects.only("kicker").get(pk=article.pk)
    assert "headline" in found.get_deferred_fields()
    with django_assert_num_queries(1):
        assert found.headline == "One"
    with django_assert_num_queries(0):
        assert found.headline == "One"


def test_a_moment_read_is_in_utc_to_the_microsecond():
    article = make_article()
    stored = article.first_published_at
    found = Article.objects.get(pk=article.pk).first_published_at
    assert (found, found.tzinfo) == (stored, UTC)


def test_on_postgresql_psycopg_reads_them():
    template = get_adapters_template(True, UTC)
    is_ours = template.get_loader(MOMENT, MomentInUTC.format) is MomentInUTC
    assert is_ours == (connection.vendor == "postgresql")
    assert type(MomentInUTC(MOMENT)) is PSYCOPGS_OWN
