"""What a page says of itself to machines: the same as it says to people."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from html_page import Element, page_of
from makers import make_article, make_author, make_section
from visible import WORDS, Visible

from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def visit(article: Article) -> Element:
    return page_of(Client().get(article.get_absolute_url()))


def structured(page: Element) -> dict[str, Any]:
    # Below it there may be that of the comments.
    content: dict[str, Any] = json.loads(page.all("script", type="application/ld+json")[0].text)
    return content


def graph(page: Element) -> dict[str, str]:
    return {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta.attributes}


def shown_times(page: Element) -> list[str]:
    return [time["datetime"] for time in page.one("header", class_="article__header").all("time")]


@pytest.mark.parametrize("language", languages.CODES)
def test_the_json_ld_of_an_article_agrees_with_its_page(language):
    visible = Visible()
    page = visit(visible.article[language])
    content = structured(page)
    words = WORDS[language]
    assert (content["@context"], content["@type"]) == ("https://schema.org", "NewsArticle")
    assert content["headline"] == page.one("h1").words == words["headline"]
    assert content["description"] == words["standfirst"]
    assert content["inLanguage"] == language
    assert [content["datePublished"], content["dateModified"]] == shown_times(page)
    assert content["url"] == content["mainEntityOfPage"] == page.one("link", rel="canonical")["href"]
    name = {"ar": "ليلى الساحلي", "en": "Leila Saheli"}[language]
    link = settings.PUBLIC_URL + visible.author.url_in(language)
    assert content["author"] == [{"@type": "Person", "name": name, "url": link}]
    assert page.one("p", class_="byline__names").one("a").words == name
    assert content["publisher"]["@type"] == "NewsMediaOrganization"
    assert content["articleSection"] == {"ar": "الاقتصاد", "en": "Economy"}[language]
    assert content["keywords"] == [{"ar": "الماء", "en": "Water"}[language]]
    assert content["wordCount"] == visible.article[language].word_count > 5
    assert [row["text"] for row in content["correction"]] == [page.one("p", class_="correction__text").words]
    assert [round(row["width"] / row["height"], 2) for row in content["image"]] == [1.78, 1.33, 1.0]
    for row in content["image"]:
        assert row["url"].startswith(f"{settings.PUBLIC_URL}/media/renditions/")
        assert row["creditText"] == page.one("span", class_="figure__credit").words


@pytest.mark.parametrize("language", languages.CODES)
def test_machines_are_told_the_way_to_an_article_as_readers_see_it(language):
    article = make_article(language)
    page = visit(article)
    told = json.loads(page.all("script", type="application/ld+json")[1].text)
    assert told["@type"] == "BreadcrumbList"
    assert [step["position"] for step in told["itemListElement"]] == [1, 2, 3]
    links = page.one("ol", class_="trail").all("a")
    paths = [*(link["href"] for link in links), article.get_absolute_url()]
    assert [step["item"] for step in told["itemListElement"]] == [settings.PUBLIC_URL + path for path in paths]
    assert [step["name"] for step in told["itemListElement"][1:]] == [links[1].words, page.one("h1").words]


def test_the_two_editions_are_each_others_translation():
    visible = Visible()
    arabic, english = (structured(visit(visible.article[language])) for language in ("ar", "en"))
    assert english["translationOfWork"]["@id"] == arabic["@id"]
    assert arabic["workTranslation"]["@id"] == english["@id"]


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("news", "NewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("interview", "NewsArticle"),
        ("live", "LiveBlogPosting"),
    ],
)
def test_the_kind_has_its_type_of_schema_org(kind, type_):
    assert structured(visit(make_article(kind=kind)))["@type"] == type_


def test_an_article_without_authors_is_the_newsrooms_own():
    content = structured(visit(make_article("en")))
    assert content["author"] == [content["publisher"]]
    assert "image" not in content


def test_the_bylines_keep_their_printed_order():
    authors = [make_author(name_en=name) for name in ("Zed", "Amal", "Mona")]
    article = make_article("en", authors=authors)
    page = visit(article)
    assert [author["name"] for author in structured(page)["author"]] == ["Zed", "Amal", "Mona"]
    assert page.one("p", class_="byline__names").words == "By Zed, Amal and Mona"


def test_no_text_of_an_editor_ends_the_script_element():
    words = "</script><script>alert(1)</script> & <!-- \u2028 \"quoted\" 'x'"
    page = visit(make_article("en", headline=words, standfirst=words, section=make_section(name_en=words[:60])))
    assert structured(page)["headline"] == page.one("h1").text == " ".join(words.split())
    assert len([script for script in page.all("script") if not script.get("src")]) == 2


@pytest.mark.parametrize("language", languages.CODES)
def test_what_social_networks_read(language):
    visible = Visible()
    article = visible.article[language]
    page = visit(article)
    tags = graph(page)
    words = WORDS[language]
    assert tags["og:type"] == "article"
    assert tags["og:locale"] == {"ar": "ar_AR", "en": "en_GB"}[language]
    assert tags["og:url"] == page.one("link", rel="canonical")["href"]
    assert tags["og:title"] == words.get("seo_title", words["headline"])
    assert tags["og:description"] == words.get("seo_description", words["standfirst"])
    assert page.one("meta", name="description")["content"] == tags["og:description"]
    assert tags["og:title"] in page.one("title").words
    assert tags["og:image"] == settings.PUBLIC_URL + visible.image.share["url"]
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"] == {"ar": "وصف الصورة", "en": "What is seen"}[language]
    assert tags["article:published_time"] == structured(page)["datePublished"]
    assert tags["article:section"] == structured(page)["articleSection"]
    assert page.one("meta", name="twitter:card")["content"] == "summary_large_image"
    assert Client().get(tags["og:image"].removeprefix(settings.PUBLIC_URL)).headers["Content-Type"] == "image/jpeg"


def test_an_article_without_a_picture_promises_none():
    page = visit(make_article())
    assert "og:image" not in graph(page)
    assert page.one("meta", name="twitter:card")["content"] == "summary"


@pytest.mark.parametrize(
    ("moment", "shown", "month"),
    [
        # Casablanca is an hour ahead of UTC, but not in Ramadan.
        (datetime(2025, 7, 31, 22, 30, tzinfo=UTC), "2025-07-31T23:30:00+01:00", 7),
        (datetime(2025, 7, 31, 23, 30, tzinfo=UTC), "2025-08-01T00:30:00+01:00", 8),
        (datetime(2025, 3, 10, 12, 0, tzinfo=UTC), "2025-03-10T12:00:00+00:00", 3),
    ],
)
def test_times_and_months_are_those_of_the_newsroom(moment, shown, month):
    article = make_article(published=False)
    article.publish(by=SYSTEM, at=moment)
    assert structured(visit(article))["datePublished"] == shown
    assert (article.year, article.month) == (2025, month)


def test_the_front_page_says_whose_it_is():
    content = structured(page_of(Client().get("/en/")))
    assert (content["@type"], content["url"]) == ("WebSite", f"{settings.PUBLIC_URL}/en/")
