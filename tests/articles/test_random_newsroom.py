"""A newsroom of random people with random verbs and forged posts: only what the table allows happens, each in one line.

The table is written here once more, on purpose: what the code says of itself proves nothing.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from admin_forms import change, fields_of
from django.db import transaction
from django.test import Client
from django.urls import reverse
from examples import examples
from html_page import page_of
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from makers import make_article, make_user

from articles import swaps
from articles.choices import Status
from articles.models import Article
from newsroom.models import AuditEntry
from newsroom.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]

LENGTH = 12
LIVES = examples(9)
START = datetime(2026, 5, 31, 20, 0, tzinfo=UTC)
LIST = reverse("admin:articles_article_changelist")

D, R, Y, P, W = Status.DRAFT, Status.IN_REVIEW, Status.READY, Status.PUBLISHED, Status.WITHDRAWN
# Verb -> from -> to.
TABLE: dict[str, dict[str, str]] = {
    "submit": {D: R},
    "return_": {R: D, Y: D},
    "approve": {R: Y},
    "publish": {D: P, R: P, Y: P, P: P, W: P},
    "unschedule": {P: Y},
    "cancel_swap": {P: P},
    "withdraw": {P: W},
    "restore": {W: D},
}
DOES = {"writer": {"submit"}, "translator": {"submit"}, "editor": set(TABLE), "chief editor": set(TABLE)}
PEOPLE = [(role, codes) for role in (*DOES, "moderator") for codes in (["ar"], ["en"], ["ar", "en"])]


class Newsroom:
    """One Arabic article, everybody who could touch it, and what an outsider knows of the two."""

    def __init__(self, people: list[Any]) -> None:
        self.people = people
        self.now = START
        self.article = make_article(published=False, headline="البداية", slug="البداية")
        # What readers have, and what they are to have at which hour.
        self.live = ""
        self.pending: tuple[datetime, str] | None = None
        self.hour: datetime | None = None

    def assert_act(self, random: Random) -> None:
        role, codes, user = random.choice(self.people)
        verb = random.choice([*TABLE, "publish", "wait", "revise"])
        way = random.choice(["verb", "verb", "bulk", "form"])
        hours = random.choice([None, None, 1, 3])
        note(f"{self.now} {verb} by {role} {codes} as {way}, {hours}")
        if verb == "wait":
            self.wait(timedelta(minutes=random.choice([30, 90, 240])))
        elif verb == "revise":
            self.revise(random.choice(["writer", "chief editor"]), f"عنوان {random.randint(1, 10**6)}")
        else:
            self.take(verb, role, codes, user, way, hours)
        self.article = Article.objects.get(pk=self.article.pk)
        self.check()

    def take(self, verb: str, role: str, codes: list[str], user: Any, way: str, hours: int | None) -> None:
        before, lines = self.article.status, AuditEntry.objects.count()
        headline = self.article.working_copy()["headline"]
        was_public, had_swap = self.article.has_been_public(), self.article.has_swap()
        at = self.now + timedelta(hours=hours) if hours and verb == "publish" and way != "bulk" else None
        {"verb": self.by_verb, "bulk": self.by_bulk, "form": self.by_form}[way](verb, user, at)
        after = Article.objects.get(pk=self.article.pk)
        written = list(AuditEntry.objects.order_by("pk")[lines:])
        if not written:
            assert (after.status, after.has_swap()) == (before, had_swap)
            return
        assert [(line.verb, line.user) for line in written] == [(verb.rstrip("_"), user)]
        assert "ar" in codes
        assert verb in DOES.get(role, set())
        assert after.status == TABLE[verb][before]
        assert not (verb == "unschedule" and was_public)
        self.follow(verb, headline, at, was_live=was_public and before == P)

    def revise(self, role: str, headline: str) -> None:
        user = next(user for name, codes, user in self.people if name == role and codes == ["ar", "en"])
        self.article.revise(by=user, headline=headline)
        if self.article.is_scheduled() and role == "chief editor":
            self.live = headline

    def by_verb(self, verb: str, user: Any, at: datetime | None) -> None:
        arguments: dict[str, Any] = {"withdraw": {"reason": "سحب"}, "publish": {"at": at}}.get(verb, {})
        try:
            getattr(self.article, verb)(by=user, **arguments)
        except Refused as refusal:
            note(f"refused: {type(refusal).__name__}")

    def by_bulk(self, verb: str, user: Any, at: datetime | None) -> None:
        client = Client()
        client.force_login(user)
        form = {"action": f"{verb.rstrip('_')}_selected", "_selected_action": [self.article.pk], "confirmed": "1"}
        assert client.post(LIST, form).status_code in (200, 302, 403)

    def by_form(self, verb: str, user: Any, at: datetime | None) -> None:
        """Send the form as the chief sees it, whoever the person is."""
        chief, client = Client(), Client()
        chief.force_login(self.people[-1][2])
        client.force_login(user)
        form = fields_of(page_of(chief.get(change(self.article))).one("form", id="article_form"))
        form |= {"_step": [verb], "publish_at_0": [""], "publish_at_1": [""]}
        if at:
            local = at + timedelta(hours=1)
            form |= {"publish_at_0": [f"{local:%Y-%m-%d}"], "publish_at_1": [f"{local:%H:%M:%S}"]}
        assert client.post(change(self.article), form).status_code in (200, 302, 403)

    def follow(self, verb: str, headline: str, at: datetime | None, *, was_live: bool) -> None:
        """Note what readers are to have now."""
        if verb == "publish" and at and was_live:
            self.pending = (at, headline)
        elif verb == "publish":
            self.pending, self.live = None, headline
            self.hour = min(self.hour or at or self.now, at or self.now) if was_live else at or self.now
        elif verb in ("withdraw", "unschedule"):
            self.pending, self.live = None, ""
        elif verb == "cancel_swap":
            self.pending = None

    def wait(self, time: timedelta) -> None:
        self.now += time
        if self.pending and self.pending[0] <= self.now:
            self.live, self.pending = self.pending[1], None

    def check(self) -> None:
        answer = Client().get(self.article.get_absolute_url() or "/ar/2026/05/البداية/")
        article = Article.objects.get(pk=self.article.pk)
        self.article = article
        shown = self.live if article.status == P and self.hour and self.hour <= self.now else ""
        assert (answer.status_code == 200) == bool(shown)
        if shown:
            assert shown in answer.content.decode()
        elif answer.status_code != 410:
            assert article.headline not in answer.content.decode()


@settings(max_examples=LIVES, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=True))
def test_nothing_happens_in_the_newsroom_but_what_the_table_allows(people, random):
    newsroom: Newsroom | None = None
    with transaction.atomic(), patch("django.utils.timezone.now") as clock:
        clock.side_effect = lambda: newsroom.now if newsroom else START
        swaps.next_due.cache_clear()
        newsroom = Newsroom(people)
        for _ in range(LENGTH):
            newsroom.assert_act(random)
        # The next life begins in an empty newsroom.
        transaction.set_rollback(True)


@pytest.fixture
def people(db):
    named = [
        (role, codes, make_user(f"{role} {'+'.join(codes)}", role=role, languages=codes)) for role, codes in PEOPLE
    ]
    # Last of all, who may see every form.
    return [*named, ("chief editor", ["ar", "en"], make_user("head", role="chief editor", languages=["ar", "en"]))]
