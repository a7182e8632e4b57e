"""Changes of a live article with an hour of their own: readers keep the old copy until then, and have the new at it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from makers import make_article

from articles import swaps
from articles.models import Article
from newsroom import due
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, SlugTaken, Stale, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]
HOUR = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch):
    """The clock, which stands: `clock(moment)` sets it."""

    def stand(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stand(HOUR - timedelta(hours=2))
    return stand


@pytest.fixture
def article(clock, editor):
    """Live under its first headline; the second is to follow at HOUR."""
    article = make_article(headline="الأول", slug="الخبر")
    article.revise(by=editor, headline="الثاني")
    article.publish(by=editor, at=HOUR)
    return article


def headline():
    return Article.objects.get().headline


def verbs(article):
    return list(AuditEntry.objects.about(article).order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize(("moment", "seen"), [(HOUR - SECOND, "الأول"), (HOUR, "الثاني"), (HOUR + SECOND, "الثاني")])
def test_readers_have_the_old_copy_until_the_second_of_the_hour(article, clock, reader, moment, seen):
    clock(moment)
    page = reader.get(article.get_absolute_url()).content.decode()
    assert f">{seen}<" in page.replace("\n", "")
    assert (headline(), Article.objects.get().has_swap()) == (seen, seen == "الأول")


def test_it_is_one_line_of_the_log_and_dated_with_its_hour(article, clock):
    clock(HOUR + timedelta(days=3))
    assert swaps.make_due() == 1
    assert swaps.make_due() == 0
    article.refresh_from_db()
    assert verbs(article) == ["start", "publish", "publish", "swap"]
    assert (article.updated_at_public, article.published_at) == (HOUR, HOUR - timedelta(hours=3))


def test_due_work_catches_up_after_a_night_without_anybody(article, clock):
    clock(HOUR + timedelta(hours=9))
    assert due.run()["changes made live"] == 1
    assert headline() == "الثاني"


def test_what_is_written_after_it_was_scheduled_stays_in_the_working_copy(article, clock, editor):
    article.revise(by=editor, headline="الثالث")
    clock(HOUR)
    swaps.make_due()
    article.refresh_from_db()
    assert (article.headline, article.working_copy()["headline"]) == ("الثاني", "الثالث")


def test_published_at_once_after_all_nothing_waits_any_more(article, clock, editor):
    article.publish(by=editor)
    clock(HOUR)
    assert swaps.make_due() == 0
    assert (headline(), Article.objects.get().has_swap()) == ("الثاني", False)


def test_a_second_hour_takes_the_place_of_the_first(article, clock, editor):
    article.publish(by=editor, at=HOUR + timedelta(hours=1))
    clock(HOUR)
    assert swaps.make_due() == 0
    clock(HOUR + timedelta(hours=1))
    assert swaps.make_due() == 1


@pytest.mark.parametrize("verb", ["withdraw", "cancel_swap"])
def test_withdrawn_or_cancelled_nothing_becomes_live(article, clock, editor, verb):
    getattr(article, verb)(by=editor, **({"reason": ""} if verb == "withdraw" else {}))
    clock(HOUR)
    assert swaps.make_due() == 0
    assert headline() == "الأول"
    assert verbs(article)[-1] == verb


def test_cancelling_twice_is_refused(article, editor):
    article.cancel_swap(by=editor)
    with pytest.raises(WrongState):
        article.cancel_swap(by=editor)
    assert verbs(article).count("cancel_swap") == 1


@pytest.mark.parametrize("person", ["writer", "english_editor"])
def test_nobody_else_schedules_or_cancels(article, person, request):
    by = request.getfixturevalue(person)
    for act in (lambda: article.cancel_swap(by=by), lambda: article.publish(by=by, at=HOUR)):
        with pytest.raises(NotPermitted):
            act()
    assert Article.objects.get().pending_at == HOUR


def test_what_expires_before_the_hour_is_refused(article, editor):
    article.cancel_swap(by=editor)
    article.control(by=editor, expires_at=HOUR)
    with pytest.raises(WrongState):
        article.publish(by=editor, at=HOUR)
    assert not Article.objects.get().has_swap()


def test_no_expiry_is_set_before_the_hour_of_the_changes(article, editor):
    with pytest.raises(WrongState):
        article.control(by=editor, expires_at=HOUR - SECOND)
    assert Article.objects.get().expires_at is None


def test_changes_of_an_article_that_expired_meanwhile_are_as_of_their_hour(article, clock):
    Article.objects.update(expires_at=HOUR + SECOND)
    clock(HOUR + timedelta(hours=1))
    assert swaps.make_due() == 1
    article.refresh_from_db()
    assert (article.headline, article.is_gone()) == ("الثاني", True)


def test_a_revision_that_is_gone_is_given_up_and_the_log_says_so(article, clock):
    article.pending_revision.delete()
    clock(HOUR)
    assert swaps.make_due() == 0
    assert (headline(), Article.objects.get().has_swap(), verbs(article)[-1]) == ("الأول", False, "drop_swap")
    assert AuditEntry.objects.about(article).get(verb="drop_swap").note


def test_without_a_headline_or_a_section_it_is_not_scheduled(article, editor):
    article.cancel_swap(by=editor)
    article.revise(by=editor, headline="")
    with pytest.raises(WrongState):
        article.publish(by=editor, at=HOUR)
    assert not Article.objects.get().has_swap()


def test_a_taken_address_word_is_refused_when_it_is_scheduled(article, editor):
    other = make_article(slug="غيره")
    other.revise(by=editor, slug="الخبر")
    with pytest.raises(SlugTaken):
        other.publish(by=editor, at=HOUR)
    assert not Article.objects.get(pk=other.pk).has_swap()


def test_of_two_processes_one_makes_it(article, clock):
    first, second = Article.objects.get(), Article.objects.get()
    clock(HOUR)
    first.swap()
    with pytest.raises(Stale):
        second.swap()
    assert verbs(article).count("swap") == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_requests_in_one_moment_one_makes_it(at_once, clock):
    article = make_article(headline="الأول")
    article.revise(by=SYSTEM, headline="الثاني")
    article.publish(by=SYSTEM, at=HOUR)
    clock(HOUR)
    answers = at_once(*[swaps.make_due] * 3)
    made, live = at_once(lambda: verbs(article).count("swap"), headline)
    assert (sum(answers), made, live) == (1, 1, "الثاني")


def test_a_fault_in_one_article_leaves_readers_every_page(article, clock, reader, monkeypatch, caplog):
    def fail(self, **_times):
        raise RuntimeError

    monkeypatch.setattr(Article, "swap", fail)
    clock(HOUR)
    assert reader.get(article.get_absolute_url()).status_code == 200
    assert "changes were not made live: RuntimeError" in caplog.text
