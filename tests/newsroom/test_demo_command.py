import json
import statistics
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone
from small_demo import keep_stories, load

from articles.choices import Status
from articles.models import Article, Author, Correction, Image, Page, Section, Topic
from comments.choices import Act, State
from comments.models import Comment, Discussion, ModerationAction, Revision, Term
from newsroom.demo import newsdesk, work
from newsroom.demo.accounts import ACCOUNTS
from newsroom.models import User

pytestmark = pytest.mark.django_db

# In both editions with a correction and a thread; withdrawn; scheduled; with a thread of several pages.
FOUR = ("economy-loaf-price", "society-harbour-rents", "science-dimming-star", "opinion-missing-benches")

LONG_THREAD = "أعيدوا-إلينا-مقاعد-الشارع"


@pytest.fixture(autouse=True)
def four_stories(monkeypatch):
    """Keep four stories, and leave out the work on the desks, which is about others."""
    keep_stories(monkeypatch, FOUR)
    monkeypatch.setattr(work, "load", lambda stories, now: None)


def rows():
    """Every row of every table of ours, as it would be compared."""
    return {
        model._meta.label: sorted(json.dumps(row, default=str, sort_keys=True) for row in model.objects.values())
        for name in ("newsroom", "articles", "comments", "auth")
        for model in apps.get_app_config(name).get_models(include_auto_created=True)
    }


def test_an_empty_site_becomes_a_newsroom(monkeypatch):
    load(monkeypatch)
    assert (Section.objects.count(), Author.objects.count(), Topic.objects.count() >= 10) == (8, 10, True)
    assert Article.objects.count() == 8
    assert Article.objects.public().count() == 4
    assert Correction.objects.count() == 2
    assert {page.language for page in Page.objects.public()} == {"ar", "en"}
    assert Image.objects.count() == len(FOUR) + 10
    assert not any(Image.objects.without_alt(code).exists() for code in ("ar", "en"))
    for article in Article.objects.public():
        assert article.picture.alt
        assert article.lead_image in Image.objects.matching(article.picture.alt)
        assert article.authors


def test_stories_stand_where_their_files_say(monkeypatch):
    load(monkeypatch)
    scheduled = Article.objects.get(language="ar", slug=newsdesk.stories()["science-dimming-star"]["ar"]["slug"])
    assert scheduled.is_scheduled()
    withdrawn = Article.objects.get(language="en", slug=newsdesk.stories()["society-harbour-rents"]["en"]["slug"])
    assert withdrawn.status == Status.WITHDRAWN
    assert withdrawn.is_gone()
    assert withdrawn.withdrawal_reason
    original, edition = Article.objects.filter(story__articles__slug="fifteen-qirsh-loaf-until-harvest").order_by("pk")
    assert (original.language, edition.translated_from) == ("ar", original)


def test_comments_are_decided_by_the_same_verbs_as_everywhere(monkeypatch):
    load(monkeypatch)
    files = [row for story in newsdesk.stories().values() for row in story.get("comments", ())]
    readers = Comment.objects.filter(staff=None)
    assert readers.count() == len(files)
    for state in State.values:
        assert readers.filter(state=state).count() == sum(row["state"] == state for row in files)
    lines = ModerationAction.objects.filter(act=Act.DECISION)
    assert set(lines.values_list("comment", flat=True)) == set(
        Comment.objects.exclude(state=State.PENDING).values_list("pk", flat=True)
    )
    for discussion in Discussion.objects.all():
        assert discussion.approved_count == discussion.article.comments.filter(state=State.APPROVED).count()
    assert Comment.objects.filter(depth=2).exists()


def test_the_conversation_shows_what_there_is_to_see(monkeypatch):
    """A thread of more than a page, the staff's replies, the editor's pick, an edit that waits, reports, findings."""
    load(monkeypatch)
    assert Comment.objects.public().filter(parent=None, article__slug=LONG_THREAD).count() > 60
    replies = Comment.objects.public().exclude(staff=None)
    assert replies.count() >= 2
    assert all(reply.submitted_at > reply.parent.submitted_at for reply in replies)
    assert Comment.objects.public().filter(featured_at__isnull=False).count() >= 2
    (edit,) = Revision.objects.all()
    assert (edit.state, edit.comment.state, edit.comment.body != edit.body) == ("pending", "approved", True)
    assert Comment.objects.reported().count() >= 2
    assert Comment.objects.waiting().filter(score__gt=0).count() >= 2
    words = {word for row in Comment.objects.all() for finding in row.findings for word in finding["words"]}
    assert {term.text for term in Term.objects.all()} & words


def test_no_clock_of_the_conversation_is_wrong(monkeypatch):
    load(monkeypatch)
    now = timezone.now()
    for comment in Comment.objects.select_related("parent"):
        assert comment.article.public_since < comment.submitted_at < now
        assert comment.parent is None or comment.parent.submitted_at < comment.submitted_at
        assert comment.decided_at is None or comment.submitted_at <= comment.decided_at <= now
        assert comment.first_approved_at in (None, comment.decided_at)
    waited = ModerationAction.objects.filter(waited__isnull=False).values_list("waited", flat=True)
    assert 60 < statistics.median(waited) < 3600


def test_a_second_run_changes_nothing(monkeypatch):
    first = load(monkeypatch)
    before = rows()
    second = load(monkeypatch)
    assert rows() == before
    assert "4/4" in first
    assert "/4" not in second


def test_a_load_that_was_broken_off_goes_on_where_it_stopped(monkeypatch):
    with monkeypatch.context() as first:
        # The line that would say that it came to its end.
        first.setattr(newsdesk, "LOADED", "broken off")
        load(first)
    keys = set(Article.objects.exclude(slug__contains="loaf").values_list("pk", flat=True))
    lost = Article.objects.filter(story__articles__slug="fifteen-qirsh-loaf-until-harvest")
    Article.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).delete()
    load(monkeypatch)
    assert Article.objects.count() == 8
    assert len(keys & set(Article.objects.values_list("pk", flat=True))) == 6


def test_once_loaded_the_site_is_whoevers_who_tries_it(monkeypatch):
    load(monkeypatch)
    Section.objects.filter(slug_en="world").update(slug_en="abroad")
    Article.objects.filter(slug="fifteen-qirsh-loaf-until-harvest").delete()
    User.objects.get(username="photo").groups.clear()
    monkeypatch.delenv("DEMO_PASSWORD")
    chief = User.objects.get(username="chief")
    chief.set_password("a password of my own")
    chief.save()
    before = rows()
    call_command("demo", stdout=StringIO())
    assert rows() == before


def test_the_accounts_can_log_in_with_the_one_password(monkeypatch):
    printed = load(monkeypatch)
    assert "the demo's password" in printed
    for username, role, works_in, *_names in ACCOUNTS:
        assert username in printed
        user = authenticate(username=username, password="the demo's password")
        assert user.is_staff
        assert not user.is_superuser
        assert [group.name for group in user.groups.all()] == [role]
        assert user.languages == works_in


def test_another_password_is_taken_over_at_the_next_run(monkeypatch):
    load(monkeypatch)
    load(monkeypatch, password="another password")
    assert authenticate(username="chief", password="another password")
    assert not authenticate(username="chief", password="the demo's password")


def test_without_a_password_one_is_made_and_kept_for_its_owner(monkeypatch, settings):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    out = StringIO()
    call_command("demo", stdout=out)
    file = Path(settings.DATA_DIR) / "demo-password"
    assert file.stat().st_mode & 0o077 == 0
    assert len(file.read_text()) >= 10
    assert file.read_text() in out.getvalue()
    call_command("demo", stdout=out)
    assert authenticate(username="writer", password=file.read_text())


def test_production_refuses_it(monkeypatch, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        load(monkeypatch)
    assert not User.objects.exists()
    assert not Article.objects.exists()
