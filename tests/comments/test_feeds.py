"""The comments of an edition and of one article as Atom feeds."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from comments.choices import State
from comments.feeds import ITEMS
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
EVERYBODY = "public, max-age=0, s-maxage=1, must-revalidate"


def read(path: str) -> Any:
    """Return the feed, which has all that RFC 4287 asks for, and no address of anybody."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == EVERYBODY
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    (own,) = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == settings.PUBLIC_URL + path
    assert feed.find(f".//{ATOM}email") is None
    assert "@" not in answer.text
    return feed


def entries(feed: Any) -> list[Any]:
    return feed.findall(f"{ATOM}entry")


def texts(feed: Any) -> list[str]:
    return [entry.findtext(f"{ATOM}content") for entry in entries(feed)]


def feed_of(article: Any) -> str:
    return f"{article.get_absolute_url()}comments.xml"


@pytest.mark.parametrize("language", languages.CODES)
def test_an_edition_has_the_comments_of_its_articles_newest_first(language):
    now = timezone.now()
    articles = [make_article(language), make_article(language)]
    for minutes, body in ((3, "الأول"), (1, "الثالث"), (2, "الثاني")):
        make_comment(articles[minutes % 2], body=body, submitted_at=now - timedelta(minutes=minutes))
    make_comment(make_article(languages.other(language)), body="في الطبعة الأخرى")
    feed = read(f"/{language}/comments.xml")
    assert texts(feed) == ["الثالث", "الثاني", "الأول"]
    assert feed.get(XML_LANGUAGE) == language
    assert feed.find(f"{ATOM}link").get("href") == f"{settings.PUBLIC_URL}/{language}/"


def test_an_article_has_its_own_comments_alone():
    article = make_article()
    make_comment(article, body="تحت هذا المقال")
    make_comment(make_article(), body="تحت مقال آخر")
    feed = read(feed_of(article))
    assert texts(feed) == ["تحت هذا المقال"]
    assert article.headline in feed.findtext(f"{ATOM}title")


def test_an_entry_is_the_text_as_it_was_typed_with_the_name_and_the_permalink():
    body = 'سطر أول\nسطر <b>ثانٍ</b> & "ثالث" https://example.org/?a=1&b=2'
    comment = make_comment(body=body, name="أبو <i>سلمى</i>", language="ar")
    (entry,) = entries(read(feed_of(comment.article)))
    content = entry.find(f"{ATOM}content")
    assert (content.text, content.get("type"), content.get(XML_LANGUAGE)) == (body, "text", "ar")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "أبو <i>سلمى</i>"
    assert [element.tag for element in entry.find(f"{ATOM}author")] == [f"{ATOM}name"]
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.PUBLIC_URL}/c/{comment.pk}/"
    assert entry.findtext(f"{ATOM}id") == f"urn:newsroom:comment:{comment.pk}"


def test_names_and_headlines_keep_their_direction_to_themselves():
    article = make_article("en", headline="The bakers of Manara")
    make_comment(article, name="ليلى بنّاني")
    feed = read(feed_of(article))
    assert feed.findtext(f"{ATOM}title") == "Comments on “\u2068The bakers of Manara\u2069”"
    (entry,) = entries(feed)
    assert entry.findtext(f"{ATOM}title") == "\u2068ليلى بنّاني\u2069 on “\u2068The bakers of Manara\u2069”"


def test_a_reply_says_what_it_answers_while_readers_can_see_that():
    question = make_comment(body="سؤال")
    make_comment(parent=question, body="جواب")
    (entry,) = [
        entry for entry in entries(read(feed_of(question.article))) if entry.find(f"{THREAD}in-reply-to") is not None
    ]
    assert entry.findtext(f"{ATOM}content") == "جواب"
    assert entry.find(f"{THREAD}in-reply-to").get("ref") == f"urn:newsroom:comment:{question.pk}"
    question.reject(by=SYSTEM)
    (entry,) = entries(read(feed_of(question.article)))
    assert entry.find(f"{THREAD}in-reply-to") is None


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_is_not_approved_is_in_none_and_moves_nothing(state):
    article = make_article()
    paths = (feed_of(article), "/ar/comments.xml")
    before = [Client().get(path) for path in paths]
    make_comment(article, state=state, body="لا يراه أحد")
    after = [Client().get(path) for path in paths]
    assert [answer.content for answer in after] == [answer.content for answer in before]
    assert [answer.headers["ETag"] for answer in after] == [answer.headers["ETag"] for answer in before]


def test_the_newest_twenty_are_enough():
    article = make_article()
    for _number in range(ITEMS + 2):
        make_comment(article)
    assert len(entries(read(feed_of(article)))) == len(entries(read("/ar/comments.xml"))) == 20


def test_a_reader_that_has_it_already_gets_nothing_again():
    comment = make_comment()
    path = feed_of(comment.article)
    tag = Client().get(path).headers["ETag"]
    again = Client().get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    comment.withdraw()
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 200


def test_the_feed_of_a_hidden_article_answers_like_one_that_never_was():
    article = make_article()
    make_comment(article, body="كان هنا")
    article.withdraw(by=SYSTEM, reason="كان خطأ.")
    hidden, never = Client().get(feed_of(article)), Client().get(feed_of(article).replace(article.slug, "قط"))
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content
    assert texts(read("/ar/comments.xml")) == []


def test_the_article_leads_to_its_feed():
    article = make_article("en")
    page = page_of(Client().get(article.get_absolute_url()))
    link = page.one("link", type="application/atom+xml")
    assert (link["rel"], link["title"]) == ("alternate", "Comments on this article")
    assert texts(read(link["href"])) == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_feed_is_there_to_be_read(method):
    assert getattr(Client(), method)("/ar/comments.xml").status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_comments(django_assert_max_num_queries):
    article = make_article()
    for _number in range(8):
        make_comment(article, parent=make_comment(article))
    with django_assert_max_num_queries(3):
        read(feed_of(article))
    with django_assert_max_num_queries(3):
        read("/ar/comments.xml")
