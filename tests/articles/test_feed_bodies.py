"""A body as a reader of feeds gets it: addresses, pictures, players, notes and tables."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from examples import examples
from html_page import page_of
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.body import render_body
from articles.feed_text import text_for_feeds
from newsroom.sanitize import clean_article

pytestmark = pytest.mark.django_db

ADDRESS = f"{settings.PUBLIC_URL}/en/2026/11/a-story/"


def for_feeds(body: str) -> str:
    return text_for_feeds(render_body(clean_article(body), "en"), ADDRESS)


def test_who_speaks_in_a_quotation_is_told_from_what_they_say():
    quotation = page_of(for_feeds("<blockquote><p>“We knew.”</p><p>— The <em>minister</em></p></blockquote>"))
    assert [line.words for line in quotation.all("p")] == ["“We knew.”", "— The minister"]


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


def test_notes_are_numbers_and_stand_under_their_text():
    text = page_of(for_feeds("<p>One [1], again [1], two [2].</p><ol><li>A <a href='#b'>b</a></li><li>B</li></ol>"))
    assert text.one("p").words == "One1, again1, two2."
    assert [mark.words for mark in text.all("sup")] == ["1", "1", "2"]
    assert [note.words for note in text.all("li")] == ["A b", "B"]
    assert [link["href"] for link in text.all("a")] == [f"{ADDRESS}#b"]
    # Of several articles with notes in one feed each has a first.
    assert not [element for element in text.all() if "id" in element.attributes]


def test_a_table_asks_for_no_key():
    box = page_of(for_feeds('<table><caption>A "b" > c</caption><tr><td>1</td></tr></table>')).one("div")
    assert set(box.attributes) == {"class"}
    assert box.one("caption").words == 'A "b" > c'


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
    st.sampled_from(
        ["<p>a [1]</p><ol><li>A</li></ol>", "<blockquote><p>a</p><p>— x</p></blockquote>", "<p>[1]</p><ol><li>]]></ol>"]
    ),
    st.just('<figure data-embed="https://youtu.be/aqz-KE-bpKQ"><figcaption>]]></figcaption></figure>'),
)


@given(st.lists(PIECES, max_size=12).map("".join))
@hypothesis_settings(max_examples=examples(200))
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
    # What a feed says in other words: whose video it is, who speaks, and no way back.
    assert re.sub(r"Video on YouTube|—|\s", "", text.words) == re.sub(r"[↑—\s]", "", before.words)
    assert [link.words for link in text.all("sup")] == [link.words for link in before.all("sup")]
