"""Two articles become the editions of one story, and two stories again."""

import pytest
from html_page import page_of
from makers import make_article, make_comment, make_user

from articles.choices import Freshness
from articles.models import Article, Story
from newsroom import languages
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Stale, WrongState

pytestmark = pytest.mark.django_db


def alternates(reader, article):
    page = page_of(reader.get(article.get_absolute_url()))
    return {link["hreflang"] for link in page.all("link", rel="alternate") if link.get("hreflang")}


def stories():
    return {row.pk: row.story_id for row in Article.objects.all()}


def test_linked_they_are_one_story_and_readers_are_led_from_each_to_the_other(chief, reader):
    arabic, english = make_article("ar"), make_article("en")
    assert not alternates(reader, arabic) | alternates(reader, english)
    arabic.link(english, by=chief)
    for row in (arabic, english):
        row.refresh_from_db()
        assert alternates(reader, row) == {"ar", "en", "x-default"}
    # The story that is left has nothing in it any more.
    assert Story.objects.get() == arabic.story == english.story
    for row, other in ((arabic, english), (english, arabic)):
        entry = AuditEntry.objects.about(row).get(verb="link")
        assert (entry.user, entry.detail["other"]) == (chief, other.pk)


@pytest.mark.parametrize("language", languages.CODES)
def test_either_may_be_the_one_that_links(chief, language):
    first, second = make_article(language), make_article(languages.other(language), published=False)
    first.link(second, by=chief)
    assert first.partner() == second


def test_two_of_one_language_are_not_linked(chief):
    first, second = make_article("ar"), make_article("ar")
    before = stories()
    with pytest.raises(WrongState):
        first.link(second, by=chief)
    with pytest.raises(WrongState):
        first.link(first, by=chief)
    assert stories() == before


def test_what_has_its_other_edition_is_linked_to_no_third(chief):
    arabic, english, third = make_article("ar"), make_article("en"), make_article("en")
    arabic.link(english, by=chief)
    before = stories()
    for one, other in ((arabic, third), (third, arabic), (arabic, english)):
        with pytest.raises(WrongState):
            one.link(other, by=chief)
    assert stories() == before
    assert AuditEntry.objects.filter(verb="link").count() == 2


def test_tying_needs_the_right_in_both_languages(editor, english_editor, moderator):
    arabic, english = make_article("ar"), make_article("en")
    before = stories()
    for person in (editor, english_editor, moderator):
        for one, other in ((arabic, english), (english, arabic)):
            with pytest.raises(NotPermitted):
                one.link(other, by=person)
    assert stories() == before
    arabic.link(english, by=SYSTEM)
    for person in (editor, english_editor, moderator):
        for row in (arabic, english):
            with pytest.raises(NotPermitted):
                row.unlink(by=person)
    assert arabic.partner() == english
    assert not AuditEntry.objects.filter(verb="unlink").exists()


def test_of_two_who_link_at_once_the_second_is_refused(chief):
    arabic, english, third = make_article("ar"), make_article("en"), make_article("ar")
    seen = Article.objects.get(pk=english.pk)
    third.link(english, by=chief)
    with pytest.raises((Stale, WrongState)):
        arabic.link(seen, by=chief)
    assert third.partner() == english
    assert arabic.partner() is None


@pytest.mark.parametrize("language", languages.CODES)
def test_separated_each_has_its_own_story_and_neither_follows_the_other(chief, reader, language):
    source = make_article(language)
    edition = source.create_edition(by=SYSTEM)
    edition.revise(by=SYSTEM, headline="عنوان آخر" if edition.language == "ar" else "Another headline")
    edition.publish(by=SYSTEM)
    comment = make_comment(edition)
    source.unlink(by=chief)
    for row in (source, edition):
        row.refresh_from_db()
        assert (row.partner(), row.translated_from, row.translated_from_revision) == (None, None, None)
        assert not alternates(reader, row)
        assert AuditEntry.objects.about(row).get(verb="unlink").user == chief
    assert Story.objects.count() == 2
    assert edition.comments.get() == comment
    with pytest.raises(WrongState):
        edition.unlink(by=chief)
    # And together again.
    edition.link(source, by=chief)
    assert edition.partner() == source


@pytest.mark.parametrize("by_source", [True, False])
def test_linked_again_a_translation_has_what_it_had_and_no_more(chief, by_source):
    source = make_article("ar")
    edition = source.create_edition(by=SYSTEM)
    edition.revise(by=SYSTEM, headline="Another headline")
    edition.publish(by=SYSTEM)
    source.revise(by=SYSTEM, body="<p>نص آخر.</p>")
    source.publish(by=SYSTEM)
    edition.refresh_from_db()
    had = edition.translated_from_revision
    for _again in range(2):
        edition.unlink(by=chief)
        source, edition = (Article.objects.get(pk=row.pk) for row in (source, edition))
        (source.link(edition, by=chief) if by_source else edition.link(source, by=chief))
        edition.refresh_from_db()
        assert (edition.translated_from, edition.translated_from_revision) == (source, had)
        assert (edition.freshness_now(), source.freshness_now()) == (Freshness.OUTDATED, Freshness.CURRENT)
    edition.mark_current(by=chief)
    assert edition.freshness_now() == Freshness.CURRENT


def test_parted_from_one_it_follows_no_other_that_it_is_linked_to(chief):
    source, third = make_article("ar"), make_article("ar")
    edition = source.create_edition(by=SYSTEM)
    edition.unlink(by=chief)
    edition.link(third, by=chief)
    edition.refresh_from_db()
    assert (edition.translated_from, edition.partner()) == (None, third)


def test_a_version_that_is_deleted_leaves_the_other(chief):
    source = make_article("ar", published=False)
    edition = source.create_edition(by=SYSTEM)
    source.delete()
    edition.refresh_from_db()
    assert (edition.translated_from, edition.translated_from_revision) == (None, None)
    assert Article.objects.get() == edition


# creating the other edition with the text


def test_the_text_is_copied_only_where_it_is_asked_for(chief):
    words = {"headline": "عنوان", "standfirst": "مقدمة", "body": "<p>نص</p>", "lead_alt": "وصف", "kicker": "تمهيد"}
    source = make_article("ar", **words)
    edition = source.create_edition(by=chief, copy_text=True)
    assert {name: edition.working_copy()[name] for name in words} == words
    # Its address is made from the headline it will have.
    assert edition.working_copy()["slug"] == ""
    edition.revise(by=chief, headline="The headline")
    assert edition.working_copy()["slug"] == "the-headline"


def test_what_is_withdrawn_is_not_translated(chief):
    source = make_article("ar")
    source.withdraw(by=SYSTEM, reason="")
    with pytest.raises(WrongState):
        source.create_edition(by=chief)
    assert Article.objects.get() == source
    source.restore(by=SYSTEM)
    assert source.create_edition(by=chief).translated_from == source


def test_what_readers_see_of_both_is_tied_by_those_who_may_publish(chief):
    translator = make_user("translator", role="translator", languages=["ar", "en"])
    arabic, english = make_article("ar"), make_article("en")
    with pytest.raises(NotPermitted):
        arabic.link(english, by=translator)
    arabic.link(english, by=chief)
    with pytest.raises(NotPermitted):
        Article.objects.get(pk=english.pk).unlink(by=translator)
    draft = make_article("en", published=False)
    make_article("ar").link(draft, by=translator)
    assert Article.objects.get(pk=draft.pk).partner() is not None


def test_who_has_read_the_row_before_undoes_no_tie_by_saving_it(chief):
    arabic, english = make_article("ar"), make_article("en")
    read_before = Article.objects.get(pk=english.pk)
    arabic.link(english, by=chief)
    Article.objects.get(pk=english.pk).mark_current(by=chief)
    read_before.publish(by=chief)
    row = Article.objects.get(pk=english.pk)
    assert (row.story_id, row.translated_from) == (arabic.story_id, arabic)
    row.unlink(by=chief)
    Article.objects.get(pk=arabic.pk).publish(by=chief)
    assert Article.objects.get(pk=arabic.pk).partner() is None
