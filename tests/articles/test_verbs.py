"""Who may take which step from where: every pair of the table, and every pair that is not in it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from makers import make_article, make_page, make_section, make_user
from situations import ALLOWED, MAKERS, PAIRS, SITUATIONS, VERBS, everything_but, from_where, row_in, stored, take

from articles.models import Article, Page
from articles.workflow import STEPS
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Stale, WrongState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "situation", "verb"), PAIRS)
def test_each_verb_leads_where_the_table_says_or_is_refused(kind, situation, verb):
    row = row_in(situation, kind)
    before = stored(row)
    if verb in ALLOWED[situation]:
        take(row, verb)
        assert type(row).objects.get(pk=row.pk).status == row.status == ALLOWED[situation][verb]
        assert row.version == before["version"] + 1 == type(row).objects.get(pk=row.pk).version
    else:
        with pytest.raises(WrongState):
            take(row, verb)
        assert stored(row) == before


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_buttons_offered_are_exactly_the_verbs_that_would_be_taken(situation):
    assert set(row_in(situation).steps_for(SYSTEM)) == set(ALLOWED[situation])


def test_only_an_article_can_have_changes_to_be_taken_off_the_schedule():
    assert set(Article.steps) - set(Page.steps) == {"cancel_swap"}
    assert not hasattr(Page, "cancel_swap")


@pytest.mark.parametrize(("kind", "verb"), VERBS)
def test_a_verb_needs_its_own_right(kind, verb):
    """Somebody with every right over articles and pages but this verb's is refused, and nothing changes."""
    row = row_in(from_where(verb), kind)
    before = stored(row)
    almost = everything_but(f"articles.{STEPS[verb].right}_{kind}")
    with pytest.raises(NotPermitted):
        take(row, verb, by=almost)
    assert stored(row) == before


@pytest.mark.parametrize(("kind", "verb"), VERBS)
def test_a_verb_needs_the_language(kind, verb):
    row = row_in(from_where(verb), kind)
    before = stored(row)
    stranger = make_user("stranger", role="chief editor", languages=["en"])
    with pytest.raises(NotPermitted):
        take(row, verb, by=stranger)
    assert stored(row) == before


@pytest.mark.parametrize("verb", STEPS)
def test_of_two_people_with_the_same_copy_the_second_is_refused(verb, chief):
    row = row_in(from_where(verb))
    first, second = Article.objects.get(pk=row.pk), Article.objects.get(pk=row.pk)
    first.revise(by=chief, note="الأول")
    before = stored(row)
    with pytest.raises(Stale):
        take(second, verb, by=chief)
    assert stored(row) == before


@pytest.mark.parametrize(("kind", "verb"), VERBS)
def test_the_log_says_who_did_what_once(kind, verb, chief):
    row = row_in(from_where(verb), kind)
    count = AuditEntry.objects.count()
    take(row, verb, by=chief)
    entry = AuditEntry.objects.about(row).latest("pk")
    assert AuditEntry.objects.count() == count + 1
    assert (entry.verb, entry.user, entry.actor) == (verb.rstrip("_"), chief, "chief")
    assert entry.note == ("خطأ في الأسماء" if verb == "withdraw" else "")
    assert entry.detail["language"] == row.language


def test_a_machine_is_logged_by_its_name():
    article = row_in("draft")
    article.submit(by=SYSTEM)
    entry = AuditEntry.objects.about(article).get(verb="submit")
    assert (entry.user, entry.actor) == (None, "system")


def test_the_roles_carry_an_article_from_a_writer_to_the_readers(writer, editor):
    article = Article.objects.start("ar", by=writer, headline="سد جديد على النهر", section=make_section())
    article.submit(by=writer)
    article.return_(by=editor, note="ينقص رأي الوزارة")
    article.revise(by=writer, body="<p>قالت الوزارة.</p>")
    article.submit(by=writer)
    article.approve(by=editor)
    article.publish(by=editor)
    acts = AuditEntry.objects.about(article).order_by("pk").values_list("verb", "actor", "note")
    assert list(acts) == [
        ("start", "writer", ""),
        ("submit", "writer", ""),
        ("return", "editor", "ينقص رأي الوزارة"),
        ("submit", "writer", ""),
        ("approve", "editor", ""),
        ("publish", "editor", ""),
    ]
    assert Article.objects.public().get().body == "<p>قالت الوزارة.</p>"


def test_a_withdrawn_article_keeps_the_reason_until_it_is_published_again(editor):
    article = row_in("live")
    article.withdraw(by=editor, reason="نُشر قبل أوانه")
    assert Article.objects.get(pk=article.pk).withdrawal_reason == "نُشر قبل أوانه"
    article.restore(by=editor)
    article.publish(by=editor)
    assert Article.objects.get(pk=article.pk).withdrawal_reason == ""


@pytest.mark.parametrize("verb", ["unschedule", "withdraw"])
@pytest.mark.parametrize("kind", MAKERS)
def test_what_was_stopped_before_its_hour_has_never_been_public(verb, kind):
    """Not even after that hour: its address must go on saying 404, and its headline to nobody."""
    row = row_in("scheduled", kind)
    take(row, verb)
    after = timezone.now() + timedelta(days=2)
    assert not row.has_been_public(after)
    assert not row.is_gone(after)


def test_an_unscheduled_article_leaves_its_address_to_others():
    first = make_article(published=False, slug="الماء")
    take(first, "schedule")
    first.unschedule(by=SYSTEM)
    second = make_article(slug="الماء")
    assert second.is_public()
    first.revise(by=SYSTEM, headline="بعد ذلك")


@pytest.mark.parametrize("kind", MAKERS)
def test_publishing_what_expires_before_it_would_appear_is_refused(kind):
    row = row_in("draft", kind)
    row.expires_at = timezone.now() - timedelta(days=1)
    row.save()
    before = stored(row)
    with pytest.raises(WrongState):
        row.publish(by=SYSTEM)
    assert stored(row) == before


@pytest.mark.parametrize("kind", MAKERS)
def test_what_expires_before_its_embargo_ends_never_becomes_public(kind):
    row = row_in("draft", kind)
    row.embargoed_until = timezone.now() + timedelta(days=2)
    row.expires_at = timezone.now() + timedelta(days=1)
    row.save()
    try:
        row.publish(by=SYSTEM)
    except WrongState:
        row.refresh_from_db()
    after = timezone.now() + timedelta(days=3)
    assert not row.is_public(after)
    assert not row.is_gone(after)


def test_a_page_is_made_by_nobody_but_its_own_rights(editor, chief):
    page = make_page(published=False)
    with pytest.raises(NotPermitted):
        page.publish(by=editor)
    page.publish(by=chief)
    assert Page.objects.public().get() == page
