"""What a reader of feeds gets of a text: all of it, and nothing that works on our own pages alone."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from examples import examples
from html_page import Element, page_of
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from kept import Server
from makers import make_article, make_author, make_image, make_topic, picture_file

from articles.body import render_body
from articles.feed_text import text_for_feeds
from articles.models import Correction
from newsroom import languages
from newsroom.actors import SYSTEM
from newsroom.sanitize import clean_article

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ADDRESS = f"{settings.PUBLIC_URL}/en/2026/11/a-story/"


def text_in_feed(language: str = "en") -> Element:
    """Return the text of the newest article, as it stands in the feed of its edition."""
    item: Any = ElementTree.fromstring(Client().get(f"/{language}/feed.xml").content).find("channel/item")
    return page_of(item.findtext(CONTENT)).one("div", lang=language)


def for_feeds(body: str) -> str:
    return text_for_feeds(render_body(clean_article(body), "en"), ADDRESS)


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
    assert text_in_feed().words == "Cairo & <Giza>. Words. An <agency>"


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


@pytest.mark.parametrize(
    ("address", "page", "name"),
    [
        ("https://youtu.be/aqz-KE-bpKQ", "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "Video on YouTube"),
        ("https://x.com/somebody/status/20", "https://x.com/somebody/status/20", "Post on X"),
    ],
)
def test_what_would_load_a_player_is_a_link(address, page, name):
    text = page_of(for_feeds(f'<p>a</p><figure data-embed="{address}"><figcaption>See</figcaption></figure><p>b</p>'))
    figure = text.one("figure")
    assert (figure.one("a")["href"], figure.one("a").words) == (page, name)
    assert figure.one("figcaption").words == "See"
    assert not text.all("button")
    assert [each.words for each in text.all("p")] == ["a", name, "b"]


def test_two_players_stay_apart():
    embed = '<figure data-embed="https://youtu.be/aqz-KE-bpKQ">{}</figure>'
    text = page_of(for_feeds(f"{embed.format('')}<p>between</p>{embed.format('<figcaption>b</figcaption>')}"))
    assert [figure.words for figure in text.all("figure")] == ["Video on YouTube", "Video on YouTube b"]
    assert text.all("p")[1].words == "between"


def test_notes_lead_to_the_article_itself():
    text = page_of(for_feeds("<p>One [1], again [1].</p><ol><li>A</li></ol>"))
    links = [f"{ADDRESS}#note-1", f"{ADDRESS}#note-1", f"{ADDRESS}#mark-1"]
    assert [link["href"] for link in text.all("a")] == links
    # Of several articles with notes in one feed each has a first.
    assert not [element for element in text.all() if "id" in element.attributes]


def test_a_table_asks_for_no_key():
    box = page_of(for_feeds('<table><caption>A "b" > c</caption><tr><td>1</td></tr></table>')).one("div")
    assert set(box.attributes) == {"class"}
    assert box.one("caption").words == 'A "b" > c'


def test_pictures_may_be_on_another_host(settings):
    settings.MEDIA_URL = "https://pictures.example/"
    image = make_image(original=picture_file("JPEG", (2000, 1500)))
    image.finish()
    make_article("en", lead_image=image, body=f'<figure data-image="{image.pk}"></figure>', without_picture=False)
    sources = [picture["src"] for picture in text_in_feed().all("img")]
    assert len(sources) == 2
    assert all(source.startswith("https://pictures.example/renditions/") for source in sources)


def test_a_picture_as_no_template_of_ours_writes_it_stays_as_it_is():
    html = '<picture><img src="https://e.example/x.jpg" alt=""></picture>'
    assert text_for_feeds(html, ADDRESS) == html


def test_an_address_within_the_site_is_a_whole_one():
    text = page_of(
        for_feeds(
            '<p dir="ltr"><a dir="rtl" href=" /ar/">x</a> <a href="#here">y</a> <a href="https://e.example/">z</a> '
            '<a href="mailto:a@e.example">m</a></p>'
        )
    )
    assert [link["href"] for link in text.all("a")] == [
        f"{settings.PUBLIC_URL}/ar/",
        f"{ADDRESS}#here",
        "https://e.example/",
        "mailto:a@e.example",
    ]


def test_what_looks_like_an_address_among_the_words_is_left_alone():
    words = 'Write <a href="/x"> or src="/y" or <picture>'
    body = f"<p>{words.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert page_of(for_feeds(body)).one("p").words == words


def test_the_end_of_a_section_of_xml_ends_none():
    words = "a ]]> b ]]]]> c"
    make_article(
        "en", headline=words, standfirst="", body=f'<p>{words}</p><p><a href="https://e.example/?]]>">x</a></p>'
    )
    text = text_in_feed()
    assert text.all("p")[0].words == words
    assert text.one("a")["href"] == "https://e.example/?]]>"


def test_corrections_follow_oldest_first():
    article = make_article("en")
    now = timezone.now()
    for kind, words, minutes in (("update", "Later <i>words</i>", 1), ("correction", "Earlier", 2)):
        Correction.objects.create(article=article, kind=kind, text=words, published_at=now - timedelta(minutes=minutes))
    text = text_in_feed()
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


ADDRESSES = st.sampled_from(
    [
        "/ar/",
        " /ar/",
        "\u3000#a",
        "#a",
        "https://e.example/",
        "https://e.example/?]]>",
        'https://e.example/"/x',
        "/a?b=<picture>&c='/'",
    ]
)
PIECES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.builds('<a href="{}">'.format, ADDRESSES.map(lambda address: address.replace('"', "&quot;"))),
    st.sampled_from(
        ["<p>", "</p>", "</a>", "<ol><li>", "</li></ol>", "[1]", "]]>", "<table><tr><td>", "<blockquote>", "— x"]
    ),
    st.just('<figure data-embed="https://youtu.be/aqz-KE-bpKQ"><figcaption>]]></figcaption></figure>'),
)


@given(st.lists(PIECES, max_size=12).map("".join))
@hypothesis_settings(max_examples=examples(200), deadline=None)
def test_whatever_is_written_no_address_is_relative_and_no_word_is_lost(body):
    rendered = render_body(clean_article(body), "en")
    printed = text_for_feeds(rendered, ADDRESS)
    read = ElementTree.fromstring(f"<text><![CDATA[{printed}]]></text>").text or ""
    text, before = page_of(read), page_of(rendered)
    for element in text.all():
        for name in ("href", "src"):
            if name in element.attributes:
                assert urlsplit(element[name]).scheme in {"http", "https"}
    for box in before.all("div", class_="embed__box") + before.all("p", class_="embed__note"):
        box.children.clear()
    without_links = re.sub(r"Video on YouTube", "", text.words)
    assert without_links.split() == before.words.split()
    assert [link.words for link in text.all("sup")] == [link.words for link in before.all("sup")]
