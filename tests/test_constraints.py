"""What must never be false is kept by the database itself: each row below goes past the verbs and is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from makers import make_article, make_author, make_comment, make_image, make_page, make_section, make_topic, make_user

from articles.choices import Status
from articles.models import (
    Article,
    ArticleRevision,
    Byline,
    Correction,
    FormerWord,
    Image,
    ImageText,
    ImageUse,
    Page,
    Pin,
    Presence,
    PreviewLink,
    ReadCount,
    Redirect,
    SavedView,
    Section,
    Synonym,
    Unsaved,
)
from comments.choices import State
from comments.models import Block, Comment, Report, Revision, Term
from comments.models.personal_data import PersonalDataRequest
from newsroom.models import OutboxMessage, Site, User

pytestmark = pytest.mark.django_db
NOW = timezone.now()
A_FORMER_WORD = {"kind": "topic", "language": "en", "word": "old", "subject_id": 1}


def change_article(**columns: Any) -> Callable[[], object]:
    return lambda: Article.objects.filter(pk=make_article().pk).update(**columns)


def change_page(**columns: Any) -> Callable[[], object]:
    return lambda: Page.objects.filter(pk=make_page().pk).update(**columns)


def change_comment(**columns: Any) -> Callable[[], object]:
    return lambda: Comment.objects.filter(pk=make_comment().pk).update(**columns)


def second_article_of_a_story() -> None:
    Article.objects.bulk_create([Article(story=make_article().story, language="ar", headline="ثانٍ")])


def second_article_at_an_address() -> None:
    first, second = make_article(), make_article()
    Article.objects.filter(pk=second.pk).update(year=first.year, month=first.month, slug=first.slug)


def second_page_at_an_address() -> None:
    make_page(slug="about")
    Page.objects.bulk_create([Page(language="ar", slug="about", title="ثانية")])


def second_revision_of_a_number() -> None:
    ArticleRevision.objects.bulk_create([ArticleRevision(article=make_article(), number=1, content={})])


def second_words_of_an_image() -> None:
    ImageText.objects.bulk_create([ImageText(image=make_image(), language="ar", alt="أخرى")])


def section_of_no_colour() -> None:
    Section.objects.filter(pk=make_section().pk).update(accent="pink")


def use_of_no_place() -> None:
    ImageUse.objects.bulk_create([ImageUse(image=make_image())])


def used_twice(column: str, make_place: Callable[[], object]) -> Callable[[], object]:
    def attempt() -> None:
        image, place = make_image(), make_place()
        ImageUse.objects.bulk_create([ImageUse(image=image, **{column: place}) for _ in range(2)])

    return attempt


def two_pictures_of_one_file() -> None:
    Image.objects.filter(pk=make_image().pk).update(content_hash=make_image().content_hash)


def focus_beside_the_picture() -> None:
    Image.objects.filter(pk=make_image().pk).update(focus_x=900)


def words_in_a_third_language() -> None:
    ImageText.objects.filter(image=make_image(), language="en").update(language="fr")


def interface_in_a_third_language() -> None:
    User.objects.filter(pk=make_user("polyglot").pk).update(interface_language="fr")


def change_pending(**columns: Any) -> Callable[[], object]:
    return lambda: Comment.objects.filter(pk=make_comment(state=State.PENDING).pk).update(**columns)


def change_site(**columns: Any) -> Callable[[], object]:
    return lambda: Site.objects.filter(pk=Site.objects.create(pk=1).pk).update(**columns)


def make(model: Any, *, times: int = 1, **columns: Any) -> Callable[[], object]:
    return lambda: model.objects.bulk_create([model(**columns) for _time in range(times)])


def of_a_comment(model: Any, *, times: int = 1, **columns: Any) -> Callable[[], object]:
    return lambda: make(model, times=times, comment=make_comment(), **columns)()


def of_an_article(model: Any, *, times: int = 1, **columns: Any) -> Callable[[], object]:
    return lambda: make(model, times=times, article=make_article(), **columns)()


def by_somebody(model: Any, **columns: Any) -> Callable[[], object]:
    return lambda: make(model, times=2, user=make_user("somebody"), **columns)()


def of_somebody_at_an_article(model: Any, **columns: Any) -> Callable[[], object]:
    return lambda: by_somebody(model, article=make_article(), **columns)()


def comment_that_answers_itself() -> None:
    Comment.objects.filter(pk=make_comment().pk).update(parent=models.F("pk"))


def form_sent_twice() -> None:
    first, second = make_comment(), make_comment()
    Comment.objects.filter(pk=second.pk).update(idempotency_key=first.idempotency_key)


def same_word_twice(make: Callable[[], Any], field: str) -> Callable[[], object]:
    def attempt() -> None:
        first, second = make(), make()
        type(second).objects.filter(pk=second.pk).update(**{field: getattr(first, field)})

    return attempt


HOUR = timedelta(hours=1)
# The name of a constraint, or model.field of a unique column -> what the database has to refuse.
ATTEMPTS: list[tuple[str, str, Callable[[], object]]] = [
    ("articles_article_language_is_an_edition", "a third language", change_article(language="fr")),
    ("articles_article_status_is_known", "a status of no name", change_article(status="lost")),
    ("articles_article_published_has_a_time", "published, never", change_article(published_at=None)),
    ("articles_article_expires_after_publication", "gone before it comes", change_article(expires_at=NOW - 2 * HOUR)),
    ("articles_one_article_an_edition", "a story twice in Arabic", second_article_of_a_story),
    ("articles_address_is_unique", "two articles, one address", second_article_at_an_address),
    ("articles_article_kind_is_known", "a kind of no name", change_article(kind="gossip")),
    ("articles_published_has_an_address", "published without a year", change_article(year=None)),
    ("articles_published_has_an_address", "published without a month", change_article(month=None)),
    ("articles_published_has_an_address", "published without an address word", change_article(slug="")),
    ("articles_published_has_an_address", "published without a headline", change_article(headline="")),
    ("articles_published_has_an_address", "published in no section", change_article(section=None)),
    ("articles_page_language_is_an_edition", "a page in a third language", change_page(language="fr")),
    ("articles_page_status_is_known", "a page of an unknown status", change_page(status="lost")),
    ("articles_page_published_has_a_time", "a page published, never", change_page(published_at=None)),
    ("articles_page_expires_after_publication", "a page gone early", change_page(expires_at=NOW - 2 * HOUR)),
    ("articles_page_slug_is_unique_in_its_edition", "two pages, one address", second_page_at_an_address),
    ("articles_revision_number_is_unique", "two first revisions", second_revision_of_a_number),
    ("articles_byline_is_once", "an author twice", of_an_article(Byline, times=2, language="ar", author_id=1)),
    (
        "articles_byline_language_is_an_edition",
        "a byline in a third language",
        of_an_article(Byline, language="fr", author_id=1),
    ),
    ("articles_image_has_one_text_a_language", "two Arabic texts of an image", second_words_of_an_image),
    ("articles_correction_kind_is_known", "one of no kind", of_an_article(Correction, kind="apology", text="…")),
    ("articles_month_is_of_a_year", "a thirteenth month", change_article(month=13)),
    ("articles_section_accent_is_known", "a colour of no name", section_of_no_colour),
    ("articles_image_is_used_in_one_place", "a use of no place", use_of_no_place),
    ("articles_image_once_an_article", "an article twice with a picture", used_twice("article", make_article)),
    ("articles_image_once_a_page", "a page twice with a picture", used_twice("page", make_page)),
    ("articles.Image.content_hash", "two pictures of one file", two_pictures_of_one_file),
    ("articles_image_focus_is_in_the_picture", "a focus beside the picture", focus_beside_the_picture),
    ("articles_imagetext_language_is_an_edition", "words in a third language", words_in_a_third_language),
    ("user_interface_is_in_an_edition", "an interface in a third language", interface_in_a_third_language),
    ("comments_language_is_an_edition", "a comment in a third language", change_comment(language="fr")),
    ("comments_reason_is_known", "a reason of no name", change_comment(reason="mood")),
    ("comments_state_is_known", "a state of no name", change_comment(state="lost")),
    ("comments_approved_has_a_time", "approved, never", change_comment(first_approved_at=None)),
    ("comments_reply_is_not_to_itself", "an answer to itself", comment_that_answers_itself),
    ("comments_has_name_and_text", "a comment of nobody", change_comment(name="")),
    ("comments_has_name_and_text", "a comment without a word", change_comment(body="")),
    ("comments_edition_is_known", "a comment of no edition", change_comment(edition="")),
    ("comments_pending_waits", "pending, for nobody", change_pending(waiting_since=None)),
    ("comments_refused_does_not_wait", "refused, and still waiting", change_pending(state="spam")),
    ("comments_block_subject_is_known", "a block by the name", make(Block, key="k", subject="name", effect="hold")),
    ("comments_block_effect_is_known", "a block of no effect", make(Block, key="k", subject="email", effect="pray")),
    ("comments_networks_are_only_held", "a network refused", make(Block, key="k", subject="network", effect="refuse")),
    ("comments.Block.key", "a sender blocked twice", make(Block, times=2, key="k", subject="email", effect="hold")),
    ("comments_data_purpose_is_known", "a wish of no name", make(PersonalDataRequest, purpose="sell", email_key="k")),
    ("comments_report_reason_is_known", "a report of no reason", of_a_comment(Report, reason="mood")),
    ("comments_one_open_report_a_device", "a report twice", of_a_comment(Report, times=2, reason="spam", device="d")),
    ("comments_revision_state_is_known", "an edit that is spam", of_a_comment(Revision, body="x", state="spam")),
    ("comments_revision_has_text", "an edit without a word", of_a_comment(Revision, body="")),
    ("comments_one_waiting_edit", "two edits that wait", of_a_comment(Revision, times=2, body="x")),
    ("comments_term_kind_is_known", "a term of no kind", make(Term, kind="smell", text="x")),
    ("comments_term_strength_is_known", "a term of no effect", make(Term, strength="ban", text="x")),
    ("comments_term_stands_once", "a term twice", make(Term, times=2, text="x")),
    ("comments_term_has_text", "a term of nothing", make(Term, text="")),
    (
        "articles_only_live_copies_are_swapped",
        "a draft's changes to come",
        change_article(status="draft", pending_at=NOW),
    ),
    (
        "articles_pinned_once",
        "an article pinned twice",
        of_an_article(Pin, times=2, language="ar", position=0, until=NOW),
    ),
    ("articles_pin_edition", "a pin in a third language", of_an_article(Pin, language="fr", position=0, until=NOW)),
    ("articles_present_once", "somebody there twice", of_somebody_at_an_article(Presence, seen_at=NOW)),
    ("articles_unsaved_once_a_window", "one window, two texts", by_somebody(Unsaved, window="w", saved_at=NOW)),
    ("articles.PreviewLink.key", "one key, two links", of_an_article(PreviewLink, times=2, key="k", expires_at=NOW)),
    ("articles_synonym_has_words", "a family without words", make(Synonym, words="")),
    ("articles_redirect_is_a_path", "an address elsewhere", of_an_article(Redirect, path="https://example.org/")),
    ("articles.Redirect.path", "one old address, two ways", of_an_article(Redirect, times=2, path="/ar/x/")),
    ("articles_former_word_leads_to_one", "one word, two ways", make(FormerWord, times=2, **A_FORMER_WORD)),
    ("articles_former_word_language_is_known", "no edition", make(FormerWord, **A_FORMER_WORD | {"language": "fr"})),
    ("articles_saved_view_name_is_unique", "two views of a name", by_somebody(SavedView, name="عاجل", query="")),
    ("articles_comments_mode_is_known", "an article of no rule", change_article(comments_mode="some")),
    ("articles_reads_once_an_hour", "an hour counted twice", of_an_article(ReadCount, times=2, hour=NOW, count=1)),
    ("site_arabic_months_are_known", "months of nowhere", change_site(arabic_months="xx")),
    ("site_arabic_digits_are_known", "digits of nowhere", change_site(arabic_digits="roma")),
    ("site_comments_mode_is_known", "a site of no rule", change_site(comments_mode="some")),
    ("site_staffed_hours_are_a_pair", "read from, for ever", change_site(comments_staffed_from="08:00")),
    ("newsroom.OutboxMessage.key", "one digest twice", make(OutboxMessage, times=2, kind="x", key="k", due_at=NOW)),
    ("site_is_one_row", "a second newsroom", lambda: Site.objects.bulk_create([Site(pk=1), Site(pk=2)])),
    ("comments.Comment.idempotency_key", "one form stored twice", form_sent_twice),
    *(
        (f"articles.{model}.{field}", f"two of a {field}", same_word_twice(make, field))
        for model, make in (("Section", make_section), ("Topic", make_topic), ("Author", make_author))
        for field in ("slug_ar", "slug_en")
    ),
]


@pytest.mark.parametrize(
    ("name", "attempt"), [(name, attempt) for name, _, attempt in ATTEMPTS], ids=[row[1] for row in ATTEMPTS]
)
def test_the_database_refuses(name, attempt):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    assert says(str(refusal.value), name)


def test_the_table_names_every_constraint_there_is():
    tested = {name for name, _, _ in ATTEMPTS}
    assert tested == set(constraints())


def test_unfinished_work_may_still_be_unfinished():
    """What is true of a published row only must not stop a draft."""
    make_article(published=False, headline="", section=None)
    for _ in range(2):
        make_article(published=False, slug="ما-زال-مسودة")
    assert Article.objects.filter(status=Status.DRAFT).count() == 3


def constraints() -> dict[str, list[str]]:
    """Return every named constraint and unique column of our own tables with the columns it is about."""
    found: dict[str, list[str]] = {}
    for app in ("articles", "comments", "newsroom"):
        for model in apps.get_app_config(app).get_models():
            meta = model._meta
            table = meta.db_table
            for constraint in meta.constraints:
                names = getattr(constraint, "fields", ())
                found[constraint.name] = [f"{table}.{meta.get_field(name).column}" for name in names]
            for field in meta.local_fields:
                # A user name is Django's own affair, a one-to-one key the primary key itself.
                if field.unique and not field.primary_key and model.__name__ != "User":
                    found[f"{meta.label}.{field.name}"] = [f"{table}.{field.column}"]
    return found


def says(message: str, name: str) -> bool:
    """Say whether the database's message is about the constraint `name`: SQLite names the columns of a unique one."""
    columns = constraints()[name]
    if not columns:
        return f"failed: {name}" in message or f'"{name}"' in message
    if connection.vendor == "sqlite":
        return message == f"UNIQUE constraint failed: {', '.join(columns)}"
    return f'"{name}"' in message if "." not in name else f"({columns[0].split('.')[1]})=" in message
