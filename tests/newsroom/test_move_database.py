"""A site moves from a SQLite file into the database of the settings: all of it, proved, or nothing."""

import sqlite3
from io import StringIO

import pytest
from beside import copied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from makers import make_article, make_user
from small_demo import keep_stories, load

from articles.models import Article, Section
from comments.models import Comment
from newsroom.demo import work
from newsroom.models import AuditEntry, Site, User
from newsroom.moving import tables

pytestmark = pytest.mark.django_db
STORIES = ("economy-loaf-price", "society-harbour-rents")


@pytest.fixture
def old_site(tmp_path):
    """Give the function that puts what is in the database now into a SQLite file, as a site that has lived there."""

    def put_away():
        file = tmp_path / "newsroom.sqlite3"
        with copied(file, "old"):
            return file

    return put_away


def move(*arguments):
    out = StringIO()
    call_command("move_database", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_only_these_tables_hold_something_in_a_new_database():
    filled = {model._meta.label for model in tables.all_models() if model._base_manager.exists()}
    assert filled == set(tables.FILLED_BY_MIGRATIONS)


def test_the_pages_of_a_moved_site_are_the_same_bytes(old_site, monkeypatch):
    keep_stories(monkeypatch, STORIES)
    monkeypatch.setattr(work, "load", lambda stories, now: None)
    with transaction.atomic():
        load(monkeypatch)
        articles = [article.get_absolute_url() for article in Article.objects.public()]
        paths = ["/ar/", "/en/", "/ar/latest/", "/en/feed.xml", "/ar/comments.xml", "/sitemap.xml", *articles]
        before = {path: Client().get(path).content for path in paths}
        counts = [model.objects.count() for model in (User, Article, Comment, AuditEntry)]
        file = old_site()
        transaction.set_rollback(True)
    assert not Article.objects.exists()
    said = move(file)
    assert [model.objects.count() for model in (User, Article, Comment, AuditEntry)] == counts
    assert "rows of" in said
    assert len(articles) == 2
    assert 0 not in counts
    assert {path: Client().get(path).content for path in paths} == before


def test_who_could_log_in_still_can_and_the_next_keys_are_free(old_site):
    with transaction.atomic():
        chief = make_user("chief", role="chief editor", languages=["ar"])
        chief.set_password("a password of hers")
        chief.save()
        make_article(headline="Moved")
        file = old_site()
        transaction.set_rollback(True)
    move(file)
    chief = User.objects.get(username="chief")
    assert chief.check_password("a password of hers")
    assert chief.groups.get().name == "chief editor"
    assert chief.has_perm("articles.publish_article")
    newer = make_article(headline="Written here")
    assert newer.pk > Article.objects.get(headline="Moved").pk


def test_a_database_in_which_something_is_gets_nothing(old_site):
    file = old_site()
    Site.objects.create(pk=1)
    with pytest.raises(CommandError, match=r"Nothing was moved\. The new database is not empty: .* newsroom\.Site\."):
        move(file)
    assert Section.objects.count() == 0


def test_a_file_that_is_behind_is_migrated_first(old_site):
    file = old_site()
    with sqlite3.connect(file) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'comments' AND name LIKE '0007%'")
    with pytest.raises(CommandError, match=r"The old database has not had 1 migrations \(comments\.0007"):
        move(file)


def test_a_row_that_cannot_be_taken_leaves_nothing_half_done(old_site):
    with transaction.atomic():
        make_article(headline="Good")
        file = old_site()
        transaction.set_rollback(True)
    roles = connection_rows("auth_group")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE articles_article SET section_id = 999")
    with pytest.raises(CommandError, match=r"Nothing was moved\. .*articles_article"):
        move(file)
    assert not Article.objects.exists()
    assert connection_rows("auth_group") == roles


def connection_rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name FROM {table} ORDER BY id")
        return cursor.fetchall()


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_what_is_no_site_is_refused_and_not_made(tmp_path, content):
    file = tmp_path / "newsroom.sqlite3"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match="no SQLite database"):
        move(file)
    assert file.exists() == (content is not None)


def test_files_go_along_and_are_compared(old_site, tmp_path):
    file, folder = old_site(), tmp_path / "old"
    for name in ("media/renditions/ab/picture.jpg", "originals/ab/picture.png"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(f"the bytes of {name}")
    said = move(file, "--files", folder)
    assert "2 files are there" in said
    assert (
        storages["default"].open("renditions/ab/picture.jpg").read() == b"the bytes of media/renditions/ab/picture.jpg"
    )
    assert storages["originals"].open("ab/picture.png").read() == b"the bytes of originals/ab/picture.png"


def test_another_file_of_the_same_name_stops_the_move_and_what_was_stored_is_taken_back(old_site, tmp_path):
    file, folder = old_site(), tmp_path / "old"
    (folder / "media").mkdir(parents=True)
    for name in ("a.jpg", "b.jpg"):
        (folder / "media" / name).write_text("of the old site")
    storages["default"].save("b.jpg", ContentFile(b"of another"))
    with pytest.raises(CommandError, match=r"Nothing was moved\. b\.jpg is not the same file there"):
        move(file, "--files", folder)
    assert not storages["default"].exists("a.jpg")
    assert storages["default"].open("b.jpg").read() == b"of another"


def test_a_fingerprint_is_of_what_rows_say_in_any_order():
    one, other, third = tables.Fingerprint(), tables.Fingerprint(), tables.Fingerprint()
    rows = [(1, "a", {"x": 1, "y": 2}), (2, "b", {})]
    for row in rows:
        one.add(row)
    for row in ((2, "b", {}), (1, "a", {"y": 2, "x": 1})):
        other.add(row)
    for row in (rows[0], rows[0]):
        third.add(row)
    assert one == other
    assert one != third
