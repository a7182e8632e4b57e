"""A newsroom that ran before there was a queue: its comments are all there afterwards, and know what is new."""

from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from newsroom.pseudonyms import mail_pseudonym

pytestmark = pytest.mark.django_db

BEFORE = [("comments", "0001_initial"), ("articles", "0001_initial"), ("newsroom", "0002_roles")]
STATES = ("pending", "approved", "rejected", "spam", "withdrawn")
KEPT = ("name", "email", "body", "state", "reason", "submitted_at", "version", "parent_id", "idempotency_key")


def migrate(targets=None):
    """Bring the database to `targets`, or to the newest there is, and return the models of that time."""
    executor = MigrationExecutor(connection)
    targets = targets or executor.loader.graph.leaf_nodes()
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before(db, tmp_path):
    """The models of a database of its own, which no migration after BEFORE has changed yet."""
    of_the_suite = connections["default"]
    own = of_the_suite.copy()
    # A pool belongs to the name of a connection, and so to the other database.
    own.settings_dict["OPTIONS"].pop("pool", None)
    name = create_database(of_the_suite, tmp_path)
    own.settings_dict["NAME"] = name
    connections["default"] = own
    try:
        yield migrate(BEFORE)
    finally:
        own.close()
        connections["default"] = of_the_suite
        drop_database(of_the_suite, name)


def create_database(beside, folder):
    if beside.vendor == "sqlite":
        return folder / "before.sqlite3"
    # A run that was stopped may have left it.
    drop_database(beside, "before_the_queue")
    with beside._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE before_the_queue")
    return "before_the_queue"


def drop_database(beside, name):
    if beside.vendor != "sqlite":
        with beside._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def make_old_comments(apps):
    models = {name: apps.get_model(*name.split(".")) for name in ("articles.Story", "articles.Article")}
    comments, actions = apps.get_model("comments.Comment"), apps.get_model("comments.ModerationAction")
    sent = timezone.now() - timedelta(days=3)
    for language in ("ar", "en"):
        story = models["articles.Story"].objects.create()
        article = models["articles.Article"].objects.create(story=story, language=language, headline="قديم")
        question = None
        for state in STATES:
            comment = comments.objects.create(
                article=article, parent=question, name=f"قارئ {state}", email=f"{state}.{language}@Example.org",
                body=f"تعليق {state}", language="ar", state=state, submitted_at=sent,
                first_approved_at=sent if state == "approved" else None,
                reason="abuse" if state == "rejected" else "",
            )  # fmt: skip
            question = question or comment
            actions.objects.create(comment=comment, actor="system", from_state="pending", to_state=state)
    return sent


def rows(apps, *fields):
    return list(apps.get_model("comments.Comment").objects.order_by("pk").values_list("pk", *fields))


def test_comments_of_every_state_are_kept_and_filled_in_and_the_way_back_is_open(before):
    sent = make_old_comments(before)
    old = rows(before, *KEPT)
    assert len(old) == 10

    after = migrate()
    assert rows(after, *KEPT) == old
    comments = after.get_model("comments.Comment").objects
    assert {(row.article.language, row.edition) for row in comments.all()} == {("ar", "ar"), ("en", "en")}
    assert all(row.email_key == mail_pseudonym(row.email) for row in comments.all())
    waiting = dict(comments.filter(waiting_since__isnull=False).values_list("state", "waiting_since"))
    assert waiting == {"pending": sent}
    assert comments.filter(state="pending", waiting_since=None).count() == 0
    actions = after.get_model("comments.ModerationAction").objects
    assert [(line.act, line.before, line.waited) for line in actions.all()] == [("decision", {}, None)] * 10

    again = migrate(BEFORE)
    assert rows(again, *KEPT) == old


def test_the_bylines_know_language_and_date_of_their_articles(before):
    sent = make_old_comments(before)
    articles = before.get_model("articles", "Article").objects
    author = before.get_model("articles", "Author").objects.create(name_ar="كاتب", name_en="Author")
    articles.filter(language="ar").update(first_published_at=sent)
    for article in articles.all():
        before.get_model("articles", "Byline").objects.create(article=article, author=author)
    bylines = migrate().get_model("articles", "Byline").objects.order_by("language")
    assert list(bylines.values_list("language", "first_published_at")) == [("ar", sent), ("en", None)]
    migrate(BEFORE)
