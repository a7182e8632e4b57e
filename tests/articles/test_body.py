"""What an editor writes into a text, as readers get it."""

import pytest
from django.test import Client
from html_page import Element, page_of
from makers import make_article

from articles.body import render_body
from newsroom.sanitize import clean_article

pytestmark = pytest.mark.django_db


def body_of(body: str, language: str = "en") -> Element:
    article = make_article(language, body=body)
    return page_of(Client().get(article.get_absolute_url())).one("div", class_="article__body")


def test_a_short_quotation_is_pulled_out_and_says_who_speaks():
    body = body_of("<blockquote><p>“We were early.”</p><p>— The minister, on Tuesday</p></blockquote><p>So.</p>")
    quote = body.one("blockquote")
    assert quote["class"].split() == ["quote", "quote--pulled", "quote--marked"]
    assert quote.one("p", class_="quote__source").words == "The minister, on Tuesday"
    assert [line.words for line in quote.all("p")] == ["“We were early.”", "The minister, on Tuesday"]


def test_a_long_quotation_is_read_like_the_text():
    body = body_of(f"<blockquote><p>{'Many words. ' * 30}</p><p>- no source - but a dash</p><p>End</p></blockquote>")
    assert body.one("blockquote")["class"] == "quote"
    assert not body.all("p", class_="quote__source")


def test_a_quotation_of_a_dash_alone_is_no_source():
    assert not body_of("<blockquote><p>— Who speaks?</p></blockquote>").all("p", class_="quote__source")


TABLE = (
    "<table><caption>Homes &amp; costs</caption><thead><tr><th>Town</th><th>Homes</th><th>Share</th><th>What</th></tr>"
    "</thead><tbody><tr><td>A</td><td>1,140</td><td>−41%</td><td>3 moved</td></tr>"
    "<tr><td>B</td><td><p>٩٥</p></td><td>12.5</td><td>stay</td></tr>"
    "<tr><td>7</td><td>not counted</td><td>%3</td><td>8</td></tr></tbody></table>"
)


def test_the_numbers_of_a_table_stand_at_the_end_of_their_column():
    body = body_of(TABLE)
    box = body.one("div", class_="table-box")
    assert (box["role"], box["tabindex"], box["aria-label"]) == ("region", "0", "Homes & costs")
    marked = [cell.words for cell in body.all(class_="number")]
    assert marked == ["Homes", "Share", "1,140", "−41%", "٩٥", "12.5", "not counted", "%3"]
    assert [cell["scope"] for cell in body.all("th")] == ["col"] * 4


def test_a_table_as_the_editor_makes_it_has_headings_of_rows_and_columns():
    body = body_of("<table><tr><th>Town</th><th>Homes</th></tr><tr><th>A</th><td>1</td></tr></table><p>End</p>", "ar")
    assert [cell["scope"] for cell in body.all("th")] == ["col", "col", "row"]
    assert body.one("div", class_="table-box")["aria-label"] == "جدول"


def test_cells_over_several_columns_keep_all_where_they_are():
    body = body_of('<table><tr><td colspan="2">1</td></tr><tr><td>1</td><td>2</td></tr></table>')
    assert not body.all(class_="number")


NOTES = (
    "<p>One [1], two [2], one again [1], none [3].</p><h2>Notes</h2>"
    "<ol><li><p>The <em>first</em></p></li><li>2nd</li></ol>"
)


def test_marks_lead_to_the_notes_at_the_end_and_back():
    body = body_of(NOTES)
    marks = [(mark.words, mark["href"], mark.get("id")) for sup in body.all("sup") for mark in sup.all("a")]
    assert marks == [("1", "#note-1", "mark-1"), ("2", "#note-2", "mark-2"), ("1", "#note-1", "")]
    notes = body.one("ol", class_="notes").all("li")
    assert [(note["id"], note.one("a")["href"], note.one("a")["aria-label"]) for note in notes] == [
        ("note-1", "#mark-1", "Back to the text"),
        ("note-2", "#mark-2", "Back to the text"),
    ]
    assert notes[0].words == "The first ↑"
    # The space before a mark is the writer's, not the printer's.
    assert body.one("p").words == "One1, two2, one again1, none [3]."


@pytest.mark.parametrize(
    "body",
    [
        "<p>One [1].</p><ol><li>A</li></ol><p>Not at the end</p>",
        "<p>No mark.</p><ol><li>A</li></ol>",
        "<p>[0] [x] [123] [2]</p><ol><li>A</li></ol>",
        '<p><a href="https://example.org/[1]">[1]</a></p><ol><li>A</li></ol>',
        "<p>[1]</p><ol><li>A<ul><li>B</li></ul></li></ol>",
        '<p>[1]</p><ol start="4"><li>A</li></ol>',
    ],
)
def test_an_ordinary_list_stays_one(body):
    cleaned = clean_article(body)
    assert render_body(cleaned, "en") == cleaned


def test_a_mark_in_the_words_of_an_attribute_is_none():
    body = '<p>One.</p><figure data-image="7" data-alt="a [1]"></figure><p lang="en">[1]</p><ol><li>A</li></ol>'
    rendered = render_body(clean_article(body), "en")
    assert rendered.count('href="#note-1"') == 1
