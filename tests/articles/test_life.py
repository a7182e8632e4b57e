"""Random lives of an article: whatever is done to it in whatever order, what must be true stays true."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction
from django.test import Client
from examples import examples
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from makers import make_article, make_author, make_section, make_topic, make_user

from articles import fields, workflow
from articles.addresses import decoded
from articles.choices import Status
from articles.models import Article, Redirect
from newsroom.actors import SYSTEM
from newsroom.languages import other
from newsroom.models import AuditEntry
from newsroom.refusals import Refused

pytestmark = pytest.mark.django_db

LENGTH = 14
START = datetime(2026, 5, 31, 20, 0, tzinfo=UTC)
PARTS = ("headline", "body", "slug", "authors", "topics", "", "empty")
STEPS = ("publish", "publish", "revise", "embargo", "expire", "wait", "wait", *workflow.STEPS)


def next_step(random: Random, article: Article) -> tuple[str, Any, str]:
    """Choose mostly what somebody who may could do now: a life of refusals tells nothing."""
    name = random.choice(STEPS)
    if random.random() < 0.4:
        name = random.choice([*article.steps_for(SYSTEM), "wait", "revise"])
    actor = random.choice(("system", "system", "system", "editor", "writer", "english_editor"))
    hours = random.choice((None, random.randint(-30, 30)))
    argument = {"revise": random.choice(PARTS), "wait": random.randint(1, 40)}.get(name, hours)
    return name, argument, actor


class Life:
    """One article, a clock of its own, and what an outsider would have noted about the two."""

    def __init__(self, people: dict[str, Any], neighbour: Article) -> None:
        self.people = people
        self.now = START
        self.article = make_article(published=False, headline="البداية", slug="البداية", authors=[make_author()])
        self.neighbour = neighbour
        self.accepted = 0
        self.revisions = 1
        self.was_public = False
        self.addresses: set[str] = set()
        self.month: tuple[int, int] | None = None

    def take_and_assert(self, name: str, argument: Any, actor: str) -> None:
        before = stored(self.article)
        live_before = shown(self.article)
        if name == "wait":
            self.wait(timedelta(hours=argument))
        elif not self.cannot_be_held(name, argument):
            refusal = self.refusal_of(name, argument, actor)
            if refusal:
                # Said by a rule of ours; the database's own refusal means that one was forgotten.
                assert not isinstance(refusal.__cause__, DatabaseError)
                assert stored(self.article) == before
                assert self.article.version == before["version"]
            else:
                self.accepted += name != "revise"
                self.revisions += name == "revise"
        self.article = Article.objects.get(pk=self.article.pk)
        if self.was_public and name != "publish":
            assert shown(self.article) == live_before
        if name == "revise" and actor == "writer" and self.article.status == Status.PUBLISHED:
            assert shown(self.article) == live_before
        self.was_public = self.was_public or self.article.is_public()
        self.check()

    def refusal_of(self, name: str, argument: Any, actor: str) -> Refused | None:
        try:
            self.act(name, argument, self.people[actor])
        except Refused as refusal:
            return refusal
        return None

    def act(self, name: str, argument: Any, actor: Any) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "publish": lambda: self.article.publish(
                by=actor, at=None if argument is None else self.now + timedelta(hours=argument)
            ),
            "withdraw": lambda: self.article.withdraw(by=actor, reason="سحب"),
            "revise": lambda: self.article.revise(by=actor, **self.editorial(argument)),
            "embargo": lambda: self.article.control(by=actor, embargoed_until=self.limit(argument)),
            "expire": lambda: self.article.control(by=actor, expires_at=self.limit(argument)),
        }
        verbs.get(name, lambda: getattr(self.article, name)(by=actor))()

    def editorial(self, part: str) -> dict[str, Any]:
        n = self.revisions + 1
        return {
            "headline": {"headline": f"عنوان {n}"},
            "body": {"body": f"<p>نص {n}</p>"},
            "slug": {"slug": self.neighbour.slug if n % 2 else f"كلمة-{n}"},
            "authors": {"authors": [make_author()]},
            "topics": {"topics": [make_topic()]},
            "empty": {"headline": "", "section": None},
            "": {},
        }[part]

    def limit(self, hours: int | None) -> datetime | None:
        return None if hours is None else self.now + timedelta(hours=hours)

    def cannot_be_held(self, name: str, hours: int | None) -> bool:
        """Say whether the admin's form would refuse it before the verb is asked: it expires before it is there."""
        published = self.article.published_at
        return bool(name == "expire" and hours is not None and published and self.limit(hours) <= published)

    def wait(self, time: timedelta) -> None:
        """Let the clock run, noting whether readers had the article at some time on the way."""
        article, until = self.article, self.now + time
        if article.status == Status.PUBLISHED:
            begins = max(article.published_at, article.embargoed_until or article.published_at, self.now)
            self.was_public |= begins <= until and not (article.expires_at and article.expires_at <= begins)
        self.now = until

    def check(self) -> None:
        article = self.article
        assert Article.objects.public().filter(pk=article.pk).exists() == article.is_public()
        assert article.is_gone() == (self.was_public and not article.is_public())
        assert article.has_been_public() == self.was_public
        # Whose embargo is ended before its hour has a line more, of that.
        entries = AuditEntry.objects.about(article).exclude(verb="override_embargo")
        assert entries.count() == self.accepted + 1  # and one for its start
        numbers = article.revisions.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, self.revisions + 1))
        if not self.was_public:
            # What waits for its hour is what somebody who may publish has let through.
            is_bound = article.status == Status.PUBLISHED
            content = article.live_revision.content if is_bound else article.working_copy()
            assert shown(article) == {**content, "slug": article.slug}
        else:
            self.addresses.add(article.get_absolute_url())
            self.month = self.month or (article.year, article.month)
            assert (article.year, article.month) == self.month
            self.check_earlier_addresses()
        if article.status == Status.PUBLISHED:
            assert article.get_absolute_url()
        self.check_bylines()

    def check_bylines(self) -> None:
        article = self.article
        beside = {"language": article.language, "first_published_at": article.first_published_at}
        bylines = article.byline_set.values("language", "first_published_at")
        assert list(bylines) == [beside] * len(article.authors)
        for author in article.authors:
            found = Article.objects.public().newest_by(author.pk, article.language, self.now)
            assert list(found) == [article] * article.is_public()
            assert not Article.objects.newest_by(author.pk, other(article.language), self.now)

    def check_earlier_addresses(self) -> None:
        """Every address that readers ever had leads to the present one, or says that it is gone, as that does."""
        article, present = self.article, self.article.get_absolute_url()
        earlier = {row.path for row in Redirect.objects.filter(article=article)}
        assert earlier == {decoded(path) for path in self.addresses - {present}}
        for path in self.addresses - {present}:
            answer = Client().get(path)
            assert (answer.status_code, answer.get("Location")) == (
                (301, present) if article.is_public() else (410, None)
            )


def shown(article: Article) -> dict[str, Any]:
    """Return the live copy: the columns and rows that readers get."""
    return fields.read(Article.objects.get(pk=article.pk))


def stored(article: Article) -> dict[str, Any]:
    columns = Article.objects.filter(pk=article.pk).values().get()
    return columns | {"revisions": article.revisions.count(), "log": AuditEntry.objects.about(article).count()}


@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=True))
def test_no_life_of_an_article_breaks_what_must_be_true(newsroom_people, random):
    people, neighbour = newsroom_people
    with transaction.atomic(), patch("django.utils.timezone.now") as clock:
        clock.side_effect = lambda: life.now if life else START
        life = None
        life = Life(people, neighbour)
        for _ in range(LENGTH):
            step = next_step(random, life.article)
            note(f"{life.now} {step}")
            life.take_and_assert(*step)
        # The next life begins in an empty newsroom, and its address is free.
        transaction.set_rollback(True)


@pytest.fixture
def newsroom_people(db):
    assert Group.objects.exists()
    people = {
        "system": SYSTEM,
        "writer": make_user("writer", role="writer", languages=["ar"]),
        "editor": make_user("editor", role="editor", languages=["ar"]),
        "english_editor": make_user("english_editor", role="editor", languages=["en"]),
    }
    neighbour = make_article(slug="الجار", section=make_section())
    neighbour.year, neighbour.month = 2026, 5
    neighbour.save()
    return people, neighbour
