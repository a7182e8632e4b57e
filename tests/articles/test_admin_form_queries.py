"""What the form of an article costs, whatever is beside it."""

import pytest
from admin_forms import change, fields_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_image

from articles.models import Author, Topic
from newsroom.models import site

pytestmark = pytest.mark.django_db
MOST = 25


@pytest.fixture(autouse=True)
def same_second(monkeypatch):
    """Read the site's settings once, as a process does that answers many pages in a second."""
    monkeypatch.setattr(site, "this_second", lambda: -1)
    site.as_of.cache_clear()
    yield
    site.as_of.cache_clear()


def queries_of(client, article):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("admin:articles_article_change", args=[article.pk])).status_code == 200
    return len(queries)


def test_the_form_takes_as_many_queries_with_everything_beside_it_as_with_little(chief, as_user):
    client = as_user(chief)
    authors = [Author.objects.create(name_ar=f"كاتب {n}", name_en=f"Writer {n}", slug_ar=f"كاتب-{n}", slug_en=f"w-{n}")
               for n in range(4)]  # fmt: skip
    topics = [Topic.objects.create(name_ar=f"موضوع {n}", name_en=f"Topic {n}", slug_ar=f"م-{n}", slug_en=f"t-{n}")
              for n in range(4)]  # fmt: skip
    article = make_article()
    article.revise(by=chief, authors=authors, topics=topics, lead_image=make_image())
    article.create_edition(by=chief)
    article.preview(by=chief)
    queries_of(client, article)
    few = queries_of(client, article)
    for number in range(6):
        article.refresh_from_db()
        article.revise(by=chief, headline=f"عنوان {number}")
        article.add_note(f"ملاحظة {number}", by=chief)
        article.preview(by=chief)
    assert queries_of(client, article) <= few <= MOST


def test_nor_does_a_draft_that_was_typed_into_and_not_saved_take_more(chief, as_user):
    client = as_user(chief)
    author = Author.objects.create(name_ar="كاتب", name_en="Writer", slug_ar="كاتب", slug_en="w")
    topic = Topic.objects.create(name_ar="موضوع", name_en="Topic", slug_ar="م", slug_en="t")
    article = make_article(published=False)
    article.revise(by=chief, authors=[author], topics=[topic], lead_image=make_image())
    article.create_edition(by=chief)
    article.add_note("ملاحظة", by=chief)
    article.preview(by=chief)
    for number in range(3):
        # Each in a window of its own.
        form = fields_of(page_of(client.get(change(article))).one("form", id="article_form")) | {"continues": [""]}
        client.post(f"{change(article).removesuffix('change/')}keep/", form | {"headline": [f"عنوان {number}"]})
    queries_of(client, article)
    assert queries_of(client, article) <= MOST
