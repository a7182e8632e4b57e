"""The versions by which kept pages are checked."""

import pytest

from newsroom.models import Change
from newsroom.models.change import CHUNK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_has_changed(db):
    Change.objects.all().delete()


def test_each_change_moves_the_version_of_its_tag_alone():
    Change.objects.note("news", "discussion:1")
    Change.objects.note("news")
    assert Change.objects.versions() == {"news": 2, "discussion:1": 1}


def test_putting_together_moves_no_version_and_leaves_a_row_a_tag(django_assert_max_num_queries):
    for number in range(CHUNK + 50):
        Change.objects.note("news", f"discussion:{number % 3}")
    before = Change.objects.versions()
    assert Change.objects.compact() == CHUNK + 50 + CHUNK + 50 - len(before)
    assert Change.objects.versions() == before
    assert Change.objects.count() == len(before)


def test_with_as_many_tags_as_there_are_the_table_stays_small():
    """The first rows of the table are of different tags then, and there is nothing to put together among them alone."""
    tags = [Change.NEWS, *(f"discussion:{number}" for number in range(256))]
    for number in range(12):
        Change.objects.note(*tags)
        Change.objects.note(*[Change.NEWS] * 300)
        Change.objects.compact()
        assert Change.objects.count() == len(tags)
        assert Change.objects.versions() == {tag: number + 1 for tag in tags} | {Change.NEWS: 301 * (number + 1)}


def test_where_there_is_nothing_to_put_together_nothing_is_written(django_assert_num_queries):
    Change.objects.note("news")
    Change.objects.compact()
    first = Change.objects.get()
    assert Change.objects.compact() == 0
    assert Change.objects.get() == first


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_processes_that_put_together_at_once_lose_and_invent_nothing(at_once):
    for _ in range(CHUNK):
        Change.objects.note("news", "discussion:2")
    answers = at_once(Change.objects.compact, Change.objects.compact, lambda: Change.objects.note("news"))
    assert sum(answers[:2]) > 0
    assert at_once(Change.objects.versions)[0] == {"news": CHUNK + 1, "discussion:2": CHUNK}
