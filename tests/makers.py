"""Rows for tests, by plain functions: what a test does not name is unremarkable."""

import io
import itertools
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image as Pillow

from articles import addresses, fields
from articles.body import render_body
from articles.choices import Kind, Status
from articles.models import (
    Article,
    ArticleRevision,
    Author,
    Image,
    ImageText,
    Page,
    ReadCount,
    Redirect,
    Section,
    Story,
    Topic,
)
from articles.slugs import slug_from
from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry, User
from newsroom.sanitize import clean_article

number = itertools.count(1)


def make_user(username: str, *, role: str = "", languages: list[str] | None = None, **over: Any) -> User:
    user = User.objects.create_user(
        username, password="a long password", is_staff=True, languages=languages or [], **over
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_section(**over: Any) -> Section:
    n = next(number)
    words = {"name_ar": f"قسم {n}", "name_en": f"Section {n}", "slug_ar": f"قسم-{n}", "slug_en": f"section-{n}"}
    return Section.objects.create(**words | over)


def make_topic(**over: Any) -> Topic:
    n = next(number)
    words = {"name_ar": f"موضوع {n}", "name_en": f"Topic {n}", "slug_ar": f"موضوع-{n}", "slug_en": f"topic-{n}"}
    return Topic.objects.create(**words | over)


def make_author(**over: Any) -> Author:
    n = next(number)
    words = {"name_ar": f"كاتب {n}", "name_en": f"Author {n}", "slug_ar": f"كاتب-{n}", "slug_en": f"author-{n}"}
    return Author.objects.create(**words | over)


def make_article(language: str = "ar", *, story: Story | None = None, published: bool = True, **over: Any) -> Article:
    """Return an article, published an hour ago unless told otherwise.

    Editorial fields go into its first revision; columns such as status, published_at or
    embargoed_until are set on the row as they are given, past the verbs.
    """
    n = next(number)
    columns = {"without_picture": True} | {name: over.pop(name) for name in list(over) if name in COLUMNS}
    editorial = {
        "headline": f"عنوان الخبر رقم {n}" if language == "ar" else f"The headline of story {n}",
        "standfirst": f"مقدمة الخبر رقم {n}" if language == "ar" else f"The standfirst of story {n}",
        "body": f"<p>نص الخبر رقم {n}.</p>" if language == "ar" else f"<p>The text of story {n}.</p>",
    } | over
    if "section" not in editorial:
        editorial["section"] = Section.objects.first() or make_section()
    at = timezone.now() - timedelta(hours=1) if published else None
    article = newly_written(Article(language=language, story=story or Story.objects.create()), editorial, at)
    Article.objects.filter(pk=article.pk).update(**columns)
    article.refresh_from_db()
    article.byline_set.update(first_published_at=article.first_published_at)
    return article


@transaction.atomic
def newly_written(article: Article, editorial: dict[str, Any], published_at: datetime | None) -> Article:
    """Store what `start` and `publish` by the system would: tests/articles/test_makers.py compares the rows.

    Nearly every test begins with an article, and the verbs ask about much that a new one cannot have.
    """
    content = fields.dump(EMPTY | editorial)
    content["body"] = clean_article(content["body"])
    content["slug"] = content["slug"] or slug_from(content["headline"])
    fields.apply(article, content)
    article.body_html = render_body(article.body, article.language)
    Article.objects.bulk_create([article])
    Article.objects.filter(story=article.story).note_alone()
    revision = ArticleRevision.objects.create(article=article, number=1, content=content)
    article.working_revision, article.version = revision, 2
    if published_at:
        article.status, article.live_revision, article.version = Status.PUBLISHED, revision, 3
        article.published_at = published_at
        addresses.check_headline_and_section(article)
        addresses.give_address(article)
    article.save()
    if published_at:
        Redirect.objects.moved(article, "")
    article.note_uses()
    if content["authors"] or content["topics"]:
        fields.write_lists(article, content)
    AuditEntry.objects.record(article, "start", by=SYSTEM, language=article.language)
    if published_at:
        steps = {"from": Status.DRAFT, "to": Status.PUBLISHED}
        times = {"language": article.language, "at": published_at.isoformat()}
        AuditEntry.objects.record(article, "publish", by=SYSTEM, revision=1, **times, **steps)
    return article


EMPTY = (
    dict.fromkeys(fields.TEXTS, "")
    | {"kind": Kind.NEWS}
    | dict.fromkeys(fields.ROWS)
    | {name: [] for name in fields.LISTS}
)
COLUMNS = {
    "without_picture",
    "status",
    "published_at",
    "first_published_at",
    "embargoed_until",
    "expires_at",
    "comments_open",
    "comments_close_at",
    "breaking_until",
    "year",
    "month",
    "updated_at_public",
    "withdrawal_reason",
    "evergreen",
    "related_picks",
}


def make_page(language: str = "ar", *, slug: str = "about", published: bool = True, **over: Any) -> Page:
    page = Page.objects.create(language=language, slug=slug, title=over.pop("title", f"صفحة {slug}"), **over)
    if published:
        page.publish(by=SYSTEM, at=timezone.now() - timedelta(hours=1))
    return page


def make_comment(article: Article | None = None, *, state: str = State.APPROVED, **over: Any) -> Comment:
    """Return a comment that a machine has brought into `state` by the one place of decisions."""
    n = next(number)
    words = {"name": f"قارئ {n}", "email": f"reader{n}@example.org", "body": f"تعليق رقم {n}", "language": "ar"}
    parent = over.get("parent")
    comment = Comment.objects.create(
        article=article or (parent.article if parent else make_article()),
        depth=parent.depth + 1 if parent else 0,
        **words | over,
    )
    if state != State.PENDING:
        Comment.objects.decide({comment.pk: comment.version}, to=state, by=SYSTEM)
        comment.refresh_from_db()
    return comment


def make_comments(article: Article, count: int, **over: Any) -> list[Comment]:
    """Return many pending comments, written in one statement."""
    words = {"edition": article.language, "language": article.language, "waiting_since": timezone.now()}
    return Comment.objects.bulk_create(
        Comment(
            article=article,
            **{"name": f"قارئ {n}", "email": f"reader{n}@example.org", "body": f"تعليق رقم {n}"} | words | over,
        )
        for n in itertools.islice(number, count)
    )


def make_reads(article: Article, count: int, *, hours_ago: float = 1) -> ReadCount:
    hour = (timezone.now() - timedelta(hours=hours_ago)).replace(minute=0, second=0, microsecond=0)
    return ReadCount.objects.create(article=article, hour=hour, count=count)


def picture_file(format: str = "PNG", size: tuple[int, int] = (320, 240), name: str = "") -> ContentFile:
    """Return a picture of a colour that no other has: the same file is not taken twice."""
    content = io.BytesIO()
    Pillow.new("RGB", size, f"#{next(number) * 7919 % 2**24:06x}").save(content, format, lossless=True)
    return ContentFile(content.getvalue(), name=name or f"picture.{format.lower()}")


def make_image(**over: Any) -> Image:
    image = Image(**{"title": "صورة", "original": picture_file()} | over)
    image.save()
    ImageText.objects.create(image=image, language="ar", alt="وصف الصورة", caption="تعليق الصورة", credit="المصوّر")
    ImageText.objects.create(
        image=image, language="en", alt="What is seen", caption="The caption", credit="The photographer"
    )
    return image


__all__ = [
    "Status",
    "State",
    "make_article",
    "make_author",
    "make_comment",
    "make_comments",
    "make_image",
    "make_page",
    "make_reads",
    "make_section",
    "make_topic",
    "make_user",
    "picture_file",
]
