from urllib.parse import urlsplit

import letters
import pytest
from django.test import Client
from makers import make_article, make_comment

from comments import links
from comments.choices import State
from comments.models import Comment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]
ADDRESS = "leila@example.org"


@pytest.fixture
def article():
    return make_article("en", headline="The harbour at night")


@pytest.fixture
def comment(article):
    return make_comment(article, email=ADDRESS, verified=True, wants_replies=True, wants_decision=True)


@pytest.fixture
def path(comment):
    return urlsplit(links.to_unsubscribe(comment)).path


def wishes(comment):
    comment.refresh_from_db()
    return comment.wants_replies, comment.wants_decision


def test_a_reply_mail_can_be_unsubscribed_from_with_one_click(comment, moderator, post_office, path):
    """RFC 8058: the link in the header takes a POST without cookies and without a page before it."""
    make_comment(parent=comment, state=State.PENDING).approve(by=moderator)
    letters.send()
    headers = post_office[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in post_office[0].body
    answer = Client(enforce_csrf_checks=True).post(urlsplit(address).path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert wishes(comment) == (False, False)


def test_to_open_the_link_changes_nothing(comment, path, reader):
    page = reader.get(path)
    assert page.status_code == 200
    assert '<form method="post">' in page.content.decode()
    assert 'content="noindex' in page.content.decode()
    assert wishes(comment) == (True, True)


def test_the_button_ends_it_and_can_be_pressed_again(comment, path, reader):
    for _time in range(2):
        page = reader.post(path)
        assert "We send you no more mail" in page.content.decode()
        assert '<form method="post">' not in page.content.decode()
    assert wishes(comment) == (False, False)


def test_it_goes_for_all_of_the_address_under_the_article_and_for_nothing_else(comment, article, path, reader):
    over = {"verified": True, "wants_replies": True}
    same = make_comment(article, email="Leila@Example.org", **over)
    elsewhere = make_comment(make_article("en"), email=ADDRESS, **over)
    somebody = make_comment(article, email="omar@example.org", **over)
    reader.post(path)
    still = set(Comment.objects.filter(wants_replies=True).values_list("pk", flat=True))
    assert still == {elsewhere.pk, somebody.pk}
    assert same.pk not in still


def test_no_mail_comes_after_it(comment, moderator, path, reader, post_office):
    make_comment(parent=comment, state=State.PENDING).approve(by=moderator)
    reader.post(path)
    letters.send()
    assert post_office == []


def test_the_link_holds_no_address(path):
    import base64

    token = path.rstrip("/").rpartition("/")[2]
    content = token.split(":")[0]
    plain = base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)).decode()
    for text in (path, plain):
        assert ADDRESS not in text
        assert "leila" not in text


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_token_has_a_page_that_says_so(comment, path, method, language):
    token = path.rstrip("/").rpartition("/")[2]
    for wrong in (token[:-1], "x", "كلمة", links.sign(links.Purpose.CONFIRM, {"author": "x", "article": 1})):
        answer = getattr(Client(), method)(f"/{language}/comments/unsubscribe/{wrong}/")
        assert answer.status_code == 410
        assert f'lang="{language}"' in answer.content.decode()
    assert wishes(comment) == (True, True)


def test_of_a_withdrawn_article_the_headline_is_not_shown(comment, path, reader, chief):
    comment.article.withdraw(by=chief, reason="error")
    page = reader.get(path)
    assert page.status_code == 200
    assert "The harbour at night" not in page.content.decode()
