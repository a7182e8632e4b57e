"""Who may pin what, where and until when: the verbs, each with its lines in the log, and what each refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from makers import make_article

from articles.models import Article, Pin
from articles.models.pin import PLACES
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Refused, Stale, WrongState

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def pin(article: Article, place: int, by: Any, *, until: Any = None) -> Pin:
    return Pin.objects.pin(article, position=place - 1, until=until or timezone.now() + HOUR, by=by)


def places(language: str = "ar") -> dict[int, int]:
    """Return which article is pinned at which place."""
    return {row.position + 1: row.article_id for row in Pin.objects.filter(language=language)}


def log(article: Article) -> list[str]:
    acts = ("pin", "move_pin", "unpin")
    return list(AuditEntry.objects.about(article).filter(verb__in=acts).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def rows(db: None) -> list[Article]:
    return [make_article() for _ in range(4)]


def test_an_article_is_pinned_at_a_place_until_a_time(rows, editor):
    until = timezone.now() + HOUR
    row = pin(rows[0], 3, editor, until=until)
    assert (row.language, row.position, row.until, row.by) == ("ar", 2, until, editor)
    entry = AuditEntry.objects.about(rows[0]).get(verb="pin")
    assert (entry.user, entry.detail) == (editor, {"language": "ar", "place": 3, "until": until.isoformat()})


def test_pinned_once_more_it_has_the_new_place_and_the_new_end(rows, editor):
    pin(rows[0], 3, editor)
    until = timezone.now() + 2 * HOUR
    pin(rows[0], 1, editor, until=until)
    assert places() == {1: rows[0].pk}
    assert Pin.objects.get().until == until
    assert log(rows[0]) == ["pin", "pin"]


def test_a_new_end_alone_moves_nobody(rows, editor):
    pin(rows[0], 1, editor)
    pin(rows[1], 2, editor)
    pin(rows[0], 1, editor, until=timezone.now() + 2 * HOUR)
    assert places() == {1: rows[0].pk, 2: rows[1].pk}


def test_what_stands_at_the_place_moves_down_as_far_as_it_must(rows, editor):
    for place, article in ((1, rows[0]), (2, rows[1]), (4, rows[2])):
        pin(article, place, editor)
    pin(rows[3], 1, editor)
    assert places() == {1: rows[3].pk, 2: rows[0].pk, 3: rows[1].pk, 4: rows[2].pk}


def test_where_all_places_down_are_taken_nothing_falls_off_the_page(rows, editor):
    for place in (PLACES - 1, PLACES):
        pin(rows[place - PLACES + 1], place, editor)
    with pytest.raises(WrongState):
        pin(rows[2], PLACES - 1, editor)
    assert places() == {PLACES - 1: rows[0].pk, PLACES: rows[1].pk}


def test_moved_it_changes_places_with_what_is_there(rows, editor):
    first = pin(rows[0], 1, editor)
    pin(rows[1], 2, editor)
    first.move(position=1, by=editor)
    assert places() == {1: rows[1].pk, 2: rows[0].pk}
    first.move(position=4, by=editor)
    assert places() == {1: rows[1].pk, 5: rows[0].pk}
    assert log(rows[0]) == ["pin", "move_pin", "move_pin"]
    assert log(rows[1]) == ["pin"]


@pytest.mark.parametrize("place", [0, PLACES + 1, -3])
def test_there_are_no_other_places(place, rows, editor):
    with pytest.raises(WrongState):
        pin(rows[0], place, editor)
    row = pin(rows[0], 1, editor)
    with pytest.raises(WrongState):
        row.move(position=place - 1, by=editor)
    assert places() == {1: rows[0].pk}


def test_taken_off_it_leaves_its_line(rows, editor):
    pin(rows[0], 1, editor).remove(by=editor)
    assert places() == {}
    assert log(rows[0]) == ["pin", "unpin"]


def test_the_places_are_arranged_at_once_and_what_moved_has_its_line(rows, editor):
    for place, article in enumerate(rows[:3], start=1):
        pin(article, place, editor)
    Pin.objects.arrange("ar", [rows[2].pk, rows[1].pk, None, rows[0].pk], was=[row.pk for row in rows[:3]], by=editor)
    assert places() == {1: rows[2].pk, 2: rows[1].pk, 4: rows[0].pk}
    assert [log(row)[1:] for row in rows[:3]] == [["move_pin"], [], ["move_pin"]]


def test_an_order_of_what_is_no_longer_pinned_is_refused_whole(rows, editor):
    pin(rows[0], 1, editor)
    ended = pin(rows[1], 2, editor)
    Pin.objects.filter(pk=ended.pk).update(until=timezone.now())
    a, b, c = (row.pk for row in rows[:3])
    for keys in ([b, a], [a, c], [], [a, a], [None] * PLACES + [a]):
        with pytest.raises(Stale):
            Pin.objects.arrange("ar", keys, was=[a], by=editor)
    assert places()[1] == a
    assert log(rows[0]) == ["pin"]


@pytest.mark.parametrize("was", [[1, 0], [0, None, 1], [0], [0, 1, 2], []])
def test_an_order_made_of_places_that_have_changed_meanwhile_is_refused(was, rows, editor):
    a, b, _c = (row.pk for row in rows[:3])
    pin(rows[0], 1, editor)
    pin(rows[1], 2, editor)
    with pytest.raises(Stale):
        Pin.objects.arrange("ar", [b, a], was=[key if key is None else rows[key].pk for key in was], by=editor)
    assert places() == {1: a, 2: b}
    Pin.objects.arrange("ar", [b, a], was=[a, b], by=editor)
    assert places() == {1: b, 2: a}


def test_what_is_off_already_is_taken_off_by_nobody_again(rows, editor, chief):
    row = pin(rows[0], 1, editor)
    Pin.objects.get(pk=row.pk).remove(by=chief)
    with pytest.raises(Stale):
        row.remove(by=editor)
    assert log(rows[0]) == ["pin", "unpin"]


def test_who_does_not_work_in_the_edition_or_has_not_the_right_pins_nothing(
    rows, editor, english_editor, writer, chief
):
    row = pin(rows[0], 1, chief)
    for other in (english_editor, writer):
        for act in (
            lambda by: pin(rows[1], 2, by),
            lambda by: row.move(position=3, by=by),
            lambda by: row.remove(by=by),
            lambda by: Pin.objects.arrange("ar", [None, rows[0].pk], was=[rows[0].pk], by=by),
        ):
            with pytest.raises(NotPermitted):
                act(other)
    assert places() == {1: rows[0].pk}
    assert log(rows[0]) == ["pin"]
    with pytest.raises(NotPermitted):
        pin(make_article("en"), 1, editor)


def bring(state: str) -> Article:
    article = make_article(published=state != "draft")
    now = timezone.now()
    if state == "expired":
        Article.objects.filter(pk=article.pk).update(expires_at=now)
    elif state in ("withdrawn", "restored"):
        article.withdraw(by=SYSTEM, reason="")
        if state == "restored":
            article.restore(by=SYSTEM)
    article.refresh_from_db()
    return article


@pytest.mark.parametrize("state", ["draft", "expired", "withdrawn", "restored"])
def test_what_readers_will_not_see_is_not_pinned(state, editor):
    article = bring(state)
    with pytest.raises(WrongState):
        pin(article, 1, editor)
    assert places() == {}
    assert log(article) == []


def test_what_is_scheduled_or_embargoed_is_pinned_for_its_hour(editor):
    later = make_article(published=False)
    later.publish(by=editor, at=timezone.now() + HOUR)
    pin(later, 1, editor, until=timezone.now() + 5 * HOUR)
    assert places() == {1: later.pk}


@pytest.mark.parametrize("hours", [-1, 0, 24 * 31])
def test_a_pin_ends_at_a_time_to_come_and_within_thirty_days(hours, rows, editor):
    with pytest.raises(WrongState):
        pin(rows[0], 1, editor, until=timezone.now() + hours * HOUR)
    assert places() == {}


def test_without_an_end_there_is_no_pin(rows, editor):
    with pytest.raises(TypeError):
        Pin.objects.pin(rows[0], position=0, by=editor)  # type: ignore[call-arg]
    assert places() == {}


def test_a_refusal_leaves_everything_as_it_was(rows, editor):
    pin(rows[0], 1, editor)
    with pytest.raises(Refused):
        pin(rows[1], 1, editor, until=timezone.now() - HOUR)
    assert places() == {1: rows[0].pk}
