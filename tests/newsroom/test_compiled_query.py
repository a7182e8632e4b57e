"""A compiled query answers what its queryset would, for each value it is asked with, and remembers none of them."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from makers import make_article, make_author

from articles.models import Article
from newsroom.compiled import Asked, CompiledQuery

pytestmark = pytest.mark.django_db


def with_authors() -> QuerySet[Any, Any]:
    return Article.objects.filter(pk=Asked("key")).with_picture().prefetch_related("byline_set__author")


def public_among() -> QuerySet[Any, Any]:
    return Article.objects.public(Asked("now")).filter(pk__among=Asked("keys")).order_by("pk")


def test_it_gives_what_the_queryset_gives_for_one_list_after_the_other():
    keys = [make_article(published=number % 3 > 0).pk for number in range(7)]
    query = CompiledQuery(public_among)
    for some in (keys, keys[:1], [], keys[3:], [0, -1, 10**12]):
        for now in (timezone.now(), timezone.now() - timedelta(days=1)):
            plain = Article.objects.public(now).filter(pk__in=some).order_by("pk")
            assert query(now=now, keys=some) == list(plain)


def prepared() -> int:
    """Return how many statements about articles the connection keeps a plan of; SQLite has none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%articles_article%'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("needs_own_plan", [False, True])
def test_what_needs_a_plan_of_its_own_is_planned_each_time(needs_own_plan):
    query, columns = (CompiledQuery(public_among, needs_own_plan=needs_own_plan) for _ in range(2))
    article = make_article()
    before = prepared()
    for _ in range(8):
        assert query(now=timezone.now(), keys=[article.pk]) == [article]
        assert columns.columns(slice(0, 3), now=timezone.now(), keys=[article.pk])[0][0]
    kept = 0 if needs_own_plan or connection.vendor != "postgresql" else 2
    assert prepared() - before == kept


def test_it_is_built_once_and_asks_once():
    builds = []

    def build() -> QuerySet[Any, Any]:
        builds.append(1)
        return public_among()

    query = CompiledQuery(build)
    article = make_article()
    for keys in ([article.pk], [], [article.pk]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert [row.pk for row in query(now=timezone.now(), keys=keys)] == keys
        assert len(asked) == 1
    assert builds == [1]


def test_what_is_joined_annotated_and_fetched_beside_comes_with_it():
    article = make_article("en", authors=[make_author(name_en="Amal"), make_author(name_en="Badr")])
    query = CompiledQuery(with_authors)
    (row,) = query(key=article.pk)
    with CaptureQueriesContext(connection) as asked:
        assert [author.name_en for author in row.authors] == ["Amal", "Badr"]
        assert row.section.pk == article.section_id
    assert [query["sql"] for query in asked] == []


def test_tuples_come_as_tuples_and_single_values_by_themselves():
    article = make_article("en")
    several = CompiledQuery(lambda: Article.objects.filter(pk=Asked("key")).values_list("pk", "language"))
    one = CompiledQuery(lambda: Article.objects.filter(pk=Asked("key")).values_list("language", flat=True))
    assert several(key=article.pk) == [(article.pk, "en")]
    assert one(key=article.pk) == ["en"]
    assert one(key=0) == []


def test_a_value_that_was_forgotten_is_an_error():
    query = CompiledQuery(public_among)
    with pytest.raises(KeyError, match="keys"):
        query(now=timezone.now())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_each_thread_asks_on_its_own_connection():
    article = make_article()
    query = CompiledQuery(public_among)
    found: list[list[Article]] = [query(now=timezone.now(), keys=[article.pk])]

    def ask() -> None:
        try:
            found.append(query(now=timezone.now(), keys=[article.pk]))
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[article]] * 4


def test_while_it_is_built_and_compiled_no_other_thread_can(monkeypatch):
    """Compiling changes the query: of two threads at it, each could keep half of what it is."""
    alone = []

    def build() -> QuerySet[Any, Any]:
        alone.append(not query._turn.acquire(blocking=False))
        return public_among()

    def compiled(compiler: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        alone.append(not query._turn.acquire(blocking=False))
        return as_sql(compiler, *args, **kwargs)

    as_sql, query = SQLCompiler.as_sql, CompiledQuery(build)
    monkeypatch.setattr(SQLCompiler, "as_sql", compiled)
    query._compiled()
    assert len(alone) > 1
    assert all(alone)


def test_where_rows_are_sought_in_an_empty_list_nothing_is_asked():
    query = CompiledQuery(public_among, among="keys")
    with CaptureQueriesContext(connection) as asked:
        assert query(now=timezone.now(), keys=[]) == []
    assert not asked
