"""A guest sends a comment: what is stored, what is answered, and who may send from where."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from comments import cookies, moderation, tokens
from comments.choices import State
from comments.models import Comment, ModerationAction
from comments.views import posting
from newsroom.models import Site

pytestmark = pytest.mark.django_db


def address(article):
    return reverse("comments:post", kwargs={"language": article.language, "article_id": article.pk})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_guest_comments_and_is_told_that_it_waits(send, language):
    article = make_article(language)
    answer = send(article)
    assert (answer.status_code, answer["Location"]) == (303, f"/{language}/comments/received/")
    comment = Comment.objects.get()
    assert (comment.article, comment.state, comment.parent, comment.depth) == (article, State.PENDING, None, 0)
    assert (comment.name, comment.email) == ("ليلى بنّاني", "leila@example.org")
    assert comment.body == "تعليق مفيد عن الموضوع."
    assert (comment.language, comment.version, comment.first_approved_at) == ("ar", 1, None)


def test_nobody_else_sees_it(send, reader):
    article = make_article()
    send(article, name="اسم لا يظهر", body="نص لا يظهر")
    page = reader.get(article.get_absolute_url()).text
    assert "لا يظهر" not in page
    assert Comment.objects.public().count() == 0


def test_the_cookies_are_for_the_comments_of_their_edition_alone(send):
    answer = send(make_article("en"))
    assert set(answer.cookies) == {cookies.OWN, cookies.DEVICE}
    for cookie in answer.cookies.values():
        assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/en/comments/", "Lax", True)
        assert "leila" not in cookie.value
    assert answer.cookies[cookies.OWN]["max-age"] == 24 * 60 * 60
    assert "no-store" in answer["Cache-Control"]


def test_the_cookies_travel_by_https_alone_where_the_site_does(send, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert all(cookie["secure"] for cookie in send(make_article()).cookies.values())


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_visit_to_the_address_leads_to_the_article(reader, method):
    article = make_article()
    answer = getattr(reader, method)(address(article))
    assert (answer.status_code, answer["Location"]) == (303, f"{article.get_absolute_url()}#respond")
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(reader, method):
    assert getattr(reader, method)(address(make_article())).status_code == 405


def test_a_visit_with_the_words_in_the_address_stores_nothing(reader):
    article = make_article()
    reader.get(address(article), {"name": "x", "email": "x@example.org", "body": "xx", "token": tokens.issue(article)})
    assert Comment.objects.count() == 0


# Where it comes from
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://evil.example", "Referer": "http://testserver/ar/"},
    {"Referer": "https://evil.example/?http://testserver/"},
    {"Referer": "http://testserver@evil.example/"},
    {"X-Nothing": "said"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_cannot_post_in_a_readers_name(send, headers):
    answer = send(make_article(), headers=headers)
    assert answer.status_code == 403
    assert Comment.objects.count() == 0
    assert not answer.cookies
    page = page_of(answer)
    assert page.one("textarea").text.strip() == "تعليق مفيد عن الموضوع."
    assert page.one("input", name="token").get("value") == "", "no token is handed to another site"


def test_nor_in_the_name_of_staff(send, chief, as_user):
    answer = send(make_article(), client=as_user(chief), headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/ar/2026/11/x/"},
        {"Origin": "https://news.example.org"},
        {"Referer": "https://news.example.org/ar/?page=2"},
    ],
    ids=str,
)
def test_our_own_pages_can(send, settings, headers):
    settings.PUBLIC_URL = "https://news.example.org"
    assert send(make_article(), headers=headers).status_code == 303


# Who sends it


def looks(frame):
    """Return the classes of a comment; the colour of its avatar comes from its number."""
    return {re.sub(r"__avatar--\w+", "", element.get("class")) for element in frame.all()}


def test_a_member_of_staff_is_a_guest_like_others(send, chief, as_user, reader):
    article = make_article()
    answer = send(article, client=as_user(chief), name="chief")
    comment = Comment.objects.get()
    assert (answer.status_code, comment.state) == (303, State.PENDING)
    assert not ModerationAction.objects.exists()
    comment.approve(by=chief)
    frame = page_of(reader.get(article.get_absolute_url())).one("li", id=f"comment-{comment.pk}")
    other = make_comment(article)
    stranger = page_of(reader.get(article.get_absolute_url())).one("li", id=f"comment-{other.pk}")
    assert looks(frame) == looks(stranger)


# What it brings that is not asked


def test_what_the_form_does_not_ask_changes_nothing(send):
    article, other = make_article(), make_article()
    first = make_comment(other)
    before = Comment.objects.filter(pk=first.pk).values().get()
    send(
        article,
        id=first.pk,
        pk=first.pk,
        article=other.pk,
        article_id=other.pk,
        state="approved",
        is_approved="1",
        status="published",
        first_approved_at="2020-01-01 00:00",
        decided_at="2020-01-01 00:00",
        submitted_at="2020-01-01 00:00",
        created="1990",
        depth="7",
        version="99",
        language="en",
        reason="abuse",
        user="1",
        is_staff="1",
        ip="1",
        idempotency_key="00000000-0000-0000-0000-000000000000",
    )
    comment = Comment.objects.exclude(pk=first.pk).get()
    assert (comment.article, comment.state, comment.reason) == (article, State.PENDING, "")
    assert (comment.depth, comment.version, comment.language) == (0, 1, "ar")
    assert (comment.first_approved_at, comment.decided_at) == (None, None)
    assert timezone.now() - comment.submitted_at < timedelta(minutes=1)
    assert comment.idempotency_key.int != 0
    assert Comment.objects.filter(pk=first.pk).values().get() == before


def test_the_name_and_address_of_somebody_else_change_nothing_of_theirs(send):
    theirs = make_comment(name="ليلى", email="leila@example.org", website="https://leila.example.org/")
    before = Comment.objects.filter(pk=theirs.pk).values().get()
    send(make_article(), name="ليلى", email="leila@example.org", website="https://evil.example/")
    assert Comment.objects.filter(pk=theirs.pk).values().get() == before


# What it answers


def test_a_reply_hangs_under_what_it_answers(send):
    parent = make_comment()
    assert send(parent.article, parent=parent.pk).status_code == 303
    reply = Comment.objects.exclude(pk=parent.pk).get()
    assert (reply.parent, reply.depth, reply.state) == (parent, 1, State.PENDING)


# What readers keep


def test_the_article_sets_no_cookie_before_or_after(send):
    article = make_article()
    client = Client()
    client.get(article.get_absolute_url())
    assert not client.cookies
    answer = send(article, client=client)
    alone = Client().get(article.get_absolute_url()).content
    client.cookies = answer.cookies
    again = client.get(article.get_absolute_url())
    assert not again.cookies
    assert again.content == alone, "the page is the same for its author"


def test_the_website_is_asked_for_only_where_the_newsroom_wants_it(send, reader):
    article = make_article()
    assert page_of(reader.get(article.get_absolute_url())).all("input", name="website")
    Site.objects.create(pk=1, comments_website_field=False)
    assert not page_of(reader.get(article.get_absolute_url())).all("input", name="website")
    assert send(article, website="https://spam.example/").status_code == 303
    assert Comment.objects.get().website == ""


def test_a_website_is_stored_as_an_address(send):
    send(make_article(), website="leila.example.org/مدونة")
    assert Comment.objects.get().website == "https://leila.example.org/مدونة"


def test_the_language_of_a_comment_is_that_of_its_letters(send):
    article = make_article("ar")
    send(article, body="This one is in English.")
    send(article, body="هذا بالعربية مع word واحدة")
    send(article, body="👍 100%")
    assert list(Comment.objects.order_by("pk").values_list("language", flat=True)) == ["en", "ar", "ar"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_where_what_is_answered_is_deleted_in_the_moment_of_the_sending_the_text_is_kept(send, monkeypatch, language):
    parent = make_comment(make_article(language))

    def judge(sent):
        Comment.objects.filter(pk=parent.pk).delete()
        return moderation.judge(sent)

    with monkeypatch.context() as moment:
        moment.setattr(posting, "judge", judge)
        answer = send(parent.article, parent=parent.pk, body="جواب طويل كتبته")
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.one("textarea", name="body").text.strip() == "جواب طويل كتبته"
    assert page.one("html")["lang"] == language
    assert page.one(role="alert").words
    assert not Comment.objects.exists()
    fields = {field["name"]: field.attributes.get("value", "") for field in page.one(id="comment-form").all("input")}
    kept = {name: fields[name] for name in ("token", "parent")}
    assert send(parent.article, body="جواب طويل كتبته", **kept).status_code == 303
    assert Comment.objects.get().parent is None
