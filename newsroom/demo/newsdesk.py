"""Loading the demo: each part looks first whether it is there, so that a second run adds nothing."""

import tomllib
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, Author, Correction, Image, Page, Section, Topic
from newsroom.actors import SYSTEM
from newsroom.demo import pictures, readers, work
from newsroom.demo.conversation import add_comments, add_terms
from newsroom.languages import CODES, other
from newsroom.models import AuditEntry, Site

HERE = Path(__file__).parent
# How long the demo's breaking story stays so; the bar must be seen by whoever tries the site.
BREAKING_FOR = timedelta(hours=12)
FIRST_HOUR = 6
# The log line that says so.
LOADED = "load demo"

Progress = Callable[[int, int], None]


def stories() -> dict[str, dict[str, Any]]:
    """Return the demo's stories by their key, oldest first."""
    found = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in (HERE / "stories").glob("*.toml")}
    return dict(sorted(found.items(), key=lambda item: -item[1]["hours_ago"]))


def is_loaded() -> bool:
    """Say whether the demo was once loaded to its end: from then on the site is whoever's who tries it."""
    return AuditEntry.objects.filter(verb=LOADED).exists()


def load(progress: Progress) -> None:
    """Fill the site with everything that is missing, also after a first attempt was broken off.

    `progress` is told how many stories of how many are in.
    """
    people = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    site, _created = Site.objects.get_or_create(pk=1)
    load_sections(people)
    _load_pages()
    add_terms()
    every = stories()
    missing = {key: story for key, story in every.items() if not _exists(story)}
    now = timezone.now()
    with ProcessPoolExecutor() as pool:
        # Drawing is most of a first start, and every core can help with it.
        _load_authors(people["authors"], pool)
        drawn = {
            key: pool.submit(pictures.scene_file, key, story["scene"], story["hour"]) for key, story in missing.items()
        }
        for number, (key, story) in enumerate(missing.items(), start=1):
            with transaction.atomic():
                image = pictures.store(key, drawn[key].result(), story["picture"])
                _load_story(story, image, now)
            progress(number, len(missing))
    work.load(every, now)
    readers.load(now)
    AuditEntry.objects.record(site, LOADED, by=SYSTEM)


def _exists(story: dict[str, Any]) -> bool:
    language = story["original"]
    return Article.objects.filter(language=language, slug=story[language]["slug"]).exists()


def load_sections(people: dict[str, Any]) -> None:
    for order, row in enumerate(people["sections"]):
        texts = {f"{name}_{code}": row[f"{name}_{code}"] for name in ("name", "description", "more") for code in CODES}
        slug = slugify(row["name_ar"], allow_unicode=True)
        defaults = {**texts, "slug_ar": slug, "accent": row["accent"], "order": order}
        Section.objects.get_or_create(slug_en=row["key"], defaults=defaults)
    for key, (arabic, english) in people["topics"].items():
        defaults = {"name_ar": arabic, "name_en": english, "slug_ar": slugify(arabic, allow_unicode=True)}
        Topic.objects.get_or_create(slug_en=key, defaults=defaults)


def _load_authors(rows: list[dict[str, Any]], pool: Executor) -> None:
    missing = [row for row in rows if not Author.objects.filter(slug_en=row["key"]).exists()]
    drawn = {row["key"]: pool.submit(pictures.portrait_file, row["key"], row["portrait"]) for row in missing}
    for row in missing:
        words = {"alt_ar": f"صورة مرسومة: {row['name_ar']}", "alt_en": f"Drawn portrait of {row['name_en']}"}
        portrait = pictures.store(row["key"], drawn[row["key"]].result(), words)
        texts = {f"{name}_{code}": row[f"{name}_{code}"] for name in ("name", "role", "bio") for code in CODES}
        slug = slugify(row["name_ar"], allow_unicode=True)
        Author.objects.create(slug_en=row["key"], slug_ar=slug, portrait=portrait, **texts)


def _load_pages() -> None:
    for row in tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))["pages"]:
        for code in CODES:
            defaults = {**row[code], "order": row["order"]}
            page, created = Page.objects.get_or_create(slug=row["slug"], language=code, defaults=defaults)
            if created:
                page.publish(by=SYSTEM, at=timezone.now() - timedelta(days=60))


def _load_story(story: dict[str, Any], image: Image, now: datetime) -> None:
    original = story["original"]
    shift = _to_working_hours(now - timedelta(hours=story["hours_ago"]))
    first: Article | None = None
    for language in (original, other(original)):
        if language not in story:
            continue
        hours = story["hours_ago"] - (story.get("lag_hours", 0) if language != original else 0)
        article = _load_edition(story, language, image, first)
        first = first or article
        at = now - timedelta(hours=hours) - shift
        _bring_to_life(article, story, at)
        add_comments(article, [row for row in story.get("comments", ()) if row["edition"] == language], since=at)
    # What has been withdrawn is not translated any more.
    for article in first.story.articles.all() if first else ():
        if reason := story.get(f"withdrawn_reason_{article.language}"):
            article.withdraw(by=SYSTEM, reason=reason)


def _to_working_hours(at: datetime) -> timedelta:
    """Return how much earlier a story of some age must have come out for nobody to have published it at night."""
    hour = timezone.localtime(at, Site.current().zone).hour
    is_recent = timezone.now() - at < timedelta(hours=12)
    return timedelta(0) if is_recent or hour >= FIRST_HOUR else timedelta(hours=hour + 4)


def _load_edition(story: dict[str, Any], language: str, image: Image, first: Article | None) -> Article:
    article = first.create_edition(by=SYSTEM) if first else Article.objects.start(language, by=SYSTEM)
    texts = {name: value for name, value in story[language].items() if name != "status"}
    keys = {author.slug_en: author for author in Author.objects.all()}
    article.revise(
        by=SYSTEM,
        **texts,
        kind=story["kind"],
        section=Section.objects.get(slug_en=story["section"]),
        topics=Topic.objects.filter(slug_en__in=story["topics"]),
        authors=[keys[key] for key in story["authors"]],
        lead_image=image,
    )
    return article


def _bring_to_life(article: Article, story: dict[str, Any], at: datetime) -> None:
    """Take the edition through its verbs to where the file says it stands."""
    if story[article.language].get("status") == "in_review":
        article.submit(by=SYSTEM)
        return
    if story.get("breaking"):
        article.breaking_until = timezone.now() + BREAKING_FOR
        article.save()
    article.publish(by=SYSTEM, at=at)
    for row in story.get("corrections", ()):
        if row["language"] == article.language:
            when = at + timedelta(hours=row["hours_after"])
            Correction.objects.create(article=article, kind=row["kind"], text=row["text"], published_at=when)
