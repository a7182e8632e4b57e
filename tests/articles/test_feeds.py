from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author, make_comment, make_image, make_section, make_topic

from articles.feed_rows import ITEMS
from articles.models import Correction, ImageText, Section
from articles.views.edition import SHARED_FOR_A_SECOND
from newsroom import languages
from newsroom.actors import SYSTEM
from newsroom.models import Site

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def read(path: str) -> Any:
    """Return the channel of a feed that is well-formed, of its own type, and stored by nobody for long."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == SHARED_FOR_A_SECOND
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


@pytest.mark.parametrize("language", languages.CODES)
def test_a_feed_has_the_address_by_which_pages_name_it(language):
    for subject in (make_section(), make_topic(), make_author()):
        make_article(language)
        named = page_of(Client().get(subject.url_in(language))).one("link", type="application/rss+xml")
        assert read(f"{subject.url_in(language)}feed.xml").find(f"{ATOM}link").get("href") == named["href"]


def test_a_subject_has_the_articles_of_the_language_alone():
    section = make_section()
    make_article("en", section=section)
    assert titles(read(section.url_in("ar") + "feed.xml")) == []


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_a_subject_that_does_not_exist_has_none(kind):
    assert Client().get(f"/en/{kind}/nobody/feed.xml").status_code == 404


def test_each_author_of_an_item_is_named_in_the_printed_order():
    make_article("en", authors=[make_author(name_en=name) for name in "BAC"])
    creators = read("/en/feed.xml").find("item").iter(f"{DUBLIN_CORE}creator")
    assert [creator.text for creator in creators] == ["B", "A", "C"]


def test_an_item_says_when_it_was_changed():
    article, older = make_article("en"), make_article("en", published=False)
    older.publish(by=SYSTEM, at=timezone.now() - timedelta(days=1))
    published = article.published_at.replace(microsecond=0)
    assert moments_of(read("/en/feed.xml"))[:2] == [published, published]
    Correction.objects.create(article=article, text="Not so.", published_at=(now := timezone.now()))
    assert moments_of(read("/en/feed.xml"))[:2] == [now.replace(microsecond=0)] * 2


def moments_of(channel: Any) -> list[datetime]:
    """Return when the feed was changed, and when each of its items."""
    items = [datetime.fromisoformat(item.findtext(f"{ATOM}updated")) for item in channel.iter("item")]
    return [
        moment.replace(microsecond=0) for moment in (parsedate_to_datetime(channel.findtext("lastBuildDate")), *items)
    ]


def test_a_section_s_feed_says_what_it_covers():
    section = make_section(description_en="Books & films")
    assert read(f"{section.url_in('en')}feed.xml").findtext("description") == "Books & films"


def test_an_article_leads_to_the_feed_of_its_edition_and_to_that_of_its_comments():
    article = make_article("en")
    links = page_of(Client().get(article.get_absolute_url())).all("link", rel="alternate")
    feeds = [link["href"] for link in links if link.get("type").endswith("+xml")]
    assert feeds == ["/en/feed.xml", f"{article.get_absolute_url()}comments.xml"]


def test_an_item_without_authors_names_none():
    make_article("en", authors=[])
    assert read("/en/feed.xml").find("item").find(f"{DUBLIN_CORE}creator") is None


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
    image = make_image(source=odd, licence=odd)
    image.finish()
    ImageText.objects.all().delete()
    ImageText.objects.create(image=image, language="en", alt=odd, caption=odd, credit=odd)
    article = make_article(
        "en", headline=odd, standfirst=odd, dateline=odd, source=odd, body=f"<p>{odd}</p>", section=section,
        lead_image=image, topics=[make_topic(name_en=odd)], authors=[make_author(name_en=odd)],
    )  # fmt: skip
    Correction.objects.create(article=article, text=odd, published_at=timezone.now())
    Site(pk=1, name_en=f"Name{odd}", tagline_en=odd).save()
    assert len(titles(read("/en/feed.xml"))) == 1
    assert len(titles(read(section.url_in("en") + "feed.xml"))) == 1


def test_markup_in_a_headline_is_text_and_in_a_description_too():
    words = "<b>Bold</b> & “quoted” ‘5 < 6’ \"x\" 'y'"
    make_article("en", headline=words, standfirst=words)
    channel = read("/en/feed.xml")
    assert titles(channel) == [words]
    # It is read as HTML.
    assert unescape(channel.find("item").findtext("description")) == words
    assert "<b>" not in channel.find("item").findtext("description")


@pytest.mark.parametrize("size", [5, 50])
def test_the_number_of_queries_does_not_depend_on_the_items(size, django_assert_max_num_queries):
    topic, author, image = make_topic(), make_author(), make_image()
    for _ in range(size):
        article = make_article("en", topics=[topic], authors=[author], lead_image=image)
        Correction.objects.create(article=article, text="Not so.", published_at=timezone.now())
    with django_assert_max_num_queries(5):
        read("/en/feed.xml")
