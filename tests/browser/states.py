"""The paper in three states: with nothing in it, with one of everything, and with more in every place than fits.

Run in the process that prepares a newsroom's database; what is to be looked at is told to the browser's process by
a file of addresses.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from makers import make_article, make_author, make_comment, make_image, make_page, make_reads, make_section, make_topic
from visible import Visible

from articles.models import Article, Author, Correction, Page, Section, Topic
from articles.views import errors
from comments.models import Comment
from newsroom import languages

PAGES, FAILURES = "pages.json", "failures.json"
Paths = Iterator[tuple[str, str, int]]
LONG_WORD = {"ar": "فأسقيناكموها" * 8, "en": "counterrevolutionaries" * 5}
SENTENCE = {
    "ar": "بعد ثلاث سنوات من الانتظار أعادت المدينة الساحلية فتح «بيت الماء» أمام سكان الحي القديم الذين غادروه",
    "en": "Three years after the summer of the drought the coastal city has reopened its “house of water”",
}
FILLED = 24


def empty() -> None:
    """Leave an edition with sections and no article in them."""
    section = make_section(name_ar="الاقتصاد", name_en="Economy", slug_ar="اقتصاد", slug_en="economy", accent="green")
    topic = make_topic(name_ar="الماء", name_en="Water", slug_ar="ماء", slug_en="water")
    author = make_author(name_ar="ليلى الساحلي", name_en="Leila Saheli", slug_ar="ليلى", slug_en="leila")

    def pages(language: str) -> Paths:
        yield from lists(language)
        yield from ((row._meta.model_name or "", row.url_in(language), 200) for row in (section, topic, author))
        yield "not-found", reverse("articles:page", kwargs={"language": language, "slug": "nowhere"}), 404

    tell(pages)


def bare() -> None:
    """Publish one article that has a headline, a sentence, and nothing else."""
    rows = {language: make_article(language, standfirst="", section=make_section()) for language in languages.CODES}
    tell(lambda language: iter([("article", rows[language].get_absolute_url(), 200)]))


def normal() -> None:
    """Print one of everything."""
    visible = Visible()

    def pages(language: str) -> Paths:
        for name, path, status in visible.paths(language):
            yield name.replace(" ", "-"), path, status
        yield from lists(language)

    tell(pages)


def overlong() -> None:
    """Let every text be as long as its column, with a word among them that no line holds."""
    for number in range(12):
        make_section(name_ar=f"{SENTENCE['ar'][: 40 + number]} {number}", name_en=f"{SENTENCE['en'][:40]} {number}")
    rows = {language: fill(language) for language in languages.CODES}
    for language in languages.CODES:
        make_page(language, title=f"{SENTENCE[language]} {LONG_WORD[language][:60]}", body=body(language))
    tell(lambda language: of(rows[language]))


def fill(language: str) -> Article:
    """Write an edition of overlong articles; return the fullest one."""
    words, sentence = LONG_WORD[language], SENTENCE[language]
    authors = [
        make_author(
            **{f"name_{language}": f"{sentence[:70]} {number}", f"role_{language}": sentence[:80]},
            **{f"bio_{language}": f"{sentence} {words}"},
            portrait=make_image(),
        )
        for number in range(5)
    ]
    names = [f"{number} {(words if number % 5 == 0 else sentence)[:55]}" for number in range(20)]
    topics = [make_topic(**{f"name_{language}": name}) for name in names]
    sections = list(Section.objects.all())
    for number in range(FILLED):
        article = make_article(
            language,
            headline=f"{number} {words[:90] if number % 4 == 1 else ''} {sentence}"[:200],
            kicker=sentence[:60],
            standfirst=f"{sentence} {words[:90]} {sentence}.",
            body=body(language),
            dateline=sentence[:60],
            source=sentence[:110],
            kind="opinion" if number % 6 == 5 else "analysis",
            section=sections[number % len(sections)],
            authors=authors[: 1 + number % 5],
            topics=topics,
            **{"lead_image": make_image()} if number % 3 else {},
            breaking_until=timezone.now() + timedelta(hours=9),
        )
        make_reads(article, number + 1)
    for kind in ("correction", "clarification", "update"):
        Correction.objects.create(article=article, kind=kind, text=f"{sentence} {words}. " * 3)
    comment = make_comment(article, name=sentence[:60], body=f"{words} {sentence}\n" * 6, language=language)
    for _depth in range(3):
        comment = make_comment(parent=comment, name=words[:60], body=words * 3, language=language)
    return article


def body(language: str) -> str:
    words, sentence = LONG_WORD[language], SENTENCE[language]
    cells = "".join(f"<td>{sentence[:18]}</td>" for _column in range(12))
    return (
        f"<p>{sentence}: {words}.</p><h2>{sentence} {words}</h2><ul><li>{sentence}</li><li>{words}</li></ul>"
        f"<blockquote><p>{words} {sentence}</p></blockquote><table><tbody>{f'<tr>{cells}</tr>' * 4}</tbody></table>"
        f"<h3>{words}</h3><ol><li>{sentence}</li></ol><p>https://example.org/{'a' * 200}</p>"
    )


def demo() -> None:
    """Name the pages of the demo newsroom that `serve` has loaded: of each kind the fullest."""
    talked = Comment.objects.public().order_by().values_list("article_id", flat=True)
    counts = {key: list(talked).count(key) for key in set(talked)}

    def pages(language: str) -> Paths:
        public = Article.objects.public().in_language(language)
        corrected = public.filter(corrections__isnull=False).first()
        yield "article", max(public, key=lambda row: counts.get(row.pk, 0)).get_absolute_url(), 200
        if corrected:
            yield "article-corrected", corrected.get_absolute_url(), 200
        yield from of_rows(language)
        withdrawn = Article.objects.in_language(language).filter(status="withdrawn").exclude(slug="").first()
        if withdrawn and withdrawn.year:
            yield "gone", withdrawn.get_absolute_url(), 410
        yield "comment-received", reverse("comments:received", kwargs={"language": language}), 200

    tell(pages)


def of(article: Article) -> Paths:
    yield "article", article.get_absolute_url(), 200
    yield from of_rows(article.language)
    comment = Comment.objects.public().filter(edition=article.language).first()
    words = {"language": article.language, "comment_id": comment.pk if comment else 0}
    yield "report", reverse("comments:report", kwargs=words), 200


def of_rows(language: str) -> Paths:
    """Yield the lists of an edition; of the sections, topics and authors those that have most articles."""
    public = Article.objects.public().in_language(language)
    yield from lists(language)
    for name, model, column in (
        ("section", Section, "section"), ("topic", Topic, "topics"), ("author", Author, "bylines"),
    ):  # fmt: skip
        row = max(model.objects.all(), key=lambda row: public.filter(**{column: row}).count())  # type: ignore[attr-defined]
        yield name, row.url_in(language), 200
    newest = public.newest_first().first()
    if newest:
        words = {"language": language, "year": newest.year, "month": newest.month}
        yield "archive", reverse("articles:archive", kwargs=words), 200
        found = f"{search(language)}?q={newest.headline.split()[-1]}"
        yield "search-results", found, 200
        yield "search-backwards", f"{found}&since=2026-05-01&until=2026-04-01", 200
    page = Page.objects.public().in_language(language).first()
    if page:
        yield "page", page.get_absolute_url(), 200
    yield "search-in-vain", f"{search(language)}?q={LONG_WORD[language]}", 200
    yield "not-found", reverse("articles:page", kwargs={"language": language, "slug": "nowhere"}), 404


def lists(language: str) -> Paths:
    for name in ("front_page", "latest", "most_read", "corrections"):
        yield name.replace("_", "-"), reverse(f"articles:{name}", kwargs={"language": language}), 200
    yield "search", search(language), 200


def search(language: str) -> str:
    return reverse("articles:search", kwargs={"language": language})


def tell(pages: Callable[[str], Paths]) -> None:
    """Write down the name, path and status of each page of both editions, and what no address leads to."""
    folder = Path(settings.DATA_DIR)
    told = {language: list({name: (name, path, status) for name, path, status in pages(language)}.values())
            for language in languages.CODES}  # fmt: skip
    (folder / PAGES).write_text(json.dumps(told), encoding="utf-8")
    failed = {language: [(name, answer.content.decode(), answer.status_code) for name, answer in failures(language)]
              for language in languages.CODES}  # fmt: skip
    (folder / FAILURES).write_text(json.dumps(failed), encoding="utf-8")


def failures(language: str) -> Iterator[tuple[str, HttpResponse]]:
    """Yield the answers to what no address asks for by itself."""
    request = RequestFactory().get(f"/{language}/")
    with translation.override(language):
        yield "bad-request", errors.bad_request(request)
        yield "forbidden", errors.permission_denied(request)
        yield "form-expired", errors.csrf_failure(request)
        yield "error", errors.server_error(request)
        yield "error-of-neither-edition", errors.server_error(RequestFactory().get("/a/1/"))
        with patch.object(errors, "frame", side_effect=OperationalError):
            yield "form-expired-without-the-database", errors.csrf_failure(request)
