"""Rows read beside others are what a query of their own would have given, whatever stands in them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import JSONField, OuterRef, Value
from hypothesis import given
from hypothesis import strategies as st
from makers import make_article, make_author, make_image, make_section

from articles.models import Article, Author, Byline, Correction, Image, Section
from articles.rows_beside import RowsBeside, read_together
from newsroom.compiled import Asked, CompiledQuery

pytestmark = pytest.mark.django_db

# What no text of ours has: PostgreSQL takes no zero, and no half of a sign is written as UTF-8.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def of_article(model: Any) -> Any:
    return model.objects.filter(article=OuterRef("pk"))


def test_each_row_has_its_own_in_their_order():
    first, second, third = (make_author() for _ in range(3))
    both, none = make_article(authors=[third, first]), make_article()
    bylines = of_article(Byline).order_by("position")
    rows = Article.objects.annotate(people=RowsBeside(bylines, "author__pk", "author__name_ar"))
    found = {row.pk: row.people for row in rows}
    assert found == {both.pk: [[third.pk, third.name_ar], [first.pk, first.name_ar]], none.pk: []}
    backwards = Article.objects.annotate(people=RowsBeside(of_article(Byline).order_by("-position"), "author"))
    assert backwards.get(pk=both.pk).people == [[first.pk], [third.pk]]
    assert second.pk not in {key for key, _name in found[both.pk]}


@given(text=TEXTS)
def test_a_text_comes_as_it_is_stored(text):
    article = make_article()
    Correction.objects.create(article=article, text="There was one")
    Correction.objects.filter(article=article).update(text=text)
    rows = Article.objects.annotate(corrected=RowsBeside(of_article(Correction), "text"))
    assert rows.get(pk=article.pk).corrected == [[text]]
    article.corrections.all().delete()


def test_of_no_rows_at_all_there_are_none():
    article = make_article()
    rows = Article.objects.annotate(nobody=RowsBeside(Byline.objects.none(), "pk"))
    assert rows.get(pk=article.pk).nobody == []


@pytest.mark.parametrize("content", [{}, [1, None], "a text", '"quoted"', 12, None])
def test_json_of_any_kind_comes_as_it_is_stored(content):
    image = make_image()
    Image.objects.filter(pk=image.pk).update(renditions=Value(content, JSONField()))
    article = make_article(authors=[make_author(portrait=image)])
    rows = Article.objects.annotate(people=RowsBeside(of_article(Byline), "author__portrait__renditions"))
    assert rows.get(pk=article.pk).people == [[content]]


@pytest.mark.parametrize("microsecond", [0, 1, 120_000, 999_999])
def test_a_moment_a_number_nothing_and_json_come_as_django_has_them(microsecond):
    at = datetime(2024, 2, 29, 23, 59, 59, microsecond, tzinfo=UTC)
    author = make_author(portrait=make_image())
    article = make_article(authors=[author, make_author()])
    Article.objects.filter(pk=article.pk).update(published_at=at, without_picture=True)
    columns = (
        "article__without_picture",
        "article__published_at",
        "article__word_count",
        "article__embargoed_until",
        "author__portrait__renditions",
    )
    rows = Article.objects.annotate(people=RowsBeside(of_article(Byline).order_by("position"), *columns))
    first, second = rows.get(pk=article.pk).people
    assert first == [True, at, article.word_count, None, author.portrait.renditions]
    assert second == [True, at, article.word_count, None, None]


def test_a_compiled_query_has_them_too_and_makes_something_of_each():
    author = make_author()
    article = make_article(authors=[author])

    def named(row: list[Any], using: str) -> Author:
        return Author.from_db(using, ("id", "name_ar"), row)

    people = RowsBeside(of_article(Byline), "author__pk", "author__name_ar", made=named)
    query = CompiledQuery(lambda: Article.objects.filter(pk=Asked("key")).annotate(people=people))
    for _ in range(2):
        (found,) = query(key=article.pk)[0].people
        assert (found, found.name_ar, found._state.adding) == (author, author.name_ar, False)


def test_what_has_nothing_to_do_with_each_other_is_read_together(django_assert_num_queries):
    sections, article = [make_section(), make_section()], make_article()
    with django_assert_num_queries(1):
        read = read_together(
            "default",
            sections=RowsBeside(Section.objects.filter(pk__in=[row.pk for row in sections]).order_by("-pk"), "name_en"),
            newest=RowsBeside(Article.objects.public().newest_first()[:1], "headline"),
            nobody=RowsBeside(Author.objects.filter(name_en="Nobody"), "pk"),
            none=RowsBeside(Author.objects.none(), "pk"),
        )
    assert read == {
        "sections": [[row.name_en] for row in reversed(sections)],
        "newest": [[article.headline]],
        "nobody": [],
        "none": [],
    }
