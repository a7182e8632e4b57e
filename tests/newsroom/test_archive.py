"""The archive to measure with: of any size, and each row as the verbs would have left it."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from django.test import Client
from html_page import page_of
from makers import make_article
from searching import found

from articles import search_marks
from articles.body import render_body
from articles.choices import Status
from articles.models import Article, ArticleRevision, Byline, Story
from comments.models import Comment, Discussion
from newsroom.demo.archive import filling
from newsroom.models import Site
from newsroom.sanitize import clean_article

pytestmark = pytest.mark.django_db


def make_archive(*options: str, articles: int = 200) -> str:
    told = StringIO()
    call_command("archive", f"--articles={articles}", *options, stdout=told)
    return told.getvalue()


def test_there_are_as_many_articles_as_asked_for_with_ten_comments_each():
    told = make_archive()
    comments = Comment.objects.count()
    assert Article.objects.count() == 200
    assert 1800 <= comments <= 2200
    assert f"200 articles with {comments} comments in" in told
    assert "GB will be needed on the disk" in told
    assert {code: Article.objects.public().in_language(code).count() > 80 for code in ("ar", "en")} == {
        "ar": True,
        "en": True,
    }


def searched() -> list[tuple[object, ...]]:
    rows = Article.objects.order_by("pk").values_list("search_head", "search_text", "is_alone")
    return [([set(line.split()) for line in head.split("\n")], set(text.split()), alone) for head, text, alone in rows]


def test_rows_are_as_the_verbs_would_have_left_them():
    make_archive()
    stored = searched()
    Article.objects.index_again()
    Article.objects.all().note_alone()
    assert searched() == stored
    for article in Article.objects.filter(status=Status.PUBLISHED)[:20]:
        assert article.body_html == render_body(clean_article(article.body), article.language)
        assert article.live_revision.content["headline"] == article.headline
        assert article.live_revision.content["authors"] == [byline.author_id for byline in article.byline_set.all()]
        article.full_clean(exclude=["lead_image"])
    assert ArticleRevision.objects.count() == Byline.objects.count() == 200
    assert_bylines_are_as_their_articles()
    assert Article.objects.filter(translated_from__story=F("story")).count() == 200 - Story.objects.count()


def assert_bylines_are_as_their_articles():
    columns = ("language", "first_published_at")
    rows = Byline.objects.values_list(*columns, *(f"article__{column}" for column in columns))
    assert [row[:2] for row in rows] == [row[2:] for row in rows]
    assert any(row[1] for row in rows)


def test_comments_are_decided_about_and_counted():
    make_archive()
    approved = Article.objects.annotate(
        number=Count("comments", filter=Q(comments__state="approved", comments__first_approved_at__isnull=False))
    )
    counted = dict(Discussion.objects.values_list("article", "approved_count"))
    assert {row.pk: row.number for row in approved if row.number} == {key: n for key, n in counted.items() if n}
    assert not Comment.objects.exclude(edition=F("article__language")).exists()
    assert not Comment.objects.filter(parent__isnull=False).exclude(parent__article=F("article")).exists()


def test_readers_read_search_and_answer_in_it_and_the_desk_goes_on_writing():
    make_archive()
    newest = Article.objects.public().in_language("ar").filter(comments__state="approved").newest_first().first()
    page = page_of(Client().get(newest.get_absolute_url()))
    assert page.one("h1").words == newest.headline
    assert newest.headline in found(newest.headline)
    assert Client().get("/en/").status_code == Client().get("/ar/most-read/").status_code == 200
    assert make_article(headline="بعد الأرشيف").pk > Article.objects.exclude(headline="بعد الأرشيف").latest("pk").pk


def test_a_second_archive_stands_beside_the_first():
    make_archive(articles=20)
    make_archive(articles=20)
    assert Article.objects.count() == 40


def test_production_has_none_among_its_articles_unless_told_to(settings):
    settings.PRODUCTION = True
    make_archive(articles=5)
    with pytest.raises(CommandError, match="has articles"):
        make_archive(articles=5)
    make_archive("--beside-others", articles=5)
    assert Article.objects.count() == 10


def test_a_disk_that_is_too_small_is_said_before_anything_is_written(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(CommandError, match="too small"):
        make_archive(articles=5)
    assert Article.objects.count() == 0
    make_archive("--anyway", articles=5)
    assert Article.objects.count() == 5


def test_an_archive_of_nothing_is_refused():
    with pytest.raises(CommandError, match="at least one"):
        make_archive(articles=0)


def test_a_very_large_one_goes_on_further_back_in_time_with_addresses_of_its_own(monkeypatch):
    monkeypatch.setattr(filling, "WRITTEN", 50)
    told = make_archive(articles=150)
    assert Article.objects.count() == ArticleRevision.objects.count() == 150
    assert f"with {Comment.objects.count()} comments" in told
    public = Article.objects.public()
    moments = list(public.newest_first().values_list("first_published_at", flat=True))
    assert len(set(moments)) == len(moments)
    for article in public:
        at = article.first_published_at
        local = at.astimezone(Site.current().zone)
        assert (article.year, article.month) == (local.year, local.month)
        assert search_marks.last_months(at, 0).word in article.search_text.split()
        assert article.live_revision.article_id == article.pk
        assert article.live_revision.content["slug"] == article.slug
    assert_bylines_are_as_their_articles()
    assert not Comment.objects.exclude(edition=F("article__language")).exists()
    assert not Comment.objects.filter(submitted_at__lt=F("article__created_at")).exists()
    assert Client().get(public.order_by("first_published_at").first().get_absolute_url()).status_code == 200
