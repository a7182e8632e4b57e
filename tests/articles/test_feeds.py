from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from makers import make_article, make_author, make_comment, make_image, make_section, make_topic

from articles.feed_rows import ITEMS
from articles.models import Correction, Section
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def read(path: str) -> Any:
    """Return the channel of a feed that is well-formed, of its own type, and stored by nobody for long."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    root = ElementTree.fromstring(answer.content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    channel = root.find("channel")
    own = channel.find(f"{ATOM}link")
    assert own.get("rel") == "self"
    assert own.get("href").startswith(settings.PUBLIC_URL)
    assert "@" not in answer.content.decode()
    return channel


def titles(channel: Any) -> list[str]:
    return [item.findtext("title") for item in channel.iter("item")]


def edition_feed(language: str) -> str:
    return reverse("articles:feed", kwargs={"language": language})


@pytest.mark.parametrize("language", languages.CODES)
def test_an_edition_has_its_articles_newest_first(language):
    articles = [make_article(language, published=False) for _ in range(3)]
    for article, days in zip(articles, (3, 1, 2), strict=True):
        article.publish(by=SYSTEM, at=timezone.now() - timedelta(days=days))
    make_article(languages.other(language))
    make_article(language, published=False)
    channel = read(edition_feed(language))
    assert titles(channel) == [articles[place].headline for place in (1, 2, 0)]
    assert channel.findtext("language") == language
    assert channel.findtext("link") == f"{settings.PUBLIC_URL}/{language}/"
    assert channel.findtext("title") == {"ar": "غرفة الأخبار", "en": "Newsroom"}[language]


@pytest.mark.parametrize("language", languages.CODES)
def test_an_item_says_what_the_article_says(language):
    section, topic = make_section(), make_topic()
    author = make_author()
    article = make_article(language, section=section, topics=[topic], authors=[author])
    make_comment(article, email="reader@example.org")
    item = read(edition_feed(language)).find("item")
    assert item.findtext("title") == article.headline
    assert item.findtext("description") == article.standfirst
    assert item.findtext("link") == settings.PUBLIC_URL + article.get_absolute_url()
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("guid") == f"urn:newsroom:article:{article.pk}"
    assert parsedate_to_datetime(item.findtext("pubDate")) == article.published_at.replace(microsecond=0)
    names = [getattr(row, f"name_{language}") for row in (section, topic)]
    assert [category.text for category in item.iter("category")] == names
    assert item.findtext(f"{DUBLIN_CORE}creator") == getattr(author, f"name_{language}")
    assert item.find("author") is None
    assert Client().get(item.findtext("link").removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_the_subjects_have_feeds_of_their_own():
    section, topic, author = make_section(), make_topic(), make_author()
    wanted = make_article("en", section=section, topics=[topic], authors=[author])
    make_article("en", section=make_section())
    for subject in (section, topic, author):
        page = subject.url_in("en")
        channel = read(f"{page}feed.xml")
        assert titles(channel) == [wanted.headline]
        assert channel.findtext("link") == settings.PUBLIC_URL + page
        assert channel.findtext("title") == f"{subject.name_en} – Newsroom"
        assert f'href="{settings.PUBLIC_URL}{page}feed.xml"' in Client().get(page).content.decode()
    assert titles(read(section.url_in("ar") + "feed.xml")) == []


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_a_subject_that_does_not_exist_has_none(kind):
    assert Client().get(f"/en/{kind}/nobody/feed.xml").status_code == 404


@pytest.mark.parametrize(("count", "words"), [(0, None), (1, "A"), (2, "A and B"), (3, "A, B and others")])
def test_the_authors_of_an_item_are_one_name(count, words):
    authors = [make_author(name_en=name) for name in "ABC"[:count]]
    make_article("en", authors=authors)
    assert read("/en/feed.xml").find("item").findtext(f"{DUBLIN_CORE}creator") == words


def test_a_feed_ends_after_its_newest_items():
    for _ in range(ITEMS + 3):
        make_article("en")
    assert len(titles(read("/en/feed.xml"))) == ITEMS


def test_an_empty_feed_is_a_feed():
    assert titles(read("/ar/feed.xml")) == []


def test_characters_that_xml_does_not_know_break_no_feed():
    """A vertical tab comes with every line break that is pasted from a slide."""
    odd = "a\x0bb\x08c\ufffed"
    section = make_section(name_en=f"Sec{odd}")
    Section.objects.filter(pk=section.pk).update(name_ar="ب")
    make_article(
        "en", headline=odd, standfirst=odd, section=section,
        topics=[make_topic(name_en=odd)], authors=[make_author(name_en=odd)],
    )  # fmt: skip
    assert len(titles(read("/en/feed.xml"))) == 1
    assert len(titles(read(section.url_in("en") + "feed.xml"))) == 1


def test_markup_in_a_headline_is_text():
    make_article("en", headline="<b>Bold</b> & “quoted”")
    assert titles(read("/en/feed.xml")) == ["<b>Bold</b> & “quoted”"]


@pytest.mark.parametrize("size", [5, 50])
def test_the_number_of_queries_does_not_depend_on_the_items(size, django_assert_max_num_queries):
    topic, author, image = make_topic(), make_author(), make_image()
    for _ in range(size):
        article = make_article("en", topics=[topic], authors=[author], lead_image=image)
        Correction.objects.create(article=article, text="Not so.", published_at=timezone.now())
    with django_assert_max_num_queries(5):
        read("/en/feed.xml")
