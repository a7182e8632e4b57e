"""The comments under an article, as readers find them."""

from datetime import time

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment

from articles.models import Article
from comments.choices import State
from newsroom.actors import SYSTEM
from newsroom.models import Site

pytestmark = pytest.mark.django_db

REMOVED = {"ar": "حُذف هذا التعليق.", "en": "This comment has been removed."}


def thread(article, client=None, query=""):
    """Return the elements of the comments of the article's page, in their order."""
    page = page_of((client or Client()).get(article.get_absolute_url() + query))
    return page.all("li", class_="comment")


def of(article, comment):
    return page_of(Client().get(article.get_absolute_url())).one("li", id=f"comment-{comment.pk}")


def shown(article):
    return [int(item["id"].removeprefix("comment-")) for item in thread(article)]


# Order and depth


def test_oldest_first_and_replies_under_what_they_answer():
    article = make_article()
    first, second = make_comment(article), make_comment(article)
    late = make_comment(parent=first)
    later = make_comment(parent=first)
    below = make_comment(parent=late)
    assert shown(article) == [comment.pk for comment in (first, late, below, later, second)]
    depths = [item["class"].split()[1] for item in thread(article)]
    assert depths == [f"comment--depth-{depth}" for depth in (0, 1, 2, 1, 0)]


def test_deeper_than_three_they_stand_flat_and_say_whom_they_answer():
    comments = [make_comment(name="الأول")]
    for name in ("الثاني", "الثالث", "الرابع", "الخامس", "السادس"):
        comments.append(make_comment(parent=comments[-1], name=name))
    items = thread(comments[0].article)
    assert [item["class"].split()[1][-1] for item in items] == ["0", "1", "2", "3", "3", "3"]
    contexts = [item.all("p", class_="comment__context") for item in items]
    answered = [[(line.one("bdi").text, line.one("a")["href"]) for line in lines] for lines in contexts]
    anchors = [f"#comment-{comment.pk}" for comment in comments]
    assert answered == [[], [], [], [("الثالث", anchors[2])], [("الرابع", anchors[3])], [("الخامس", anchors[4])]]
    # The third step is one too many for a phone alone.
    assert [[line.has("class_", "comment__context--phone") for line in lines] for lines in contexts[3:]] == [
        [True], [False], [False],
    ]  # fmt: skip


def test_an_article_with_no_comments_invites_the_first(reader):
    page = page_of(reader.get(make_article("en").get_absolute_url()))
    assert "No comments yet. Yours can be the first." in page.words


# What is there and what is not


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_was_never_approved_leaves_no_trace(state):
    article = make_article()
    comment = make_comment(article, state=state, name="اسم لا يظهر", body="نص لا يظهر")
    make_comment(parent=comment, state=State.PENDING, name="اسم لا يظهر", body="نص لا يظهر")
    page = Client().get(article.get_absolute_url()).text
    assert "لا يظهر" not in page
    assert f"comment-{comment.pk}" not in page
    assert REMOVED["ar"] not in page


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_what_was_removed_leaves_its_place_to_its_replies(language, verb):
    article = make_article(language)
    comment = make_comment(article, name="اسم محذوف", body="نص محذوف", website="https://removed.example.org/")
    reply = make_comment(parent=comment, body="الرد باقٍ")
    getattr(comment, verb)(by=SYSTEM)
    html = Client().get(article.get_absolute_url()).text
    placeholder, kept = thread(article)
    assert placeholder["id"] == f"comment-{comment.pk}"
    assert placeholder.words == REMOVED[language]
    assert "الرد باقٍ" in kept.words
    assert kept["id"] == f"comment-{reply.pk}"
    for word in ("اسم محذوف", "نص محذوف", "removed.example.org"):
        assert word not in html


def test_what_was_removed_and_never_answered_is_gone():
    article = make_article()
    comment = make_comment(article)
    pending = make_comment(parent=comment, state=State.PENDING)
    comment.reject(by=SYSTEM)
    assert shown(article) == []
    pending.approve(by=SYSTEM)
    assert shown(article) == [comment.pk, pending.pk]


def test_a_chain_of_removed_ones_stays_as_far_as_something_hangs_on_it():
    first = make_comment()
    second = make_comment(parent=first)
    third = make_comment(parent=second)
    other = make_comment(parent=first)
    for comment in (first, second, other):
        comment.reject(by=SYSTEM)
    assert shown(first.article) == [first.pk, second.pk, third.pk]


def test_a_deep_reply_does_not_name_whom_it_answers_once_that_is_removed():
    comment = make_comment()
    chain = [comment]
    for _step in range(5):
        chain.append(make_comment(parent=chain[-1], name="اسم محذوف" if _step == 3 else "قارئ"))
    chain[4].reject(by=SYSTEM)
    assert "اسم محذوف" not in Client().get(comment.article.get_absolute_url()).text


def test_replies_to_spam_move_up():
    article = make_article()
    spam = make_comment(article, name="عرض", body="بضاعة")
    reply = make_comment(parent=spam)
    spam.mark_spam(by=SYSTEM)
    assert shown(article) == [reply.pk]


def test_undone_it_is_back_as_it_was():
    comment = make_comment()
    before = thread(comment.article)
    comment.reject(by=SYSTEM)
    comment.approve(by=SYSTEM)
    assert thread(comment.article) == before


def test_comments_of_another_article_or_edition_stay_there():
    arabic = make_article("ar")
    english = make_article("en", story=arabic.story)
    make_comment(english)
    make_comment(make_article())
    assert shown(arabic) == []


def test_nobody_reads_the_address_of_a_commenter(reader):
    article = make_article()
    make_comment(article, email="sentinel.7261@example.org")
    html = reader.get(article.get_absolute_url()).text
    assert "sentinel.7261" not in html


# Replying


def test_each_comment_can_be_answered_by_name(reader):
    comment = make_comment(name="Ruth <b>")
    article = comment.article
    link = of(article, comment).one("a", class_="comment__reply")
    assert link["href"] == f"{article.get_absolute_url()}?reply={comment.pk}#respond"
    assert link["rel"] == "nofollow"
    page = page_of(reader.get(link["href"]))
    assert page.one("input", name="parent")["value"] == str(comment.pk)
    assert "Ruth <b>" in page.one(id="respond-title").text
    assert page.one("link", rel="canonical")["href"].endswith(article.get_absolute_url())


@pytest.mark.parametrize("asked", ["", "0", "-1", "x", "1\x00", "٣", "9" * 40])
def test_a_reply_to_nothing_is_a_plain_form(reader, asked):
    comment = make_comment()
    page = page_of(reader.get(comment.article.get_absolute_url(), {"reply": asked}))
    assert page.one("input", name="parent").get("value") == ""


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_is_not_public_cannot_be_answered_nor_named(reader, state):
    comment = make_comment(state=state, name="اسم لا يظهر")
    answer = reader.get(comment.article.get_absolute_url(), {"reply": comment.pk})
    assert page_of(answer).one("input", name="parent").get("value") == ""
    assert "لا يظهر" not in answer.text


def test_a_conversation_ends_at_the_depth_where_it_has_left_its_subject():
    comment = make_comment()
    for _step in range(10):
        comment = make_comment(parent=comment)
    items = thread(comment.article)
    assert [bool(item.all("a", class_="comment__reply")) for item in items] == [True] * 10 + [False]


def test_a_closed_article_shows_its_comments_and_no_form(reader):
    comment = make_comment()
    Article.objects.update(comments_open=False)
    page = page_of(reader.get(comment.article.get_absolute_url(), {"reply": comment.pk}))
    assert page.one("li", id=f"comment-{comment.pk}")
    assert not page.all("form", id="comment-form")
    assert not page.all("a", class_="comment__reply")
    assert "أُغلق باب التعليق على هذا المقال." in page.words


def test_a_closed_article_without_comments_says_no_more_than_that(reader):
    page = page_of(reader.get(make_article("en", comments_open=False).get_absolute_url()))
    assert "Comments on this article are closed." in page.words
    assert "No comments yet" not in page.words


# What is said above it


@pytest.mark.parametrize(
    ("site", "article", "said"),
    [
        ("all", "", "Comments are read by an editor before they appear."),
        ("all", "none", "Comments appear at once, unless an editor has to look at them first."),
        ("first", "", "The first comments of each reader are read by an editor before they appear."),
        ("none", "all", "Comments are read by an editor before they appear."),
    ],
)
def test_the_note_says_which_comments_wait(reader, site, article, said):
    row = make_article("en")
    Site.objects.update_or_create(pk=1, defaults={"comments_mode": site})
    Article.objects.update(comments_mode=article)
    assert page_of(reader.get(row.get_absolute_url())).one("p", class_="comments__note").words == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Comments are read between 08:00 and 22:30; those sent at other hours wait until then."),
        ("ar", "تُقرأ التعليقات بين 08:00 و22:30، وما يُرسل في غير هذه الساعات ينتظر إلى أن تحين."),
    ],
)
def test_readers_are_told_the_hours_in_which_comments_are_read(reader, language, said):
    hours = {"comments_staffed_from": time(8), "comments_staffed_until": time(22, 30)}
    Site.objects.update_or_create(pk=1, defaults=hours)
    page = page_of(reader.get(make_article(language).get_absolute_url()))
    assert page.one("p", class_="comments__note").words.endswith(said)


# Who reads it


def test_everybody_gets_the_same_bytes(reader, moderator, as_user):
    comment = make_comment()
    make_comment(comment.article, state=State.PENDING)
    path = comment.article.get_absolute_url()
    plain = reader.get(path).content
    cookies = Client()
    for name in ("own_comments", "comment_device", "verified_address", "sessionid", "csrftoken", "messages"):
        cookies.cookies[name] = "something"
    assert cookies.get(path).content == plain
    assert as_user(moderator).get(path).content == plain
    assert reader.get(path).headers.get("Vary", "") in ("", "Accept-Encoding")
    assert not reader.cookies


def test_a_place_is_kept_for_what_its_reader_has_sent(reader):
    article = make_article("en")
    own = page_of(reader.get(article.get_absolute_url())).one("own-comments")
    assert own["data-url"] == f"/en/comments/received/?article={article.pk}"
