"""A button pressed twice: both requests are there in one moment, and one of them saves."""

import pytest
from admin_forms import add_article, change, fields_of
from html_page import page_of
from makers import make_article, make_section

from articles.models import Article, Story, Unsaved
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def twice(at_once, as_user, user, path, **typed):
    first, second = as_user(user), as_user(user)
    form = fields_of(page_of(first.get(path)).one("form", id="article_form")) | typed
    answers = at_once(lambda: first.post(path, form), lambda: second.post(path, form))
    assert [answer.status_code for answer in answers] == [302, 302]
    return [answer["Location"] for answer in answers]


def test_of_a_new_article_sent_twice_there_is_one(editor, as_user, at_once):
    typed = {"headline": "واحد", "section": make_section().pk, "_continue": "1"}
    first, second = twice(at_once, as_user, editor, add_article("ar"), **typed)
    assert first == second
    counted = at_once(lambda: (Article.objects.count(), Story.objects.count(), Unsaved.objects.filter(sent="").count()))
    assert counted == [(1, 1, 0)]


def test_a_step_sent_twice_is_taken_once(editor, as_user, at_once):
    article = make_article(published=False)
    places = twice(at_once, as_user, editor, change(article), headline="جديد", _step="publish")
    assert places == [change(article)] * 2
    taken = AuditEntry.objects.about(article).filter(verb="publish")
    assert at_once(lambda: (taken.count(), Unsaved.objects.filter(sent="").count())) == [(1, 0)]
