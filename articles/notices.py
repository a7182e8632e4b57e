"""Who is told of what happens to an article, decided here and written in the transaction of the verb itself.

- *submitted*: those who may take the next step in its language.
- *returned, approved, published, withdrawn, appeared at its hour, noted*: its people, those who have written
  the newest of its revisions.
- *outdated*: the people of the article that was translated from it.
- *mentioned*: whom the note names. *A note of somebody outside*: who has made the preview link.

Everything but the last two only to those who work in the edition, nothing to whoever did it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from articles.choices import Freshness
from newsroom import notifications
from newsroom.actors import GUEST, Actor
from newsroom.models import OutboxMessage, User

if TYPE_CHECKING:
    from articles.models import Article, Note, Publishable

# How far back a hand in the text makes somebody one of its people.
NEWEST = 10
VIEW = "articles.view_article"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
# The outbox's word for what comes out at an hour; sent by articles.appearances.
APPEARED = "articles.appeared"
OF_STEPS = {"return_": "returned", "approve": "approved", "withdraw": "withdrawn", "swap": "appeared"}


def after_step(article: "Article", step: str, by: Actor, note: str = "", *, minor: bool = False) -> None:
    """Tell of a step that has just been taken and logged: `note` was said with it, `minor` edits outdate nothing."""
    if step == "submit":
        _tell(able(f"articles.approve_{article._meta.model_name}"), "submitted", article, by)
    elif step == "publish":
        _after_publication(article, by, minor=minor)
    elif step in OF_STEPS:
        _tell(people_of(article), OF_STEPS[step], article, by, text=note)
    if step == "swap" and not minor:
        of_outdated(article, by)


def after_revision(article: "Article", by: Actor) -> None:
    """Tell of a text that has changed; what readers have is told of when they get the change."""
    if not article.has_been_public():
        of_outdated(article, by)


def of_outdated(source: "Article", by: Actor) -> None:
    translations = type(source).objects.filter(translated_from=source.pk).with_freshness()
    for article in translations.filter(freshness=Freshness.OUTDATED):
        _tell(people_of(article), "outdated", article, by)


def of_note(note: "Note", mentioned: Iterable[User], by: Actor) -> None:
    """Tell those whom a note names, and the article's people who are not among them."""
    named = {person.pk: person for person in mentioned}
    article = note.article
    notifications.tell(named.values(), "mentioned", article, article.language, by=by, text=note.text)
    others = [person for person in people_of(article) if person.pk not in named]
    _tell(others, "noted", article, by, text=note.text)


def of_guest_note(note: "Note") -> None:
    maker = note.link.made_by if note.link else None
    if maker and maker.has_perm(VIEW):
        words = {"actor": note.guest_name, "text": note.text}
        notifications.tell([maker], "guest_note", note.article, note.article.language, by=GUEST, **words)


def people_of(article: "Article") -> list[User]:
    """Return who has written the newest revisions and may still see the article; the last hand first."""
    keys = article.revisions.order_by("-number").values_list("author", flat=True)[:NEWEST]
    wanted = list(dict.fromkeys(key for key in keys if key))
    people = able(VIEW).in_bulk(wanted) if wanted else {}
    return [people[key] for key in wanted if key in people]


def able(permission: str) -> QuerySet[User]:
    """Return the active staff accounts that hold a permission."""
    people: QuerySet[User] = User.objects.with_perm(permission, backend=MODEL_BACKEND).filter(is_staff=True)
    return people


def when_it_appears(article: "Publishable") -> None:
    """Let it be told at the hour that it comes out; written once for each such hour."""
    hour: datetime | None = article.first_published_at
    if hour:
        key = f"{APPEARED}:{article.pk}:{hour.isoformat()}"
        OutboxMessage.objects.put(APPEARED, due_at=hour, key=key, article=article.pk)


def _after_publication(article: "Article", by: Actor, *, minor: bool) -> None:
    if article.is_public(timezone.now()) and not article.has_swap():
        _tell(people_of(article), "published", article, by)
        if not minor:
            of_outdated(article, by)
    elif article.is_scheduled():
        when_it_appears(article)


def _tell(people: Iterable[User], event: str, article: "Article", by: Actor, text: str = "") -> None:
    here = [person for person in people if person.works_in(article.language)]
    notifications.tell(here, event, article, article.language, by=by, text=text)
