"""A long thread page by page: whole conversations, in either order, in either language."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from html_page import Element, page_of
from hypothesis import given
from hypothesis import strategies as st
from makers import make_article, make_comment, make_comments

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from comments.threads import LINES_A_PAGE, ROOTS_A_PAGE, Node, Thread
from newsroom.actors import SYSTEM


def visit(article: Article, query: str = "") -> Element:
    answer = Client().get(article.get_absolute_url() + query)
    assert answer.status_code == 200
    return page_of(answer)


def shown(page: Element) -> list[int]:
    return [int(item["id"].removeprefix("comment-")) for item in page.all("li", class_="comment")]


def talk(article: Article, count: int, **over: Any) -> list[int]:
    """Let `count` comments be approved; return their keys, oldest first."""
    now = timezone.now() - timedelta(minutes=5)
    approved = {"state": State.APPROVED, "first_approved_at": now, "submitted_at": now, "waiting_since": None}
    return [comment.pk for comment in make_comments(article, count, **approved | over)]


def links(page: Element) -> dict[str, str]:
    """Return the links of the thread's own pages and orders: words -> address."""
    found = page.one("div", class_="comments").all("a")
    wanted = ("pagination__page", "pagination__step", "comments__order", "chips__chip")
    return {link.words: link["href"] for link in found if set(link.get("class").split()) & set(wanted)}


# Pages


@pytest.mark.django_db
def test_fifty_conversations_make_a_page_and_their_replies_stay_with_them():
    article = make_article("en")
    roots = talk(article, ROOTS_A_PAGE + 1)
    reply = make_comment(parent=Comment.objects.get(pk=roots[ROOTS_A_PAGE - 1]))
    assert shown(visit(article)) == [*roots[:ROOTS_A_PAGE], reply.pk]
    second = visit(article, "?comments=2")
    assert shown(second) == roots[ROOTS_A_PAGE:]
    assert not second.all(class_="comments__continued")


@pytest.mark.django_db
def test_a_conversation_longer_than_a_page_goes_on_and_says_so():
    article = make_article("en")
    root = make_comment(article, name="Ruth")
    replies = talk(article, LINES_A_PAGE, parent=root, depth=1)
    assert shown(visit(article)) == [root.pk, *replies[: LINES_A_PAGE - 1]]
    page = visit(article, "?comments=2")
    assert shown(page) == replies[LINES_A_PAGE - 1 :]
    assert page.one(class_="comments__continued").words
    context = page.one("li", id=f"comment-{replies[-1]}").one("p", class_="comment__context")
    assert context.words == "In reply to Ruth"
    assert context.one("a")["href"] == f"/c/{root.pk}/"


@pytest.mark.django_db
def test_the_pages_link_each_other_and_the_first_is_the_article_itself():
    article = make_article("en")
    talk(article, 3 * ROOTS_A_PAGE)
    path = article.get_absolute_url()
    page = visit(article, "?comments=2")
    found = links(page)
    assert [found[words] for words in ("1", "2", "3", "Previous", "Next")] == [
        f"{path}#comments",
        f"{path}?comments=2#comments",
        f"{path}?comments=3#comments",
        f"{path}#comments",
        f"{path}?comments=3#comments",
    ]
    assert all("nofollow" in link["rel"] for link in page.one("nav", class_="pagination").all("a"))
    assert page.one("nav", class_="pagination").one("a", **{"aria-current": "page"}).words == "2"
    assert page.one("link", rel="canonical")["href"].endswith(path)
    assert page.one(class_="comments__count").words == str(3 * ROOTS_A_PAGE)


@pytest.mark.django_db
def test_a_short_thread_has_no_pages():
    article = make_article()
    talk(article, 2)
    assert not visit(article).all("nav", class_="pagination")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        *(f"comments={asked}" for asked in ("", "0", "-1", "01", "3", "99999", "x", "1.0", "%D9%A2", "1%00")),
        "comments=" + "9" * 5000,
        *(f"order={asked}" for asked in ("", "oldest", "NEWEST", "x")),
        *(f"language={asked}" for asked in ("", "fr", "AR", "%00")),
    ],
)
def test_what_no_link_names_is_not_there(query):
    article = make_article()
    talk(article, ROOTS_A_PAGE + 1)
    assert Client().get(f"{article.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.django_db
def test_an_article_without_comments_has_one_page():
    article = make_article()
    assert Client().get(article.get_absolute_url() + "?comments=1").status_code == 200
    assert Client().get(article.get_absolute_url() + "?comments=2").status_code == 404


# Order


@pytest.mark.django_db
def test_the_newest_conversation_first_and_inside_it_the_oldest_reply():
    article = make_article("en")
    first, second = make_comment(article), make_comment(article)
    replies = [make_comment(parent=first), make_comment(parent=first)]
    page = visit(article, "?order=newest")
    assert shown(page) == [second.pk, first.pk, *(reply.pk for reply in replies)]
    current = page.one("nav", class_="comments__orders").one("a", **{"aria-current": "true"})
    assert current.words == "Newest first"
    assert links(page)["Oldest first"] == f"{article.get_absolute_url()}#comments"


@pytest.mark.django_db
def test_of_the_same_moment_the_order_is_that_of_coming():
    article = make_article()
    keys = talk(article, 5)
    assert shown(visit(article)) == keys
    assert shown(visit(article, "?order=newest")) == keys[::-1]


@pytest.mark.django_db
def test_one_comment_has_no_order():
    comment = make_comment()
    assert not visit(comment.article).all("nav", class_="comments__orders")


@pytest.mark.django_db
def test_links_keep_what_they_do_not_change(reader):
    article = make_article("en")
    keys = talk(article, 2 * ROOTS_A_PAGE, language="en")
    make_comment(article, language="ar")
    path = article.get_absolute_url()
    page = visit(article, "?comments=2&order=newest&language=en")
    found = links(page)
    assert found["1"] == f"{path}?order=newest&language=en#comments"
    assert found["Oldest first"] == f"{path}?language=en#comments"
    assert found["All 101"] == f"{path}?order=newest#comments"
    reply = page.one("li", id=f"comment-{keys[0]}").one("a", class_="comment__reply")["href"]
    assert reply == f"{path}?comments=2&order=newest&language=en&reply={keys[0]}#respond"
    answering = page_of(reader.get(reply))
    assert shown(answering) == shown(page)
    assert answering.one("input", name="parent")["value"] == str(keys[0])


@pytest.mark.django_db
def test_a_comment_of_another_page_can_be_answered(reader):
    article = make_article("en")
    talk(article, ROOTS_A_PAGE)
    last = make_comment(article, name="Ruth")
    page = page_of(reader.get(article.get_absolute_url(), {"reply": last.pk}))
    assert last.pk not in shown(page)
    assert "Ruth" in page.one(id="respond-title").words
    assert page.one("input", name="parent")["value"] == str(last.pk)


# Language


@pytest.mark.django_db
def test_a_thread_of_both_languages_can_be_read_in_one():
    article = make_article("en")
    english, arabic = make_comment(article, language="en"), make_comment(article, language="ar", name="سلمى")
    reply = make_comment(parent=arabic, language="en")
    page = visit(article)
    path = article.get_absolute_url()
    assert links(page) | {
        "All 3": f"{path}#comments",
        "العربية 1": f"{path}?language=ar#comments",
        "English 2": f"{path}?language=en#comments",
    } == links(page)
    name = page.one("nav", class_="comments__languages").one("span", lang="ar")
    assert (name.words, name["dir"]) == ("العربية", "rtl")
    filtered = visit(article, "?language=en")
    assert shown(filtered) == [english.pk, reply.pk]
    # It stands by itself, and says whom it answers.
    item = filtered.one("li", id=f"comment-{reply.pk}")
    assert "comment--depth-0" in item["class"]
    context = item.one("p", class_="comment__context")
    assert (context.words, context.one("a")["href"]) == ("In reply to سلمى", f"/c/{arabic.pk}/")
    assert shown(visit(article, "?language=ar")) == [arabic.pk]


@pytest.mark.django_db
def test_a_thread_of_one_language_offers_no_other():
    article = make_article("en")
    make_comment(article, language="en")
    # Nobody sees it, so that nothing tells of it.
    make_comment(article, language="ar", state=State.PENDING)
    assert not visit(article).all("nav", class_="comments__languages")
    empty = visit(article, "?language=ar")
    assert "No comments in this language yet." in empty.words
    assert links(empty)["All 1"] == f"{article.get_absolute_url()}#comments"


# The editor's pick


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?order=newest"])
def test_the_editors_picks_come_first_and_once(query):
    article = make_article("en")
    keys = talk(article, 2 * ROOTS_A_PAGE)
    picks = [Comment.objects.get(pk=keys[number]) for number in (60, 3)]
    reply = make_comment(parent=picks[0])
    for pick in picks:
        pick.feature(by=SYSTEM)
    first, second = shown(visit(article, query)), shown(visit(article, (query or "?") + "&comments=2"))
    # The latest decision of the desk stands first, each with its replies.
    assert first[:3] == [picks[1].pk, picks[0].pk, reply.pk]
    assert sorted(first + second) == sorted([*keys, reply.pk])
    tags = visit(article, query).all(class_="comment__tag--pick")
    assert [tag.words for tag in tags] == ["Editor’s pick"] * 2
    picks[1].unfeature(by=SYSTEM)
    assert shown(visit(article, query))[0] == picks[0].pk


# Every thread there can be


GONE = 9999


def any_thread(seed: int, count: int, roots_in_10: int) -> list[Node]:
    """Return a thread in which each answers an earlier one, nobody, or somebody who is there no longer."""
    rng = Random(seed)
    nodes: list[Node] = []
    for pk in range(1, count + 1):
        answered = rng.choice([rng.randint(1, pk), GONE]) if rng.random() < 0.1 else rng.randint(1, pk)
        parent = None if answered == pk or rng.randrange(10) < roots_in_10 else answered
        state = State.REJECTED if rng.random() < 0.2 else State.APPROVED
        nodes.append((pk, parent, state, rng.choice(["ar", "en"])))
    return nodes


threads = st.builds(any_thread, st.integers(0, 10**6), st.integers(0, 600), st.integers(0, 10))


@given(threads, st.booleans())
def test_every_comment_stands_once_below_what_it_answers_and_no_page_is_too_long(nodes, newest_first):
    thread = Thread(nodes[::-1] if newest_first else nodes, newest_first=newest_first)
    states = {pk: state for pk, _parent, state, _language in nodes}
    parents = {pk: parent if parent in states else None for pk, parent, _state, _language in nodes}
    keys = [key for page in thread.pages for key in page]
    assert len(keys) == len(set(keys))
    assert {key for key, state in states.items() if state == State.APPROVED} <= set(keys)
    for number, page in enumerate(thread.pages, start=1):
        assert len(page) <= LINES_A_PAGE
        assert sum(thread.depths[key] == 0 for key in page) <= ROOTS_A_PAGE
        assert all(thread.page_number(key) == number for key in page)
    above: list[int] = []
    for position, key in enumerate(keys):
        del above[thread.depths[key] :]
        assert (above[-1] if above else None) == parents[key]
        above.append(key)
        if states[key] != State.APPROVED:
            # What was removed has a place only where something stands below it.
            assert parents[keys[position + 1]] == key


def test_a_chain_of_replies_may_be_longer_than_pythons_stack():
    nodes: list[Node] = [(number, number - 1 or None, State.APPROVED, "ar") for number in range(1, 3001)]
    thread = Thread(nodes)
    assert list(thread.depths.items()) == [(number, number - 1) for number in range(1, 3001)]
    assert [len(page) for page in thread.pages] == [LINES_A_PAGE] * 15
