"""What is typed is cleaned where it is stored, whichever way it comes."""

import pytest
from django.core.management import call_command
from makers import make_article, make_comment

from comments.models import Comment
from newsroom.models import Site

pytestmark = pytest.mark.django_db

TYPED, LINE, TEXT = "  سطر\r\n\u202eثانٍ\x00 \ud800", "سطر ثانٍ", "سطر\nثانٍ"


def test_a_row_that_is_made_by_code_is_cleaned_too():
    comment = make_comment(name=TYPED, body=TYPED)
    assert (comment.name, comment.body) == (LINE, TEXT)
    comment.refresh_from_db()
    assert (comment.name, comment.body) == (LINE, TEXT)


def test_many_rows_at_once_are_cleaned():
    article = make_article()
    row = Comment(
        article=article, edition=article.language, name=TYPED, email="r@example.org", body=TYPED, language="ar"
    )
    row.waiting_since = row.submitted_at
    Comment.objects.bulk_create([row])
    assert list(Comment.objects.values_list("name", "body")) == [(LINE, TEXT)]


def test_what_is_saved_again_stays_as_it_is():
    site = Site.objects.create(pk=1, name_ar=TYPED, guidelines_ar=TYPED)
    site.save()
    site.refresh_from_db()
    assert (site.name_ar, site.guidelines_ar) == (LINE, TEXT)


def test_the_database_knows_ordinary_columns():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    assert Comment._meta.get_field("name").deconstruct()[1] == "django.db.models.CharField"
    assert Comment._meta.get_field("body").deconstruct()[1] == "django.db.models.TextField"
