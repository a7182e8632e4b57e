"""What colleagues say to each other beside an article: who may, who is told, and that nothing typed is lost."""

import pytest
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_user

from articles.models import Note
from articles.models.note import LONGEST
from newsroom.models import AuditEntry, Notification, User
from newsroom.refusals import NotPermitted, Stale, WrongState

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.fixture
def article(db):
    return make_article(published=False)


def notes_of(article):
    return reverse("admin:articles_article_notes", args=[article.pk])


def settle(note):
    return reverse("admin:articles_article_note", args=[note.article_id, note.pk])


def events_of(person):
    return list(Notification.objects.filter(user=person).values_list("event", flat=True))


@pytest.fixture
def stranger(db):
    """In the admin, and without the right to see articles."""
    return make_user("stranger", languages=["ar", "en"])


# the verbs


def test_whoever_may_see_the_article_leaves_a_note_in_whatever_edition_they_work(article, english_editor, moderator):
    for person in (english_editor, moderator):
        assert article.add_note("انظر الفقرة الثانية.", by=person).author == person
    assert AuditEntry.objects.about(article).filter(verb="note").count() == 2


def test_whoever_may_not_see_it_does_not(article, stranger, editor):
    with pytest.raises(NotPermitted):
        article.add_note("نص", by=stranger)
    note = article.add_note("نص", by=editor)
    for act in (note.resolve, note.reopen):
        with pytest.raises(NotPermitted):
            act(by=stranger)
    assert Note.objects.get().resolved_at is None


@pytest.mark.parametrize("text", ["", "  \n ", "\u200f\u202e", "م" * (LONGEST + 1)])
def test_a_note_has_words_and_not_too_many(text, article, editor):
    with pytest.raises(WrongState):
        article.add_note(text, by=editor)
    assert not Note.objects.exists()


def test_a_note_is_resolved_once_and_opened_again(article, editor, writer):
    note = article.add_note("نص", by=writer)
    again = Note.objects.get()
    note.resolve(by=editor)
    assert (note.resolved_by, note.resolved_at is not None) == (editor, True)
    with pytest.raises(Stale):
        again.resolve(by=writer)
    note.reopen(by=writer)
    with pytest.raises(Stale):
        note.reopen(by=writer)
    verbs = AuditEntry.objects.about(article).exclude(verb="start").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["note", "resolve_note", "reopen_note"]


# mentions


@pytest.mark.parametrize(
    "text",
    [
        "@writer انظر",
        "ما رأيك يا @writer؟",
        "السطر الأول\n@writer.",
        "(@writer)",
        "شكراً @writer!",
        "و@writer",
        "ل@writer:",
        "النصُّ ل@writer",
    ],
)
def test_a_colleague_who_is_named_is_told(text, article, editor, writer):
    note = article.add_note(text, by=editor)
    assert list(note.mentioned.all()) == [writer]
    assert note.unknown == []
    assert events_of(writer) == ["mentioned"]


def test_names_with_signs_and_arabic_names_are_found(article, editor):
    names = ["leila.b+x", "ليلى_ب", "a@desk.example"]
    for name in names:
        make_user(name, role="writer", languages=["ar"])
    note = article.add_note("إلى " + "، ".join(f"@{name}" for name in names) + ".", by=editor)
    assert {person.username for person in note.mentioned.all()} == set(names)


def test_whom_the_field_names_is_told_as_well(article, editor, writer, chief):
    note = article.add_note("انظر", by=editor, to=f"@{writer.username} {chief.username}")
    assert set(note.mentioned.all()) == {writer, chief}


def test_an_address_of_the_mail_names_nobody(article, editor, writer):
    for local_part in ("desk", "d.e+s-k_", "1"):
        note = article.add_note(f"اكتب إلى {local_part}@{writer.username} اليوم", by=editor)
        assert not note.mentioned.exists()
        assert note.unknown == []


def test_two_names_joined_by_letters_are_both_found(article, editor, writer, chief):
    note = article.add_note("إلى @writer و@chief وب@nobody", by=editor)
    assert set(note.mentioned.all()) == {writer, chief}
    assert note.unknown == ["nobody"]


def test_who_cannot_see_the_article_is_not_told_and_the_writer_of_the_note_learns_it(article, editor, stranger):
    User.objects.filter(pk=make_user("gone", role="writer").pk).update(is_active=False)
    note = article.add_note("@stranger و @gone و @nobody", by=editor)
    assert sorted(note.unknown) == ["gone", "nobody", "stranger"]
    assert not note.mentioned.exists()
    assert not Notification.objects.filter(event="mentioned").exists()


def test_a_mention_crosses_the_editions(article, editor, english_editor):
    article.add_note("@english_editor please look", by=editor)
    assert events_of(english_editor) == ["mentioned"]


def test_a_note_about_my_article_is_told_to_me_and_none_of_mine(writer, editor):
    article = make_article(published=False)
    article.revise(by=writer, headline="جديد")
    article.add_note("ملاحظتي", by=writer)
    assert events_of(writer) == []
    article.add_note("ملاحظة المحررة", by=editor)
    article.add_note("@writer أيضاً", by=editor)
    # Named, nobody is told of the same note a second time.
    assert sorted(events_of(writer)) == ["mentioned", "noted"]


# the panel


def test_the_thread_stands_beside_the_form_with_every_text_as_text(article, editor, writer, as_user):
    article.add_note("@editor <b>سطر</b>\nسطر ثان", by=writer)
    page = page_of(as_user(editor).get(reverse("admin:articles_article_change", args=[article.pk])))
    note = page.one("section", id="notes").one("li", class_="note")
    text = note.one("div", class_="note__text")
    assert "<b>سطر</b>" in text.words
    assert len(text.all("br")) == 1
    # Of the language most of it is written in, not of the name it begins with.
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    assert not text.all("b")
    assert note.one("bdi").words == writer.username
    # No form stands inside another.
    assert not page.one("form", id="article_form").all("form")


def test_a_note_is_added_and_resolved_by_plain_forms(article, editor, as_user):
    client = as_user(editor)
    answer = client.post(notes_of(article), {"say-text": "انظر العنوان", "say-to": ""})
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("admin:articles_article_change", args=[article.pk]) + "#notes",
    )
    note = Note.objects.get()
    assert client.post(settle(note), {"act": "resolve"}).status_code == 303
    note.refresh_from_db()
    assert note.resolved_by == editor
    assert client.post(settle(note), {"act": "reopen"}).status_code == 303
    assert Note.objects.get().resolved_at is None


def test_without_a_script_a_refused_note_comes_back_on_its_own_page_with_its_text(article, editor, as_user):
    text = "م" * (LONGEST + 1)
    answer = as_user(editor).post(notes_of(article), {"say-text": text, "say-to": "writer"})
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.one("textarea", name="say-text").text.strip() == text
    assert page.one("input", name="say-to")["value"] == "writer"
    assert str(LONGEST + 1) in page.one("ul", class_="errorlist").words


def test_the_script_gets_the_panel_alone(article, editor, as_user):
    client = as_user(editor)
    answer = client.post(notes_of(article), {"say-text": "انظر @nobody", "say-to": ""}, **SCRIPT)
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["X-Panel"]) == (200, "1")
    assert "<html" not in text
    assert "انظر @nobody" in text
    warnings = [warning.words for warning in page_of(answer).all("p", class_="panel-said--failed")]
    assert any("nobody" in warning for warning in warnings)
    refused = client.post(notes_of(article), {"say-text": "", "say-to": "writer"}, **SCRIPT)
    assert (refused.status_code, refused.headers["X-Panel"]) == (422, "1")
    assert page_of(refused).one("input", name="say-to")["value"] == "writer"


def test_a_note_of_another_article_is_not_settled_here(article, editor, as_user):
    note = make_article(published=False).add_note("نص", by=editor)
    address = reverse("admin:articles_article_note", args=[article.pk, note.pk])
    assert as_user(editor).post(address, {"act": "resolve"}).status_code == 404
    assert Note.objects.get().resolved_at is None


@pytest.mark.parametrize("act", ["", "delete", "save", "mention", "__init__"])
def test_what_is_no_act_is_refused(act, article, chief, as_user):
    note = article.add_note("نص", by=chief)
    assert as_user(chief).post(settle(note), {"act": act}).status_code == 403
    assert Note.objects.filter(pk=note.pk, resolved_at=None).exists()


def test_whoever_may_not_see_articles_gets_no_page_of_notes(article, stranger, editor, as_user, reader):
    note = article.add_note("سر من الأسرار", by=editor)
    client = as_user(stranger)
    assert client.get(notes_of(article)).status_code == 403
    assert client.post(notes_of(article), {"say-text": "نص"}).status_code == 403
    assert client.post(settle(note), {"act": "resolve"}).status_code == 403
    assert reader.get(notes_of(article)).status_code == 302
    assert Note.objects.get().resolved_at is None


def test_a_long_thread_is_shown_in_part_and_whole_on_its_page(article, editor, as_user):
    for number in range(33):
        article.add_note(f"ملاحظة رقم {number}", by=editor)
    client = as_user(editor)
    panel = page_of(client.get(reverse("admin:articles_article_change", args=[article.pk]))).one("section", id="notes")
    assert len(panel.all("li", class_="note")) == 30
    assert "ملاحظة رقم 32" in panel.words
    assert "ملاحظة رقم 2 " not in panel.words
    assert len(page_of(client.get(notes_of(article))).all("li", class_="note")) == 33
