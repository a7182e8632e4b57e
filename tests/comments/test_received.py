"""The page after a comment: it waits, what one has just sent, and the way back."""

import pytest
from django.core import signing
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment

from comments import tokens
from comments.choices import State
from comments.models import Comment

pytestmark = pytest.mark.django_db

NOTICES = {
    "ar": "شكراً لك. تعليقك في انتظار محرر، ولا يراه قبل ذلك سواك.",
    "en": "Thank you. Your comment is waiting for an editor. Only you can see it until then.",
}


def received(send, article, **fields):
    """Send a comment and follow the browser to the page after it."""
    client = Client()
    answer = send(article, client=client, **fields)
    return client.get(answer["Location"])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_author_reads_that_it_waits_and_what_they_sent(send, language):
    article = make_article(language, headline="عنوان الخبر")
    answer = received(send, article, name="ليلى <b>", body="سطر أول بالعربية\n\nسطر ثانٍ & <b>بعدها</b>")
    page = page_of(answer)
    assert NOTICES[language] in page.words
    frame = page.one("div", class_="comment--pending")
    assert frame.one(class_="comment__name").words == "ليلى <b>"
    text = frame.one("div", class_="comment__text")
    assert [paragraph.text for paragraph in text.all("p")] == ["سطر أول بالعربية", "سطر ثانٍ & <b>بعدها</b>"]
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    assert not text.all("b")
    assert article.get_absolute_url() in [link["href"] for link in page.all("a")]
    assert page.one("html")["lang"] == language


def test_nobody_stores_or_indexes_it(send):
    answer = received(send, make_article())
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in page_of(answer).one("meta", name="robots")["content"]


def test_the_address_of_the_author_is_not_on_it(send):
    assert "leila@example.org" not in received(send, make_article()).text


def test_a_reload_posts_nothing_again(send):
    client = Client()
    answer = send(make_article(), client=client)
    for _reload in range(3):
        assert client.get(answer["Location"]).status_code == 200
    assert Comment.objects.count() == 1


def test_a_stranger_sees_a_notice_and_no_comment(send, reader):
    send(make_article(), body="نص سري")
    answer = reader.get("/ar/comments/received/")
    assert answer.status_code == 200
    assert "نص سري" not in answer.text
    assert not page_of(answer).all("div", class_="comment__text")


@pytest.mark.parametrize("kind", ["altered", "unsigned", "another's signature", "expired", "rubbish", "of nothing"])
def test_a_cookie_that_is_not_ours_shows_nothing(reader, kind, monkeypatch):
    comment = make_comment(state=State.PENDING, body="نص سري")
    good = signing.dumps(comment.pk, salt=tokens.OWN_SALT)
    if kind == "expired":
        monkeypatch.setattr(tokens, "OWN_AGE", -1)
    reader.cookies[tokens.OWN_COOKIE] = {
        "altered": good.swapcase(),
        "unsigned": str(comment.pk),
        "another's signature": signing.dumps(comment.pk, salt=tokens.FORM_SALT),
        "expired": good,
        "rubbish": "é:\x80:x",
        "of nothing": signing.dumps(10**12, salt=tokens.OWN_SALT),
    }[kind]
    answer = reader.get("/ar/comments/received/")
    assert answer.status_code == 200
    assert "نص سري" not in answer.text


def test_once_approved_the_page_says_so(send, moderator):
    client = Client()
    answer = send(make_article(), client=client)
    Comment.objects.get().approve(by=moderator)
    page = page_of(client.get(answer["Location"]))
    assert "نُشر تعليقك" in page.words
    assert not page.all(class_="comment--pending")


def test_the_way_back_is_not_offered_to_an_article_that_is_gone(send, chief):
    article = make_article()
    client = Client()
    answer = send(article, client=client)
    article.withdraw(by=chief, reason="")
    page = page_of(client.get(answer["Location"]))
    assert "تعليق مفيد عن الموضوع." in page.words
    assert article.get_absolute_url() not in [link["href"] for link in page.all("a")]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_for_reading_only(reader, method):
    assert getattr(reader, method)("/ar/comments/received/").status_code == 405
