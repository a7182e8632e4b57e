"""The articles of the archive, oldest first, each with all that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.text import slugify

from articles import fields, search_words
from articles.choices import Kind, Status
from articles.models import Article, ArticleRevision, Author, Byline, Image, ReadCount, Section, Story, Topic
from articles.slugs import slug_from
from newsroom.demo.archive.table import Table
from newsroom.demo.archive.wording import Text, Wording, people
from newsroom.languages import ARABIC, CODES, ENGLISH
from newsroom.models import Site

YEARS = timedelta(days=20 * 365)
# A small archive is no older than it would be with an article every so often.
SELDOM = timedelta(hours=2)
# So many stories of three have both editions.
BOTH = 2
# One of so many articles is at each of these steps; all others are published.
RARE = 500
STEPS = {3: Status.DRAFT, 5: Status.IN_REVIEW, 6: Status.READY, 8: Status.WITHDRAWN}
KINDS = [*[Kind.NEWS] * 7, Kind.ANALYSIS, Kind.OPINION, Kind.INTERVIEW]
# What is younger has been read today.
READ_FOR = timedelta(days=2)


@dataclass(frozen=True)
class Surroundings:
    """What articles refer to; there before the first of them."""

    sections: list[Section]
    topics: list[Topic]
    authors: list[Author]
    images: list[int]


def surroundings() -> Surroundings:
    """Return what the newsroom has, with authors of the archive's own; pictures only where there are some."""
    for arabic, english in zip(people(ARABIC), people(ENGLISH), strict=True):
        slugs = {"slug_ar": slugify(arabic, allow_unicode=True), "slug_en": slugify(english)}
        Author.objects.get_or_create(**slugs, defaults={"name_ar": arabic, "name_en": english})
    return Surroundings(
        list(Section.objects.all()),
        list(Topic.objects.order_by("pk")),
        list(Author.objects.order_by("pk")),
        list(Image.objects.order_by("pk").values_list("pk", flat=True)),
    )


class Articles:
    """Writes articles into their tables; what it has to know of a row it knows by its number."""

    def __init__(self, count: int, now: datetime, *, of: int) -> None:
        """Let them be the newest `count` of an archive of so many."""
        models = (Story, Article, ArticleRevision, Byline, Article.topics.through, ReadCount)
        self.tables = {model: Table(model) for model in models}
        self.wording = {code: Wording(code) for code in CODES}
        self.around = surroundings()
        self.zone = Site.current().zone
        self.count, self.now = count, now
        self.apart = min(SELDOM, YEARS / of)

    def write(self) -> Iterator[Article]:
        """Add the articles to the tables one by one."""
        number = 0
        while number < self.count:
            story = self.tables[Story].next_key()
            self.tables[Story].add(id=story, created_at=self._moment(number))
            has_both = story % 3 < BOTH and number + 1 < self.count
            first: Article | None = None
            for language in CODES if has_both else (CODES[story // 3 % 2],):
                first = article = self._write_one(number, story, language, first, is_alone=not has_both)
                number += 1
                yield article

    def _write_one(self, number: int, story: int, language: str, first: Article | None, *, is_alone: bool) -> Article:
        key = self.tables[Article].next_key()
        text = self.wording[language].text(key)
        topics = [self.around.topics[(key * step) % len(self.around.topics)] for step in (1, 7)]
        author = self.around.authors[key * 13 % len(self.around.authors)]
        named = [*dict.fromkeys(topics), author]
        article = self._article(key, self._moment(number), language, text)
        article.story_id, article.is_alone = story, is_alone
        article.search_head, article.search_text = search_words.columns(article, named, text.words)
        revision = self._revise(article, [author.pk], [topic.pk for topic in named[:-1]])
        article.working_revision_id = revision
        article.live_revision_id = revision if article.first_published_at else None
        if first:
            article.translated_from_id, article.translated_from_revision_id = first.pk, first.working_revision_id
        self.tables[Article].add(**{name: getattr(article, name) for name in self.tables[Article].places})
        self.tables[Byline].add(
            article_id=key, author_id=author.pk, language=language, first_published_at=article.first_published_at
        )
        for topic in named[:-1]:
            self.tables[Article.topics.through].add(article_id=key, topic_id=topic.pk)
        self._count_reads(article)
        return article

    def _article(self, key: int, at: datetime, language: str, text: Text) -> Article:
        local = at.astimezone(self.zone)
        status = STEPS.get(key % RARE, Status.PUBLISHED)
        article = Article(
            pk=key, language=language, status=status, kind=KINDS[key % len(KINDS)],
            section=self.around.sections[key * 5 % len(self.around.sections)],
            kicker=text.kicker, headline=text.headline, standfirst=text.standfirst, dateline=text.kicker,
            body=text.body, body_html=text.body, word_count=len(text.words.split()),
            slug=f"{slug_from(text.headline)}-{key}", created_at=at, changed_at=at,
        )  # fmt: skip
        if self.around.images:
            article.lead_image_id = self.around.images[key % len(self.around.images)]
        if status in (Status.PUBLISHED, Status.WITHDRAWN):
            article.published_at = article.first_published_at = at
            article.year, article.month = local.year, local.month
        return article

    def _revise(self, article: Article, authors: list[int], topics: list[int]) -> int:
        content: dict[str, Any] = {name: getattr(article, name) for name in fields.TEXTS}
        content |= {f"{name}": getattr(article, f"{name}_id") for name in fields.ROWS}
        content |= {"authors": authors, "topics": topics}
        key = self.tables[ArticleRevision].next_key()
        self.tables[ArticleRevision].add(
            id=key, article_id=article.pk, number=1, content=content, created_at=article.created_at
        )
        return key

    def _count_reads(self, article: Article) -> None:
        if article.status == Status.PUBLISHED and self.now - article.created_at < READ_FOR:
            hour = self.now.replace(minute=0, second=0, microsecond=0)
            for back in range(6):
                self.tables[ReadCount].add(
                    article_id=article.pk, hour=hour - timedelta(hours=back), count=1 + article.pk * 37 % 900
                )

    def _moment(self, number: int) -> datetime:
        return self.now - self.apart * (self.count - number)
