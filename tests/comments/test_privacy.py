"""A commenter's e-mail address, whole or hashed, and the words of what waits are nowhere a reader can look."""

import base64
import hashlib
import json
import logging

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_author, make_comment, make_topic

from comments import cookies
from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

ADDRESS = "Sentinel.7261@example.org"
NAME = "اسم ينتظر سبعة"
WORDS = "نص ينتظر ثمانية"


def traces(address):
    """Return the forms in which an address has leaked from other systems."""
    yield from (address, address.lower(), address.split("@")[0].lower())
    yield from (address.replace("@", sign) for sign in ("%40", "&#64;", "&commat;"))
    for text in (address, address.lower()):
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            yield hashlib.new(algorithm, text.encode()).hexdigest()
        yield base64.b64encode(text.encode()).decode().rstrip("=")


def public_addresses(article):
    language = article.language
    own = article.get_absolute_url()
    return [
        own,
        f"{own}?page=2",
        f"{own}?order=newest",
        f"{own}comments.xml",
        f"/{language}/comments.xml",
        f"/{language}/comments/{article.pk}.json",
        f"/a/{article.pk}/",
        f"/{language}/",
        f"/{language}/latest/",
        f"/{language}/search/?q=ينتظر",
        f"/{language}/feed.xml",
        article.section.url_in(language),
        f"{article.section.url_in(language)}feed.xml",
        f"/{language}/archive/{article.year}/{article.month:02d}/",
        f"/{language}/comments/received/",
        f"/{language}/comments/token/?article={article.pk}",
        f"/{language}/comments/{article.pk}/",
        f"/{language}/nothing/",
        *(author.url_in(language) for author in article.authors),
        *(topic.url_in(language) for topic in article.topics.all()),
        "/sitemap.xml",
        "/sitemap-sections.xml",
        f"/sitemap-{article.year}-{article.month:02d}.xml",
        "/robots.txt",
        "/healthz",
        "/readyz",
    ]


def everything_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # Expires is the clock's word.
    headers = "".join(f"{name}: {value}\n" for name, value in answer.items() if name != "Expires")
    return body.decode() + headers + str(answer.cookies)


@pytest.fixture
def article():
    return make_article(authors=[make_author()], topics=[make_topic()])


def test_the_address_is_nowhere_a_reader_can_look(send, article, caplog):
    caplog.set_level(logging.DEBUG)
    author = Client()
    seen = everything_of(send(article, client=author, email=ADDRESS, website="https://x.example.org/"))
    seen += everything_of(author.get("/ar/comments/received/"))
    comment = Comment.objects.get()
    comment.approve(by=SYSTEM)
    make_comment(parent=comment)
    for client in (Client(), author):
        for address in [*public_addresses(article), f"{article.get_absolute_url()}?reply={comment.pk}"]:
            seen += everything_of(client.get(address))
    seen += everything_of(Client().post(f"/ar/comments/{article.pk}/", {"parent": comment.pk}))
    seen += caplog.text
    assert "ليلى بنّاني" in seen, "the comment itself is there"
    assert [trace for trace in traces(ADDRESS) if trace in seen] == []


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_is_not_approved_is_nowhere_a_reader_can_look(article, state):
    before = {address: everything_of(Client().get(address)) for address in public_addresses(article)}
    make_comment(article, state=state, name=NAME, body=WORDS, email=ADDRESS)
    after = {address: everything_of(Client().get(address)) for address in before}
    for address, text in after.items():
        assert NAME not in text, address
        assert WORDS not in text, address
    # Not even by a page that has changed: a count, a date, an ETag.
    changed = [address for address in after if after[address] != before[address] and "/token/" not in address]
    assert changed == []


@pytest.mark.parametrize("asked", [ADDRESS, "sentinel.7261", NAME, WORDS])
def test_a_search_finds_no_article_by_its_commenters(article, asked):
    make_comment(article, name=NAME, body=WORDS, email=ADDRESS)
    found = page_of(Client().get("/ar/search/", {"q": asked})).one("div", class_="search__found")
    # Beside what is found stand the latest of the edition, whatever was asked.
    assert article.get_absolute_url() not in [link["href"] for link in found.all("a")]


def test_a_refused_form_shows_the_address_to_its_writer_alone(send, article):
    assert ADDRESS in send(article, email=ADDRESS, name="").text
    assert ADDRESS not in Client().get(f"/ar/comments/{article.pk}/", follow=True).text


def test_the_cookie_says_nothing_to_whoever_reads_it(send, article):
    value = send(article, email=ADDRESS).cookies[cookies.OWN].value
    payload = value.split(":")[0]
    decoded = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    comment = Comment.objects.get()
    assert json.loads(decoded) == [[comment.pk, comment.submitted_at.timestamp()]]


def test_the_thread_is_read_without_the_addresses(article, django_assert_num_queries):
    make_comment(article, email=ADDRESS)
    with django_assert_num_queries(1) as queries:
        list(Comment.objects.on(article).in_thread().defer("email"))
    assert '"email"' not in queries[0]["sql"]
