"""What most tests begin with is what the newsroom's verbs leave behind: every row, every column."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from makers import make_article, make_author, make_image, make_section, make_topic, newly_written

from articles.models import Article, Story
from newsroom.actors import SYSTEM
from newsroom.models import Change

pytestmark = pytest.mark.django_db

PUBLISHED_AT = timezone.now() - timedelta(hours=1)
# When a row was written: a moment later.
MOMENTS = {"at", "created_at", "changed_at"}


def by_the_verbs(language, editorial, published_at):
    article = Article.objects.start(language, by=SYSTEM, **editorial)
    if published_at:
        article.publish(by=SYSTEM, at=published_at)


def by_the_maker(language, editorial, published_at):
    newly_written(Article(language=language, story=Story.objects.create()), editorial, published_at)


def rows():
    # How often kept pages are told is no part of an article.
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Change]
    return {(model, row.pk): row for model in models for row in model._base_manager.order_by("pk")}


def written(make, *arguments):
    """Return what `make` writes and what it deletes, and let it be as if it had not been; new keys are counted."""
    before = rows()
    with transaction.atomic():
        make(*arguments)
        after = rows()
        transaction.set_rollback(True)
    new = [key for key in after if key not in before]
    counted = {key: f"new {number}" for number, key in enumerate(new)}
    return [columns(after[key], counted) for key in new], [key for key in before if key not in after]


def columns(row, counted):
    found = {"table": row._meta.db_table}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        model = type(row) if field.primary_key else Article if field.name == "subject_id" else field.related_model
        found[field.attname] = counted.get((model, value), value) if model else value
    return {name: value for name, value in found.items() if name not in MOMENTS}


@pytest.mark.parametrize("published_at", [None, PUBLISHED_AT], ids=["draft", "published"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_article_for_a_test_is_one_that_was_written_and_published(language, published_at):
    plain = {"headline": "Überschrift ١٢", "body": "<p>a <b>b</b></p><script>x</script>", "section": make_section()}
    assert written(by_the_maker, language, plain, published_at) == written(by_the_verbs, language, plain, published_at)
    image = make_image()
    full = plain | {
        "slug": "an-address",
        "standfirst": "two\r\nlines",
        "kind": "opinion",
        "body": f'<figure data-image="{image.pk}"></figure><table><tbody><tr><td>1</td></tr></tbody></table>',
        "lead_image": image,
        "authors": [make_author(), make_author()],
        "topics": {make_topic(), make_topic()},
    }
    earlier = make_article(language, slug=full["slug"])
    earlier.revise(by=SYSTEM, slug="another")
    earlier.publish(by=SYSTEM)
    new, deleted = written(by_the_maker, language, full, published_at)
    assert (new, deleted) == written(by_the_verbs, language, full, published_at)
    assert len(new) >= 8
    # Its address was another's.
    assert len(deleted) == (1 if published_at else 0)
