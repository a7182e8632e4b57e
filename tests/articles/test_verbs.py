"""The steps in the life of an article or a page: who may take each, from where, and that a refused one changes nothing.

What is particular to publishing stands in test_publish.py.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from makers import make_article, make_author, make_image, make_page, make_section, make_topic, make_user

from articles.choices import Status
from articles.models import Article, ArticleRevision, Page
from articles.workflow import STEPS
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Refused, Stale, WrongState

pytestmark = pytest.mark.django_db

# Where a row stands -> the verbs that lead there from a draft.
SITUATIONS: dict[str, list[str]] = {
    "draft": [],
    "in review": ["submit"],
    "ready": ["submit", "approve"],
    "scheduled": ["schedule"],
    "live": ["publish"],
    "live, changes to come": ["publish", "schedule"],
    "withdrawn": ["publish", "withdraw"],
    "withdrawn before its hour": ["schedule", "withdraw"],
    "draft again": ["publish", "withdraw", "restore"],
}
# Situation -> verb -> the status it leads to. Every pair that is not here is refused.
ALLOWED: dict[str, dict[str, Status]] = {
    "draft": {"submit": Status.IN_REVIEW, "publish": Status.PUBLISHED},
    "in review": {"return_": Status.DRAFT, "approve": Status.READY, "publish": Status.PUBLISHED},
    "ready": {"return_": Status.DRAFT, "publish": Status.PUBLISHED},
    "scheduled": {"publish": Status.PUBLISHED, "unschedule": Status.READY, "withdraw": Status.WITHDRAWN},
    "live": {"publish": Status.PUBLISHED, "withdraw": Status.WITHDRAWN},
    "live, changes to come": {
        "publish": Status.PUBLISHED,
        "cancel_swap": Status.PUBLISHED,
        "withdraw": Status.WITHDRAWN,
    },
    "withdrawn": {"publish": Status.PUBLISHED, "restore": Status.DRAFT},
    "withdrawn before its hour": {"publish": Status.PUBLISHED, "restore": Status.DRAFT},
    "draft again": {"submit": Status.IN_REVIEW, "publish": Status.PUBLISHED},
}
ARGUMENTS: dict[str, dict[str, Any]] = {"withdraw": {"reason": "خطأ في الأسماء"}}
MAKERS = {"article": make_article, "page": make_page}
STEPS_OF = {"article": Article.steps, "page": Page.steps}
VERBS = [(kind, verb) for kind in MAKERS for verb in STEPS_OF[kind]]
# A page's changes have no hour of their own.
PAIRS = [
    (kind, situation, verb)
    for kind, verb in VERBS
    for situation in SITUATIONS
    if kind == "article" or situation != "live, changes to come"
]


def take(row: Any, verb: str, by: Any = SYSTEM) -> None:
    if verb == "schedule":
        row.publish(by=by, at=timezone.now() + timedelta(days=1))
    else:
        getattr(row, verb)(by=by, **ARGUMENTS.get(verb, {}))


def row_in(situation: str, kind: str = "article") -> Any:
    row = MAKERS[kind](published=False)
    for verb in SITUATIONS[situation]:
        take(row, verb)
    return type(row).objects.get(pk=row.pk)


def stored(row: Any) -> dict[str, Any]:
    """Return all that a refused verb must leave as it was."""
    columns = type(row).objects.filter(pk=row.pk).values().get()
    revisions = ArticleRevision.objects.filter(article__pk=row.pk).count() if isinstance(row, Article) else 0
    return columns | {"log": AuditEntry.objects.count(), "revisions": revisions}


def from_where(verb: str) -> str:
    return next(situation for situation, verbs in ALLOWED.items() if verb in verbs)


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


# revise


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_article_can_be_revised_wherever_it_stands(situation, writer):
    article = row_in(situation)
    status = article.status
    article.revise(by=writer, note="صياغة", headline="عنوان آخر")
    revision = article.revisions.order_by("-number").first()
    assert (revision.author, revision.note, revision.content["headline"]) == (writer, "صياغة", "عنوان آخر")
    assert Article.objects.get(pk=article.pk).status == status


def test_the_columns_follow_until_the_first_publication_and_not_after(writer):
    draft, live = row_in("draft"), row_in("live")
    headline = live.headline
    topic, author, image = make_topic(), make_author(), make_image()
    for article in (draft, live):
        article.revise(by=writer, headline="جديد", topics=[topic], authors=[author], lead_image=image)
    draft, live = (Article.objects.get(pk=article.pk) for article in (draft, live))
    assert (draft.headline, live.headline) == ("جديد", headline)
    assert (list(draft.topics.all()), draft.authors, draft.lead_image) == ([topic], [author], image)
    assert (list(live.topics.all()), live.authors, live.lead_image) == ([], [], None)


def test_revising_needs_the_right(moderator):
    article = row_in("draft")
    before = stored(article)
    with pytest.raises(NotPermitted):
        article.revise(by=moderator, headline="لا")
    assert stored(article) == before


def test_revising_needs_the_language(english_editor):
    article = row_in("draft")
    before = stored(article)
    with pytest.raises(NotPermitted):
        article.revise(by=english_editor, headline="No")
    assert stored(article) == before


def test_two_who_revise_the_same_copy_do_not_overwrite_each_other(writer, editor):
    article = row_in("draft")
    first, second = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    first.revise(by=writer, headline="الأول")
    before = stored(article)
    with pytest.raises(Stale):
        second.revise(by=editor, headline="الثاني")
    assert stored(article) == before


def test_an_unknown_field_is_a_mistake_of_the_program(writer):
    with pytest.raises(TypeError, match="status"):
        row_in("draft").revise(by=writer, status="published")


def test_a_scheduled_article_cannot_take_the_address_of_another():
    make_article(slug="الماء")
    article = make_article(published=False)
    article.publish(by=SYSTEM, at=timezone.now() + timedelta(minutes=1))
    before = stored(article)
    with pytest.raises(Refused):
        Article.objects.get(pk=article.pk).revise(by=SYSTEM, slug="الماء")
    assert stored(article) == before


@pytest.mark.parametrize("empty", [{"headline": ""}, {"section": None}])
def test_a_scheduled_article_cannot_lose_what_its_publication_needs(empty):
    article = row_in("scheduled")
    before = stored(article)
    with pytest.raises(WrongState):
        article.revise(by=SYSTEM, **empty)
    assert stored(article) == before


# the other edition


def test_the_other_edition_takes_what_is_shared_and_not_the_text(chief):
    author, topic, image = make_author(), make_topic(), make_image()
    article = make_article(
        authors=[author], topics=[topic], lead_image=image, kind="opinion", standfirst="مقدمة", lead_alt="وصف هنا"
    )
    edition = Article.objects.get(pk=article.create_edition(by=chief).pk)
    assert (edition.story, edition.language, edition.status) == (article.story, "en", Status.DRAFT)
    assert (edition.section, edition.lead_image, edition.kind) == (article.section, image, "opinion")
    assert (edition.authors, list(edition.topics.all())) == ([author], [topic])
    assert (edition.headline, edition.standfirst, edition.body, edition.lead_alt, edition.slug) == ("", "", "", "", "")
    assert (edition.translated_from, edition.translated_from_revision) == (article, article.revisions.get())
    assert AuditEntry.objects.about(edition).get(verb="start").user == chief


def test_either_language_may_be_the_original(chief):
    edition = make_article("en").create_edition(by=chief)
    assert edition.language == "ar"


def test_the_other_edition_comes_from_the_working_copy(chief):
    article = row_in("live")
    section = make_section()
    article.revise(by=chief, section=section)
    assert article.create_edition(by=chief).section == section


def test_creating_an_edition_needs_the_right_to_write_in_its_language(editor, moderator):
    article = row_in("live")
    for person in (editor, moderator):
        before = stored(article)
        with pytest.raises(NotPermitted):
            article.create_edition(by=person)
        assert stored(article) == before
        assert article.story.articles.count() == 1


def test_a_story_has_one_article_in_each_language(chief):
    article = row_in("draft")
    edition = article.create_edition(by=chief)
    for row in (article, edition):
        with pytest.raises(WrongState):
            row.create_edition(by=chief)
    assert article.story.articles.count() == 2


def test_starting_needs_the_right_and_the_language(moderator, english_editor):
    for person in (moderator, english_editor):
        with pytest.raises(NotPermitted):
            Article.objects.start("ar", by=person, headline="لا")
    assert not Article.objects.exists()
    assert not AuditEntry.objects.exists()


def everything_but(right: str) -> Any:
    from django.contrib.auth.models import Permission

    person = make_user("almost", languages=["ar", "en"])
    app, codename = right.split(".")
    person.user_permissions.set(Permission.objects.filter(content_type__app_label=app).exclude(codename=codename))
    assert person.has_perm("articles.change_article")
    assert not person.has_perm(right)
    return person


def test_a_page_is_made_by_nobody_but_its_own_rights(editor, chief):
    page = make_page(published=False)
    with pytest.raises(NotPermitted):
        page.publish(by=editor)
    page.publish(by=chief)
    assert Page.objects.public().get() == page
