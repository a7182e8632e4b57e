"""What a reader of feeds gets of an article: all of it, with its picture, what it is, and what corrects it."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from html_page import Element, page_of
from kept import Server
from makers import make_article, make_author, make_image, make_section, make_topic, picture_file

from articles.models import Correction
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def text_in_feed(language: str = "en") -> Element:
    """Return the text of the newest article, as it stands in the feed of its edition."""
    item: Any = ElementTree.fromstring(Client().get(f"/{language}/feed.xml").content).find("channel/item")
    return page_of(item.findtext(CONTENT)).one("div", lang=language)


def path_of(address: str) -> str:
    """Return the path of an address that is a whole one of ours."""
    assert address.startswith(f"{settings.PUBLIC_URL}/")
    return address.removeprefix(settings.PUBLIC_URL)


@pytest.mark.parametrize("language", languages.CODES)
def test_the_whole_text_comes_and_says_how_it_runs(language):
    body = '<p>First. <em>أولاً</em></p><h2>Head</h2><p>“Last” &amp; <bdi dir="ltr">least</bdi></p>'
    article = make_article(language, body=body)
    text = text_in_feed(language)
    assert text["dir"] == {"ar": "rtl", "en": "ltr"}[language]
    standfirst, *paragraphs = [each.words for each in text.all("p")]
    assert standfirst == article.standfirst
    assert paragraphs == ["First. أولاً", "“Last” & least"]
    assert text.one("h2").words == "Head"
    assert text.one("bdi")["dir"] == "ltr"


def test_where_it_was_written_and_whose_it_is_are_said():
    make_article("en", standfirst="", dateline="Cairo & <Giza>", source="An <agency>", body="<p>Words.</p>")
    text = text_in_feed()
    assert [each.words for each in text.all("p")] == ["An <agency>", "Cairo & <Giza>. Words."]


def test_a_dateline_stands_before_what_is_no_paragraph():
    make_article("en", standfirst="", dateline="Cairo", body="<h2>Head</h2><p>Words.</p>")
    assert text_in_feed().words == "Cairo. HeadWords."


@pytest.mark.parametrize(
    ("kind", "section", "said"),
    [("analysis", "World", ["World", "Analysis"]), ("opinion", "Opinion", ["Opinion"]), ("news", "World", ["World"])],
)
def test_what_is_no_news_says_so(kind, section, said):
    make_article("en", kind=kind, section=make_section(name_en=section))
    item: Any = ElementTree.fromstring(Client().get("/en/feed.xml").content).find("channel/item")
    assert [category.text for category in item.iter("category")] == said


def test_what_waits_is_in_no_feed():
    article = make_article("en", standfirst="", body="<p>As readers have it.</p>")
    article.revise(by=SYSTEM, body="<p>As it may become.</p>")
    assert text_in_feed().words == "As readers have it."


def test_a_picture_in_the_text_is_one_file_that_is_there():
    image = make_image(original=picture_file("JPEG", (2000, 1500)))
    image.finish()
    make_article("en", body=f'<p>a</p><figure data-image="{image.pk}"><figcaption>Here</figcaption></figure>')
    figure = text_in_feed().one("figure")
    picture = figure.one("img")
    assert set(picture.attributes) == {"src", "width", "height", "alt"}
    assert (picture["width"], picture["height"], picture["alt"]) == ("1280", "960", "What is seen")
    assert not figure.all("source")
    assert figure.one("figcaption").words == "Here The photographer"
    assert Client().get(path_of(picture["src"])).headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(("caption", "breaks"), [("Here", 1), ("<em>Here</em>", 1), ("", 0)])
def test_who_made_a_picture_stands_on_a_line_of_its_own(caption, breaks):
    image = make_image()
    image.finish()
    image.texts.update(caption="")
    inside = f"<figcaption>{caption}</figcaption>" if caption else ""
    make_article("en", body=f'<figure data-image="{image.pk}">{inside}</figure>')
    assert len(text_in_feed().one("figcaption").all("br")) == breaks


@pytest.mark.parametrize("language", languages.CODES)
def test_the_article_s_own_picture_stands_before_its_text(language):
    image = make_image(original=picture_file("JPEG", (2000, 1500)), source="https://example.org/p", licence="CC BY 4.0")
    image.finish()
    make_article(language, lead_image=image, lead_caption="<b>Here</b>", without_picture=False)
    text = text_in_feed(language)
    figure = text.one("figure")
    assert figure.one("img")["alt"] == {"ar": "وصف الصورة", "en": "What is seen"}[language]
    assert (figure.one("img")["width"], figure.one("img")["height"]) == ("1280", "960")
    assert figure.one("figcaption").words.startswith("<b>Here</b> ")
    assert {"ar": "المصوّر", "en": "The photographer"}[language] in figure.words
    assert "CC BY 4.0" in figure.words
    assert figure.one("a")["href"] == "https://example.org/p"
    assert Client().get(path_of(figure.one("img")["src"])).status_code == 200
    standfirst, body = text.all("p")
    assert text.children.index(standfirst) < text.children.index(figure) < text.children.index(body)


def test_a_small_picture_is_as_wide_as_it_is():
    image = make_image(original=picture_file("JPEG", (500, 250)))
    image.finish()
    make_article("en", lead_image=image, without_picture=False)
    assert (text_in_feed().one("img")["width"], text_in_feed().one("img")["height"]) == ("500", "250")


def test_a_picture_that_says_nothing_has_no_words_and_one_without_files_is_left_out():
    image = make_image(decorative=True)
    image.finish()
    image.texts.update(caption="", credit="")
    make_article("en", lead_image=image, without_picture=False, standfirst="", body="<p>Words.</p>")
    assert text_in_feed().one("img")["alt"] == ""
    assert not text_in_feed().all("figcaption")
    type(image).objects.update(renditions={})
    assert not text_in_feed().all("figure")
    assert text_in_feed().words == "Words."


def test_pictures_may_be_on_another_host(settings):
    settings.MEDIA_URL = "https://pictures.example/"
    image = make_image(original=picture_file("JPEG", (2000, 1500)))
    image.finish()
    make_article("en", lead_image=image, body=f'<figure data-image="{image.pk}"></figure>', without_picture=False)
    sources = [picture["src"] for picture in text_in_feed().all("img")]
    assert len(sources) == 2
    assert all(source.startswith("https://pictures.example/renditions/") for source in sources)


def test_the_end_of_a_section_of_xml_ends_none():
    words = "a ]]> b ]]]]> c"
    make_article(
        "en", headline=words, standfirst="", body=f'<p>{words}</p><p><a href="https://e.example/?]]>">x</a></p>'
    )
    text = text_in_feed()
    assert text.all("p")[0].words == words
    assert text.one("a")["href"] == "https://e.example/?]]>"


def test_corrections_follow_oldest_first():
    article = make_article("en", body="<ul><li>Words</li></ul>")
    now = timezone.now()
    for kind, words, minutes in (("update", "Later <i>words</i>", 1), ("correction", "Earlier", 2)):
        Correction.objects.create(article=article, kind=kind, text=words, published_at=now - timedelta(minutes=minutes))
    text = text_in_feed()
    notice = text.one("p", class_="corrected").one("a")
    assert notice.words == "This article has 2 corrections and notes"
    assert notice["href"] == f"{settings.PUBLIC_URL}{article.get_absolute_url()}#corrections"
    order = [text.children.index(each) for each in (text.one("ul"), text.one("hr"), text.all("section")[0])]
    assert order == sorted(order)
    assert [each.words for each in text.all("p", class_="correction__text")] == ["Earlier", "Later <i>words</i>"]
    assert [each.words for each in text.all("h2")] == ["Correction", "Update"]


def test_a_correction_is_said_in_the_language_of_its_edition():
    article = make_article("ar")
    Correction.objects.create(article=article, text="كان العدد خطأ.", published_at=timezone.now())
    assert text_in_feed("ar").one("h2").words == "تصويب"


CHANGES = {
    "a correction": lambda row: Correction.objects.create(article=row, text="New words", published_at=timezone.now()),
    "a name": lambda row: change(row.byline_set.get().author, name_en="New words"),
    "a topic": lambda row: row.topics.add(make_topic(name_en="New words")),
    "a section": lambda row: change(row.section, name_en="New words"),
    "the words of the picture": lambda row: change(row.lead_image.texts.get(language="en"), caption="New words"),
    "the text": lambda row: rewrite(row, "<p>New words</p>"),
}


def change(row: Any, **columns: str) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def rewrite(article: Any, body: str) -> None:
    article.revise(by=SYSTEM, body=body)
    article.publish(by=SYSTEM)


@pytest.mark.parametrize("what", CHANGES)
def test_a_kept_feed_has_in_its_next_second_what_has_changed(what):
    image = make_image()
    image.finish()
    article = make_article("en", lead_image=image, without_picture=False, authors=[make_author()])
    server = Server()
    assert [server.get("/en/feed.xml").outcome for _ in range(2)] == ["miss", "hit"]
    CHANGES[what](article)
    assert "New words" in server.get("/en/feed.xml").text
