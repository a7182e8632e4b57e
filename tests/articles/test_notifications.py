"""Who in the newsroom is told of what happens to an article, once, and when an hour has come."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone
from makers import make_article, make_section, make_user

from articles import swaps
from newsroom import due
from newsroom.actors import SYSTEM
from newsroom.models import Notification, OutboxMessage, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]


def told(person):
    return list(Notification.objects.filter(user=person).order_by("pk").values_list("event", flat=True))


@pytest.fixture
def draft(writer):
    article = make_article(published=False)
    article.revise(by=writer, headline="ما كتبه الكاتب")
    return article


def test_those_who_may_take_the_next_step_in_its_language_are_told_of_what_waits(
    draft, writer, editor, english_editor, chief, moderator
):
    draft.submit(by=writer)
    assert told(editor) == told(chief) == ["submitted"]
    assert told(writer) == told(english_editor) == told(moderator) == []
    row = Notification.objects.get(user=editor)
    assert (row.subject_title, row.actor, row.language, row.read_at) == ("ما كتبه الكاتب", "writer", "ar", None)


@pytest.mark.parametrize(
    ("walk", "event"),
    [
        (["submit", "return_"], "returned"),
        (["submit", "approve"], "approved"),
        (["publish"], "published"),
        (["publish", "withdraw"], "withdrawn"),
    ],
)
def test_who_wrote_it_is_told_what_became_of_it_and_who_did_it_is_not(walk, event, draft, writer, editor):
    for verb in walk:
        arguments = {"reason": "x"} if verb == "withdraw" else {}
        getattr(draft, verb)(by=writer if verb == "submit" else editor, **arguments)
    assert told(writer)[-1] == event
    assert event not in told(editor)


def test_what_was_said_with_it_is_told_as_well(draft, writer, editor):
    draft.submit(by=writer)
    draft.return_(by=editor, note="ينقصه مصدر ثان.")
    assert Notification.objects.get(user=writer).text == "ينقصه مصدر ثان."


def test_its_people_are_the_last_hands_in_the_text(draft, writer, editor, chief):
    earlier = make_user("earlier", role="writer", languages=["ar"])
    article = make_article(published=False)
    article.revise(by=earlier, headline="أول")
    for number in range(10):
        article.revise(by=writer, headline=f"تالٍ {number}")
    article.publish(by=chief)
    assert told(writer)[-1] == "published"
    assert told(earlier) == []


@pytest.mark.parametrize("change", [{"is_active": False}, {"languages": ["en"]}, {"is_staff": False}])
def test_who_no_longer_works_here_is_not_told(change, draft, writer, editor):
    User.objects.filter(pk=writer.pk).update(**change)
    draft.publish(by=editor)
    assert told(writer) == []


def test_who_has_lost_the_right_to_see_it_is_not_told(draft, writer, editor):
    writer.groups.clear()
    draft.publish(by=editor)
    assert told(writer) == []


def test_what_is_not_read_yet_is_told_once_and_renewed(draft, writer, editor):
    draft.submit(by=writer)
    first = Notification.objects.get(user=editor)
    draft.return_(by=editor)
    draft.revise(by=writer, headline="عنوان أفضل")
    draft.submit(by=writer)
    again = Notification.objects.get(user=editor, event="submitted")
    assert (again.pk, again.subject_title) == (first.pk, "عنوان أفضل")
    assert again.at > first.at
    Notification.objects.filter(user=editor).mark_read()
    draft.return_(by=editor)
    draft.submit(by=writer)
    assert told(editor) == ["submitted", "submitted"]


def test_a_step_that_is_refused_tells_nobody(draft, writer, editor):
    stale = type(draft).objects.get(pk=draft.pk)
    draft.submit(by=writer)
    Notification.objects.all().delete()
    for attempt in (lambda: stale.submit(by=writer), lambda: draft.publish(by=writer)):
        with pytest.raises(Exception, match=r".+"):
            attempt()
    assert not Notification.objects.exists()


# translation


@pytest.fixture
def translated(chief, translator):
    """An Arabic article and its English edition, both published; the translator wrote the latter."""
    source = make_article(section=make_section())
    edition = source.create_edition(by=translator)
    edition.revise(by=translator, headline="The water", standfirst="A", body="<p>Text.</p>")
    edition.publish(by=chief)
    Notification.objects.all().delete()
    return source, edition


def test_who_translated_it_is_told_when_readers_have_a_changed_original(translated, editor, translator):
    source, edition = translated
    source.revise(by=editor, headline="عنوان جديد")
    assert told(translator) == []
    source.publish(by=editor)
    row = Notification.objects.get(user=translator)
    assert (row.event, row.subject_id, row.language) == ("outdated", edition.pk, "en")


def test_a_mended_typo_makes_no_translation_outdated(translated, editor, translator):
    source, _edition = translated
    source.revise(by=editor, minor=True, headline="عنوان")
    source.publish(by=editor)
    assert told(translator) == []


def test_a_mended_typo_on_top_of_a_change_hides_it_from_nobody(translated, editor, translator):
    source, _edition = translated
    source.revise(by=editor, headline="عنوان جديد")
    source.revise(by=editor, minor=True, headline="عنوان جديد.")
    source.publish(by=editor)
    assert told(translator) == ["outdated"]


def test_changes_that_come_at_an_hour_are_told_at_that_hour(translated, editor, writer, translator):
    source, _edition = translated
    source.revise(by=writer, headline="عنوان لاحق")
    source.publish(by=editor, at=timezone.now() + timedelta(hours=1))
    assert told(writer) == told(translator) == []
    assert swaps.make_due(timezone.now() + timedelta(hours=2)) == 1
    assert told(writer) == ["appeared"]
    assert told(translator) == ["outdated"]


# hours


def at(moment):
    return patch("django.utils.timezone.now", return_value=moment)


def test_a_scheduled_article_is_told_of_once_it_has_come_out_however_late_that_is_noticed(draft, writer, editor):
    hour = timezone.now() + timedelta(hours=1)
    draft.publish(by=editor, at=hour)
    assert told(writer) == []
    due.run(hour - timedelta(seconds=1))
    assert told(writer) == []
    with at(hour + timedelta(days=3)):
        call_command("run_due")
        assert told(writer) == ["appeared"]
        Notification.objects.filter(user=writer).mark_read()
        OutboxMessage.objects.update(sent_at=None)
        call_command("run_due")
    assert told(writer) == ["appeared"]


def test_what_was_taken_off_the_schedule_is_not_told_of(draft, writer, editor):
    hour = timezone.now() + timedelta(hours=1)
    draft.publish(by=editor, at=hour)
    draft.unschedule(by=editor)
    with at(hour + timedelta(minutes=1)):
        due.run()
    assert told(writer) == []


def test_an_embargo_set_since_moves_the_hour(draft, writer, editor):
    hour = timezone.now() + timedelta(hours=1)
    draft.publish(by=editor, at=hour)
    draft.embargoed_until = hour + timedelta(hours=5)
    draft.save()
    with at(hour + timedelta(minutes=1)):
        due.run()
    assert told(writer) == []
    with at(hour + timedelta(hours=5, minutes=1)):
        due.run()
    assert told(writer) == ["appeared"]


def test_an_article_that_is_gone_is_told_of_to_nobody(draft, writer, editor):
    hour = timezone.now() + timedelta(hours=1)
    draft.publish(by=editor, at=hour)
    draft.delete()
    with at(hour):
        assert due.run()["sent"] == 1
    assert told(writer) == []


def test_what_was_read_long_ago_is_forgotten_and_what_was_not_stays(draft, writer, editor):
    draft.publish(by=editor)
    draft.withdraw(by=SYSTEM, reason="")
    now = timezone.now()
    Notification.objects.filter(event="published").update(read_at=now - timedelta(days=90, seconds=1))
    Notification.objects.filter(event="withdrawn").update(at=now - timedelta(days=400))
    assert due.run()["forgotten notifications"] == 1
    assert told(writer) == ["withdrawn"]
