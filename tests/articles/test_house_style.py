"""A paper with Levantine months and Arabic digits: what is counted and dated follows, what somebody wrote does not."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment, make_section

from articles.models import Article
from newsroom.models import Site

pytestmark = pytest.mark.django_db
ARABIC, WORDS = re.compile(r"[٠-٩]"), re.compile(r"[أ-ي]")
MACHINES = re.compile(r'(?:datetime|href|src|content|value|id|for|data-[\w-]+)="([^"]*)"')
PUBLISHED = datetime(2026, 9, 23, 13, 5, tzinfo=UTC)

OUT = {"first_published_at": PUBLISHED, "published_at": PUBLISHED}


@pytest.fixture
def article(db):
    Site(pk=1, time_zone="UTC", arabic_months="levant", arabic_digits="arab", comments_close_after_days=0).save()
    words = {"headline": "أباتشي 64", "standfirst": "من 2024", "body": "<p>اشترى 24 مروحية في 2025.</p>"}
    row = make_article(section=make_section(name_ar="العالم"), **OUT, **words)
    # The address keeps the month that it was published in.
    Article.objects.filter(pk=row.pk).update(year=2026, month=9)
    row.refresh_from_db()
    return row


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.text


def test_dates_and_counts_follow_and_what_was_written_does_not(article):
    text = page_of(page(article.get_absolute_url())).one("article").words
    assert "٢٣ أيلول ٢٠٢٦، ١٣:٠٥" in text
    assert "أباتشي 64" in text
    assert "اشترى 24 مروحية في 2025." in text
    assert "حتى ٣٬٠٠٠ حرف" in page(article.get_absolute_url())


def test_what_machines_read_keeps_its_digits(article):
    for address in (article.get_absolute_url(), "/ar/", "/ar/archive/2026/09/", article.section.url_in("ar")):
        text = page(address)
        assert [found for found in MACHINES.findall(text) if ARABIC.search(found) and not WORDS.search(found)] == []
        assert 'datetime="2026-09-23T13:05:00+00:00"' in text
        assert not any(ARABIC.search(script) for script in re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL))
    for address in ("/ar/feed.xml", "/sitemap.xml", "/sitemap-2026-09.xml"):
        assert not ARABIC.search(page(address))


def test_the_archive_is_called_by_the_month_of_the_house(article):
    text = page_of(page("/ar/archive/2026/09/"))
    assert text.one("title").words == "الأرشيف: أيلول ٢٠٢٦ – غرفة الأخبار"
    assert "أيلول ٢٠٢٦" in text.one("h1").words


def test_pages_are_numbered_in_the_digits_of_the_house(article):
    for _turn in range(45):
        make_article(section=article.section, **OUT)
    pages = page_of(page(f"{article.section.url_in('ar')}?page=2")).one("nav", class_="pagination")
    assert [link.words for link in pages.all("a", class_="pagination__page")][:2] == ["١", "٢"]
    assert "الصفحة ٢" in {link["aria-label"] for link in pages.all("a", class_="pagination__page")}
    assert Client().get(f"{article.section.url_in('ar')}?page=٢").status_code == 404


def test_english_readers_see_what_they_saw(article):
    english = make_article("en", **OUT)
    text = page(english.get_absolute_url())
    assert "23 September 2026, 13:05" in text
    assert "data-digits" not in text
    assert 'data-digits="arab"' in page(article.get_absolute_url())


def test_the_thread_is_dated_and_counted_the_same_way(article):
    make_comment(article, submitted_at=PUBLISHED)
    thread = page_of(page(article.get_absolute_url())).one("div", class_="comments").words
    assert "٢٣ أيلول ٢٠٢٦" in thread
    assert mail.outbox == []
