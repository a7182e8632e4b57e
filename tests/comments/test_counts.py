"""How many comments an article has, wherever that is said."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from articles.models import Article
from comments.choices import State
from comments.models import Comment, Discussion
from comments.talk import comment_counts, count_of
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def said_on_the_page(article):
    """Return the number beside the heading of the comments, 0 where there is none."""
    page = page_of(Client().get(article.get_absolute_url()))
    numbers = page.all(class_="comments__count")
    return int(numbers[0].words) if numbers else 0


def test_an_article_counts_what_is_approved():
    article = make_article()
    for state in State.values:
        make_comment(article, state=state)
    parent = make_comment(article)
    make_comment(parent=parent)
    make_comment(make_article())
    assert Discussion.objects.get(article=article).approved_count == 3
    assert said_on_the_page(article) == 3


def test_an_article_without_any_says_no_number():
    assert said_on_the_page(make_article()) == 0


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [
        (1, "تعليق واحد", "1 comment"),
        (2, "تعليقان", "2 comments"),
        (3, "3 تعليقات", "3 comments"),
        (11, "11 تعليقاً", "11 comments"),
    ],
)
def test_the_number_is_said_in_the_words_of_the_language(count, arabic, english):
    for language, words in (("ar", arabic), ("en", english)):
        article = make_article(language)
        for _number in range(count):
            make_comment(article)
        heading = page_of(Client().get(article.get_absolute_url())).one(id="comments")
        assert words in heading.words


def test_a_removed_one_is_not_counted_though_its_place_is_kept():
    comment = make_comment()
    make_comment(parent=comment)
    comment.reject(by=SYSTEM)
    assert said_on_the_page(comment.article) == 1
    comment.approve(by=SYSTEM)
    assert said_on_the_page(comment.article) == 2


def test_cards_read_all_counts_in_one_query(django_assert_num_queries):
    articles = [make_article() for _number in range(5)]
    for number, article in enumerate(articles):
        for _comment in range(number):
            make_comment(article)
    with django_assert_num_queries(1):
        counts = comment_counts(articles)
    assert [count_of(counts, article) for article in articles] == [0, 1, 2, 3, 4]
    assert comment_counts([]) == {}


def test_a_pending_comment_moves_no_number():
    article = make_article()
    make_comment(article)
    before = Discussion.objects.values().get()
    make_comment(article, state=State.PENDING)
    assert Discussion.objects.values().get() == before


# What machines are told


def told(article):
    """Return what the page says of its comments in JSON-LD, {} where it says nothing."""
    scripts = page_of(Client().get(article.get_absolute_url())).all("script", type="application/ld+json")
    contents = [content for script in scripts if "@id" in (content := json.loads(script.text))]
    assert len({content["@id"] for content in contents}) == 1
    return next((content for content in contents if "commentCount" in content), {})


def test_machines_are_told_the_count_and_the_first_comments():
    article = make_article("en")
    assert told(article) == {}
    comment = make_comment(article, name="Ruth </script>", body="One < two\nand more.", language="en")
    make_comment(article, state=State.PENDING)
    removed = make_comment(article, name="Gone")
    reply = make_comment(parent=removed)
    removed.reject(by=SYSTEM)
    content = told(article)
    assert content["@type"] == "NewsArticle"
    assert content["commentCount"] == said_on_the_page(article) == 2
    first, second = content["comment"]
    assert first == {
        "@type": "Comment",
        "@id": f"{settings.PUBLIC_URL}/c/{comment.pk}/",
        "author": {"@type": "Person", "name": "Ruth </script>"},
        "dateCreated": page_of(Client().get(article.get_absolute_url())).all("time", datetime=first["dateCreated"])[0][
            "datetime"
        ],
        "text": "One < two\nand more.",
        "inLanguage": "en",
    }
    assert second["@id"] == f"{settings.PUBLIC_URL}/c/{reply.pk}/"


def test_machines_are_not_told_a_whole_thread():
    article = make_article()
    for _number in range(25):
        make_comment(article)
    content = told(article)
    assert (content["commentCount"], len(content["comment"])) == (25, 20)


# Who may be seen at all


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("hidden", [None, "draft", "scheduled", "embargoed", "expired", "withdrawn"])
def test_row_and_set_agree_about_who_is_public(state, hidden):
    now = timezone.now()
    over = {
        None: {},
        "draft": {"status": "draft"},
        "scheduled": {"published_at": now + timedelta(hours=1), "first_published_at": now + timedelta(hours=1)},
        "embargoed": {"embargoed_until": now + timedelta(hours=1)},
        "expired": {"expires_at": now - timedelta(minutes=1)},
        "withdrawn": {"status": "withdrawn"},
    }[hidden]
    comment = make_comment(make_article(**over), state=state)
    comment = Comment.objects.get(pk=comment.pk)
    expected = state == State.APPROVED and hidden is None
    assert comment.is_public() is expected
    assert Comment.objects.public().exists() is expected


def test_what_is_hidden_with_its_article_comes_back_with_it():
    comment = make_comment()
    Article.objects.update(embargoed_until=timezone.now() + timedelta(hours=1))
    assert not Comment.objects.public().exists()
    Article.objects.update(embargoed_until=None)
    assert list(Comment.objects.public()) == [comment]


def test_one_articles_comments_are_its_own():
    article = make_article()
    mine = make_comment(article)
    make_comment(make_article())
    assert list(Comment.objects.public().on(article)) == [mine]
