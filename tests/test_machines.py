"""The addresses that only machines read: sitemaps, robots.txt, health, and the one that chooses an edition."""

import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from makers import make_article, make_page

from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(path: str) -> list[str]:
    """Return the addresses that a sitemap names, without our own name before them."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    found = [element.text for element in ElementTree.fromstring(answer.content).iter(f"{NAMESPACE}loc")]
    assert all(address.startswith(settings.PUBLIC_URL) and address.isascii() for address in found)
    return [address.removeprefix(settings.PUBLIC_URL) for address in found]


def test_the_sitemap_is_an_index_of_months():
    this = make_article()
    old = make_article("en", published=False)
    old.publish(by=SYSTEM, at=datetime(2024, 2, 3, tzinfo=UTC))
    make_article(published=False)
    named = locations("/sitemap.xml")
    assert named == [
        "/sitemap-sections.xml",
        f"/sitemap-{this.year}-{this.month:02d}.xml",
        "/sitemap-2024-02.xml",
    ]
    assert locations("/sitemap-2024-02.xml") == [old.get_absolute_url()]
    everything = [address for name in named for address in locations(name)]
    assert len(everything) == len(set(everything))
    for address in everything:
        assert Client().get(address).status_code == 200


def test_a_month_without_articles_has_no_sitemap():
    make_article()
    assert Client().get("/sitemap-2019-01.xml").status_code == 404


def test_the_sitemap_says_when_an_article_changed():
    article = make_article(published=False)
    article.publish(by=SYSTEM, at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC))
    assert b"<lastmod>2026-02-03T04:05:06+00:00</lastmod>" in Client().get("/sitemap-2026-02.xml").content
    Article.objects.filter(pk=article.pk).update(updated_at_public=datetime(2026, 3, 3, 4, 5, 6, tzinfo=UTC))
    assert b"<lastmod>2026-03-03T04:05:06+00:00</lastmod>" in Client().get("/sitemap-2026-02.xml").content


def test_sections_without_articles_and_hidden_pages_are_left_out():
    article = make_article("ar")
    make_page("ar", slug="about")
    make_page("en", slug="about", published=False)
    assert locations("/sitemap-sections.xml") == ["/ar/", "/en/", article.section.url_in("ar"), "/ar/about/"]


def test_robots_are_told_what_is_of_no_use_to_them():
    answer = Client().get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert set(closed) == {"/admin/", "/preview/", "/read/"} | {
        f"/{code}/{word}/" for code in languages.CODES for word in ("search", "comments")
    }


@pytest.mark.parametrize(
    ("preferred", "address"),
    [
        ("ar", "/ar/"),
        ("ar-MA,ar;q=0.9,en;q=0.5", "/ar/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("fr-FR,fr;q=0.9,en;q=0.4,ar;q=0.3", "/en/"),
        ("fr,ar;q=0.2", "/ar/"),
        ("de", "/ar/"),
        ("", "/ar/"),
        ("*", "/ar/"),
        (";;q=,,x" * 200, "/ar/"),
    ],
    ids=lambda value: value[:20],
)
def test_the_bare_address_leads_to_the_edition_the_browser_prefers(preferred, address):
    answer = Client().get("/", headers={"Accept-Language": preferred} if preferred else {})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_process_says_that_it_is_alive_and_asks_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "alive"})


def ready() -> tuple[int, dict[str, bool]]:
    answer = Client(raise_request_exception=False).get("/readyz")
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code, json.loads(answer.content)


def test_a_newsroom_in_order_is_ready():
    assert ready() == (200, {"database": True, "migrations": True, "storage": True})


def test_it_is_not_ready_while_a_migration_is_missing():
    MigrationRecorder.Migration.objects.filter(app="comments").order_by("pk").last().delete()
    assert ready() == (503, {"database": True, "migrations": False, "storage": True})


def test_it_is_not_ready_while_the_database_does_not_answer(caplog):
    with patch("newsroom.health.connection") as connection:
        connection.cursor.side_effect = OperationalError("password of the database")
        status, checks = ready()
    assert (status, checks["database"]) == (503, False)
    # The reason is for the operator's log and not for whoever asks.
    assert "password of the database" in caplog.text
    assert "password" not in json.dumps(checks)


def test_it_is_not_ready_while_the_pictures_are_out_of_reach():
    with patch.object(FileSystemStorage, "exists", side_effect=OSError("gone")):
        assert ready() == (503, {"database": True, "migrations": True, "storage": False})


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/", "/ar/", "/ar/feed.xml"])
def test_a_head_request_gets_the_headers_alone(path):
    make_article(published_at=timezone.now() - timedelta(hours=1))
    asked, head = Client().get(path), Client().head(path)
    assert (head.status_code, head.content) == (asked.status_code, b"")
