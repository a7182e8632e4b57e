"""What the demo's accounts find when they log in, and what readers see of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from small_demo import keep_stories, load

from articles import checklist, typing_lint
from articles.models import Article, Pin, PreviewLink, Redirect, SavedView
from newsroom import languages
from newsroom.demo import newsdesk, work
from newsroom.models import Notification, Site, User
from newsroom.sanitize import clean_article, plain

STORIES = newsdesk.stories()
WORK = work.content()
TEXTS = [row["texts"] | {"language": row["language"]} for row in WORK["articles"] if "texts" in row]
TEXTS += [
    step["texts"] | {"language": row["language"]}
    for row in WORK["articles"]
    for step in row.get("steps", ())
    if "body" in step.get("texts", {})
]
NAMED = {row[name] for row in (*WORK["articles"], *WORK["pins"]) for name in ("story", "picture") if name in row}

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(monkeypatch):
    keep_stories(monkeypatch, NAMED, comments=False)
    load(monkeypatch)


def of(username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def story(key, language):
    return Article.objects.get(language=language, slug=STORIES[key][language]["slug"])


def desk(username):
    """Return how many lines each box of somebody's first page has."""
    page = page_of(of(username).get("/admin/"))
    boxes = page.all("section", class_="desk-box")
    return {box["aria-labelledby"].removeprefix("desk-"): len(box.all("li", class_="desk-box__line")) for box in boxes}


def inbox(username):
    return {note.event for note in Notification.objects.filter(user__username=username)}


def test_everybody_has_heard_something(demo):
    assert inbox("writer") == {"returned", "approved", "noted", "published"}
    assert inbox("editor_ar") == {"submitted", "mentioned"}
    assert inbox("translator") == {"outdated", "published", "mentioned"}
    assert inbox("editor_en") == inbox("photo") == {"mentioned"}
    assert inbox("chief") == {"submitted"}
    page = page_of(of("writer").get(reverse("admin:notifications")))
    assert "ينقصها رقم المصلحة" in page.words


def test_nobody_who_writes_finds_an_empty_desk(demo):
    assert desk("writer").items() >= {"waiting": 1, "drafts": 2}.items()
    assert desk("editor_ar")["waiting"] == 2
    assert desk("editor_en")["drafts"] == 1
    assert desk("translator")["drafts"] == 1
    assert desk("translator")["translations"] >= 2
    assert desk("chief")["waiting"] == 2
    for username in ("chief", "editor_ar", "editor_en", "writer", "translator"):
        assert desk(username)["broken"] == 0
    (view,) = SavedView.objects.of(User.objects.get(username="chief"))
    page = page_of(of("chief").get(f"/admin/articles/article/?{view.query}"))
    assert len(page.one("table", id="result_list").all("th", class_="field-headline_isolated")) == 2


def test_it_stands_at_every_stage(demo):
    for standing, count in (("draft", 4), ("in_review", 1), ("ready", 1), ("scheduled", 1)):
        assert Article.objects.standing(standing).count() == count, standing
    assert Article.objects.with_changes_scheduled().count() == 1
    assert Article.objects.ahead().count() == 2
    assert Article.objects.stuck().count() == 0
    assert Article.objects.of_freshness("in_progress").count() == 1
    outdated = {story(key, "en").pk for key in ("culture-balcony-cinema", "environment-olive-blackwater")}
    assert set(Article.objects.of_freshness("outdated").values_list("pk", flat=True)) == outdated
    (unfinished,) = [row for row in Article.objects.standing("draft") if checklist.of(row).blocks]
    assert {need.field for need in checklist.of(unfinished).blocks} == {"standfirst", "lead_image"}
    (changes,) = Article.objects.with_changes_scheduled()
    changes.swap(now=changes.pending_at)
    assert "آخر ثلج" in changes.body


def test_the_translator_sees_word_by_word_what_is_new_in_the_source(demo):
    source, edition = story("culture-balcony-cinema", "ar"), story("culture-balcony-cinema", "en")
    numbers = f"?from={edition.translated_from_revision.number}&to={source.working_revision.number}"
    assert source.working_revision.number - edition.translated_from_revision.number == 3
    page = page_of(of("translator").get(reverse("admin:articles_article_compare", args=[source.pk]) + numbers))
    removed, added = (" ".join(part.words for part in page.all(tag)) for tag in ("del", "ins"))
    assert "38" in removed
    assert "52" in added
    assert "عمال المصابغ" in added


def test_readers_have_what_is_published_and_nothing_else(client, demo):
    hidden = [text["headline"] for text in TEXTS] + ["counted the frames aloud", "آخر ثلج"]
    pages = [f"/{code}/{name}" for code in languages.CODES for name in ("", "latest/", "feed.xml")]
    pages += [story("culture-halved-boat", "en").get_absolute_url(), story("world-snow-pass", "ar").get_absolute_url()]
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert [words for words in hidden if words in answer.content.decode()] == []
    (link,) = PreviewLink.objects.all()
    assert link.article.headline in client.get(link.get_absolute_url()).content.decode()
    (moved,) = Redirect.objects.all()
    assert client.get(moved.path).headers["Location"] == moved.article.get_absolute_url()


def test_each_front_page_is_arranged_for_some_days(client, demo):
    for language, positions in (("ar", {0, 1, 2}), ("en", {1, 2})):
        pins = Pin.objects.current(language)
        assert {pin.position for pin in pins} == positions
        assert all(timedelta(days=1) < pin.until - timezone.now() <= timedelta(days=5) for pin in pins)
        lead = page_of(client.get(f"/{language}/")).one("article", class_="lead")
        assert lead.one("h2").words == STORIES["world-retreat-vote"][language]["headline"]


def rows():
    kept = (Article, Notification, Pin, PreviewLink, Redirect, SavedView)
    return [json.dumps(list(model.objects.order_by("pk").values()), default=str) for model in kept]


def test_another_load_adds_nothing_also_where_the_first_was_broken_off(monkeypatch):
    keep_stories(monkeypatch, NAMED, comments=False)
    with monkeypatch.context() as first:
        # The line that would say that it came to its end.
        first.setattr(newsdesk, "LOADED", "broken off")
        load(first)
    before = rows()
    load(monkeypatch)
    assert rows() == before


def test_what_was_broken_off_amid_the_work_is_done_from_its_beginning(monkeypatch):
    keep_stories(monkeypatch, NAMED, comments=False)
    with monkeypatch.context() as first:
        first.setattr(work, "hour_today", lambda now, hours: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load(first)
    assert not Article.objects.exclude(status="published").filter(withdrawal_reason="").exists()
    load(monkeypatch)
    assert Article.objects.standing("scheduled").count() == 1


@pytest.mark.parametrize(
    ("now", "hour"),
    [("09:10", "12:00"), ("12:59", "15:00"), ("21:40", "23:30"), ("23:10", "02:00")],
)
def test_what_is_scheduled_comes_out_the_same_day_where_that_is_possible(now, hour):
    Site.objects.update_or_create(pk=1, defaults={"time_zone": "UTC"})
    at = work.hour_today(datetime.fromisoformat(f"2026-11-25T{now}").replace(tzinfo=UTC), 3)
    assert f"{at:%H:%M}" == hour


# The texts


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["slug"])
def test_a_text_fits_its_columns_and_its_language(text):
    for name in set(text) - {"language", "body"}:
        longest = Article._meta.get_field(name).max_length
        assert longest is None or len(text[name]) <= longest, name
    assert clean_article(text["body"]) == text["body"].strip()
    for name in ("headline", "slug", "body"):
        assert languages.guess(plain(text[name]), default="") == text["language"], name
    assert 120 <= len(plain(text["body"]).split()) <= 250
    assert typing_lint.findings(text, text["language"]) == []


def test_what_is_replaced_stands_once_in_the_story():
    replaced = 0
    copies = {}
    for row in WORK["articles"]:
        for step in row.get("steps", ()):
            if "replace" not in step:
                continue
            key = row["story"], row["language"]
            copy = copies.setdefault(key, dict(STORIES[row["story"]][row["language"]]))
            texts = work.changed(copy, step)
            assert {name: copy[name] for name in texts} != texts
            copy |= texts
            assert typing_lint.findings(copy, row["language"]) == []
            replaced += 1
    assert replaced >= 8
