"""What the demo's people have on their desks: brought there in their own names, by the verbs the admin uses.

`work.toml` says which article it is and what is done to it, one step after the other.
"""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Author, Image, Pin, SavedView, Section, Topic
from newsroom.models import Site, User

WORK = Path(__file__).parent / "work.toml"
# What is to come out today does so before it, and not within minutes.
LAST_HOUR = time(23, 30)
SOONEST = timedelta(minutes=30)

Row = dict[str, Any]


def content() -> Row:
    return tomllib.loads(WORK.read_text(encoding="utf-8"))


@transaction.atomic
def load(stories: dict[str, Row], now: datetime) -> None:
    """Do all of it or, where it has been done, nothing; `stories` are on the site by now."""
    work = content()
    if _is_done(work):
        return
    people = {user.username: user for user in User.objects.filter(is_staff=True)}
    for row in work["articles"]:
        article = _article(row, stories, people)
        for step in row.get("steps", ()):
            _take(article, step, people[step["by"]], now)
    for row in work["pins"]:
        until = now + timedelta(days=row["days"])
        article = _of_story(stories, row["story"], row["language"])
        Pin.objects.pin(article, position=row["position"], until=until, by=people[row["by"]])
    for row in work["views"]:
        SavedView.objects.keep(row["name"], row["query"], by=people[row["by"]])


def _is_done(work: Row) -> bool:
    return Article.objects.filter(
        slug__in=[row["texts"]["slug"] for row in work["articles"] if "texts" in row]
    ).exists()


def _of_story(stories: dict[str, Row], key: str, language: str) -> Article:
    slug = stories[key][language]["slug"]
    article: Article = Article.objects.get(language=language, slug=slug)
    return article


def _article(row: Row, stories: dict[str, Row], people: dict[str, User]) -> Article:
    """Return the article that a row is about: a story's, its edition that begins, or one that begins with it."""
    if "translated_by" in row:
        source = _of_story(stories, row["story"], stories[row["story"]]["original"])
        return source.create_edition(by=people[row["translated_by"]])
    if "story" in row:
        return _of_story(stories, row["story"], row["language"])
    article: Article = Article.objects.start(
        row["language"],
        by=people[row["by"]],
        **row["texts"],
        kind=row["kind"],
        section=Section.objects.get(slug_en=row["section"]),
        topics=Topic.objects.filter(slug_en__in=row["topics"]),
        authors=Author.objects.filter(slug_en__in=row["authors"]),
        lead_image=_picture(row, stories),
    )
    return article


def _picture(row: Row, stories: dict[str, Row]) -> Image | None:
    """Return the picture of the story from whose page it is borrowed."""
    key = row.get("picture")
    return _of_story(stories, key, stories[key]["original"]).lead_image if key else None


def _take(article: Article, step: Row, by: User, now: datetime) -> None:
    match step["verb"]:
        case "revise":
            note, minor = step.get("note", ""), step.get("minor", False)
            article.revise(by=by, minor=minor, note=note, **changed(article.working_copy(), step))
        case "submit":
            article.submit(by=by)
        case "return":
            article.return_(by=by, note=step["note"])
        case "approve":
            article.approve(by=by)
        case "publish":
            article.publish(by=by, at=hour_today(now, step["in_hours"]) if "in_hours" in step else None)
        case "note":
            article.add_note(step["text"], by=by)
        case "preview":
            article.preview(by=by)
        case unknown:
            raise ValueError(f"{unknown}: no step of the demo's work")


def changed(copy: Row, step: Row) -> Row:
    """Return the fields that a revision writes: new ones, and those of `copy` in which words are replaced."""
    texts: dict[str, str] = dict(step.get("texts", {}))
    for name, old, new in step.get("replace", ()):
        text = texts[name] if name in texts else copy[name]
        if text.count(old) != 1:
            raise ValueError(f"{old!r} is not once in the {name}")
        texts[name] = text.replace(old, new)
    return texts


def hour_today(now: datetime, hours: int) -> datetime:
    """Return the full hour that is about `hours` away; late in the day, the last of it that is not too near."""
    zone = Site.current().zone
    at = (timezone.localtime(now, zone) + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    last = datetime.combine(timezone.localtime(now, zone), LAST_HOUR, tzinfo=zone)
    return last if now + SOONEST <= last < at else at
