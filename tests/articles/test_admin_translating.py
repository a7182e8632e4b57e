"""The translator's view: the source beside the form, what has changed in it, marking as up to date, linking."""

import pytest
from admin_forms import change, fields_of, said, send_article
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_section

from articles.choices import Freshness
from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def make_pair(language="ar"):
    """Return a source and its translation, both public, and the source changed since."""
    words = {"headline": "الماء يعود", "standfirst": "بعد ثلاثة أيام", "body": "<p>عاد الماء.</p><p>مساء الأحد.</p>"}
    english = {"headline": "Water is back", "standfirst": "After three days", "body": "<p>It is.</p><p>On Sunday.</p>"}
    source = make_article(language, **(words if language == "ar" else english))
    edition = source.create_edition(by=SYSTEM)
    edition.revise(by=SYSTEM, **(english if language == "ar" else words))
    edition.publish(by=SYSTEM)
    source.revise(by=SYSTEM, standfirst="بعد خمسة أيام" if language == "ar" else "After five days")
    source.publish(by=SYSTEM)
    return source, edition


def address(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def beside(client, article):
    return page_of(client.get(f"{change(article)}?source=1")).one("section", id="source")


def panel(client, article):
    return page_of(client.get(change(article))).one("section", id="editions")


@pytest.mark.parametrize("language", languages.CODES)
def test_the_translator_reads_the_source_and_what_has_changed_in_it(translator, as_user, language):
    source, edition = make_pair(language)
    shown = beside(as_user(translator), edition)
    words = shown.one("section", class_="admin-source__field--standfirst").one("p", lang=language)
    assert words["dir"] == languages.direction(language)
    assert words.words == source.standfirst
    assert shown.one("div", class_="admin-source__body", lang=language).all("p")
    changed = shown.one("section", **{"data-field": "standfirst"})
    assert changed.one("ins").words.endswith("خمسة" if language == "ar" else "five")
    assert changed.one("del").words.endswith("ثلاثة" if language == "ar" else "three")
    # Each field leads to where its translation goes.
    assert shown.one("section", class_="admin-source__field--headline").one("a")["href"] == "#id_headline"
    assert any(link["href"] == change(source) for link in shown.all("a"))


def test_it_is_marked_as_up_to_date_in_one_click(translator, as_user):
    source, edition = make_pair()
    client = as_user(translator)
    assert panel(client, edition).one("span", class_="admin-freshness--outdated").words
    form = beside(client, edition).one("form")
    answer = client.post(form["action"], fields_of(form))
    assert answer["Location"] == f"{change(edition)}?source=1"
    assert said(client, answer)
    edition.refresh_from_db()
    assert edition.translated_from_revision == source.newest_revision()
    assert not beside(client, edition).all("form")
    assert panel(client, edition).one("span", class_="admin-freshness--current").words
    assert panel(client, source).one("span", class_="admin-freshness--current").words


def test_a_change_that_came_after_the_page_stays_to_be_translated(translator, as_user):
    source, edition = make_pair()
    client = as_user(translator)
    form = panel(client, edition).one("form")
    sent = fields_of(form)
    source.revise(by=SYSTEM, standfirst="بعد ستة أيام")
    source.publish(by=SYSTEM)
    client.post(form["action"], sent)
    assert edition.freshness_now() == Freshness.OUTDATED


def test_the_unchanged_form_keeps_the_source_beside_it(translator, as_user):
    _source, edition = make_pair()
    client = as_user(translator)
    page = page_of(client.get(f"{change(edition)}?source=1"))
    sent = fields_of(page.one("form", id="article_form")) | {"headline": "Water has come back", "_continue": "1"}
    answer = client.post(f"{change(edition)}?source=1", sent)
    assert answer["Location"] == f"{change(edition)}?source=1"


def test_a_minor_edit_of_the_form_outdates_nothing_and_a_plain_one_does(chief, as_user):
    source, edition = make_pair()
    edition.mark_current(by=SYSTEM)
    client = as_user(chief)
    assert send_article(client, source, standfirst="بعد خمسة أيام.", minor="on", _step="publish").status_code == 302
    assert edition.freshness_now() == Freshness.CURRENT
    source.refresh_from_db()
    assert send_article(client, source, standfirst="بعد أسبوع", _step="publish").status_code == 302
    assert edition.freshness_now() == Freshness.OUTDATED


def test_who_only_reads_the_translation_sees_it_all_and_marks_nothing(editor, as_user):
    source, edition = make_pair()
    client = as_user(editor)
    shown = beside(client, edition)
    assert shown.one("section", **{"data-field": "standfirst"})
    assert not shown.all("form")
    assert client.post(address("current", edition), {"revision": source.newest_revision().number}).status_code == 403
    assert edition.freshness_now() == Freshness.OUTDATED


@pytest.mark.parametrize("seen", ["", "99", "x", "٣", "9" * 30, "-1"])
def test_a_revision_that_is_none_marks_nothing(chief, as_user, seen):
    _source, edition = make_pair()
    client = as_user(chief)
    answer = client.post(address("current", edition), {"revision": seen})
    assert said(client, answer)
    assert edition.freshness_now() == Freshness.OUTDATED
    assert client.get(address("current", edition)).status_code == 405


def test_the_source_sees_its_translation_and_has_nothing_to_catch_up_with(chief, as_user):
    source, edition = make_pair()
    client = as_user(chief)
    shown = beside(client, source)
    assert edition.standfirst in shown.words
    assert not shown.all("form")
    assert panel(client, source).one("span", class_="admin-freshness--outdated").words


def test_of_a_source_that_was_withdrawn_the_translator_is_told_why(translator, as_user):
    source, edition = make_pair()
    source.withdraw(by=SYSTEM, reason="الخبر غير صحيح")
    assert "الخبر غير صحيح" in beside(as_user(translator), edition).one("p", class_="admin-note--warning").words


# creating


def test_the_text_is_copied_with_the_second_button(chief, as_user):
    arabic, client = make_article("ar"), as_user(chief)
    button = panel(client, arabic).one("button", name="_edition")
    answer = send_article(client, arabic, _edition=button["value"])
    english = Article.objects.get(language="en")
    assert english.working_copy()["headline"] == arabic.headline
    assert said(client, answer)


def test_what_is_withdrawn_offers_no_edition_and_refuses_a_forged_one(chief, as_user):
    arabic, client = make_article("ar"), as_user(chief)
    arabic.withdraw(by=SYSTEM, reason="")
    shown = page_of(client.get(change(arabic)))
    assert not shown.all("button", name="_edition")
    note = shown.one("section", id="editions").one("p", class_="admin-note").words
    answer = send_article(client, arabic, headline="عنوان جديد", _edition="1")
    assert note in said(client, answer)
    # What was typed is there all the same.
    assert arabic.working_copy()["headline"] == "عنوان جديد"
    assert Article.objects.count() == 1


# linking


def offers(client, article, words=""):
    page = page_of(client.get(address("link", article), {"q": words} if words else {}))
    return {
        form.one("input", name="other")["value"]: form for form in page.one("ul", class_="admin-offers").all("form")
    }


def test_the_chief_finds_the_other_article_and_links_it(chief, as_user):
    arabic = make_article("ar")
    english, second = make_article("en", headline="Rain in the north"), make_article("en", headline="Snow")
    taken = make_article("en")
    taken.create_edition(by=SYSTEM)
    make_article("ar")
    client = as_user(chief)
    link = next(link for link in panel(client, arabic).all("a") if link["href"] == address("link", arabic))
    assert link.words
    # Only what is in the other language and alone, what was changed last first.
    assert list(offers(client, arabic)) == [str(second.pk), str(english.pk)]
    found = offers(client, arabic, "rain")
    answer = client.post(address("link", arabic), fields_of(found[str(english.pk)]))
    assert answer["Location"] == change(arabic)
    assert english.headline in said(client, answer)
    assert arabic.partner() == english
    assert not page_of(client.get(address("link", arabic))).all("ul", class_="admin-offers")


def test_words_that_nothing_has_are_answered_with_a_sentence(chief, as_user):
    arabic = make_article("ar")
    page = page_of(as_user(chief).get(address("link", arabic), {"q": "\0<b>nothing"}))
    assert page.one("ul", class_="admin-offers").one("li").words
    assert page.one("input", id="seek-words")["value"] == "<b>nothing"


def test_linking_what_is_not_to_be_linked_says_so(chief, as_user):
    arabic, client = make_article("ar"), as_user(chief)
    for other in ("", "x", "999999", "9" * 40):
        assert client.post(address("link", arabic), {"other": other}).status_code == 404
    second = make_article("ar")
    answer = client.post(address("link", arabic), {"other": second.pk})
    assert said(client, answer)
    assert arabic.partner() is None


def test_the_two_are_separated_after_a_question(chief, as_user):
    source, edition = make_pair()
    client = as_user(chief)
    links = [link["href"] for link in panel(client, edition).all("a")]
    assert address("unlink", edition) in links
    page = page_of(client.get(address("unlink", edition)))
    assert source.headline in page.words
    assert edition.headline in page.words
    assert edition.partner() == source
    answer = client.post(address("unlink", edition))
    assert source.headline in said(client, answer)
    edition.refresh_from_db()
    assert edition.partner() is None
    assert said(client, client.post(address("unlink", edition)))


@pytest.mark.parametrize("person", ["editor", "english_editor", "moderator", "photographer"])
def test_who_does_not_write_in_both_ties_nothing(person, request, as_user):
    source, edition = make_pair()
    alone, third = make_section() and make_article("ar"), make_article("en")
    client = as_user(request.getfixturevalue(person))
    for row in (source, alone):
        shown = [link["href"] for link in panel(client, row).all("a")]
        assert not {address("link", row), address("unlink", row)} & set(shown)
    for act, row, sent in (("link", alone, {"other": third.pk}), ("unlink", edition, {})):
        assert client.get(address(act, row)).status_code == 403
        assert client.post(address(act, row), sent).status_code == 403
    assert edition.partner() == source
    assert alone.partner() is None
