"""The address beside the address word: what it will be, how long, and whether it is free."""

from datetime import datetime
from urllib.parse import quote

import pytest
from admin_forms import add_article, change, send_article
from html_page import page_of
from makers import make_article, make_user

from articles.models import Article
from newsroom.addresses import absolute
from newsroom.models import Site

ENDPOINT = "/admin/articles/article/address/"


def said(client, **typed):
    answer = client.get(ENDPOINT, {"language": "ar"} | typed)
    assert answer.status_code == 200
    return page_of(answer)


def encoded(page):
    return page.one("p", class_="admin-address__encoded").words


def this_month():
    today = datetime.now(Site.current().zone)
    return f"{today:%Y/%m}"


def test_the_form_shows_the_address_without_a_script(as_user, editor):
    article = make_article("ar", headline="مدينة تعيد فتح مينائها", published=False)
    page = page_of(as_user(editor).get(change(article)))
    shown = page.one("slug-preview")
    address = absolute(f"/ar/{this_month()}/{quote('مدينة-تعيد-فتح-مينائها')}/")
    assert encoded(shown) == address
    assert f" {len(address)} " in shown.words
    word = shown.one("bdi", lang="ar")
    assert word.words == "مدينة-تعيد-فتح-مينائها"
    assert word["dir"] == "rtl"


def test_a_new_article_has_one_as_soon_as_it_has_a_headline(as_user, editor):
    client = as_user(editor)
    assert page_of(client.get(add_article("ar"))).one("slug-preview").all("p", class_="admin-address__encoded") == []
    assert encoded(said(client, headline="أسعار النفط إلى أين؟")).endswith(f"/{quote('أسعار-النفط-إلى-أين')}/")


def test_the_month_is_that_of_the_publication(as_user, editor):
    page = said(as_user(editor), headline="خبر", publish_at_0="2031-02-28", publish_at_1="23:30")
    assert "/ar/2031/02/" in encoded(page)


def test_what_is_typed_wins_over_the_headline(as_user, editor):
    assert encoded(said(as_user(editor), headline="خبر", slug="news-of-today")).endswith("/news-of-today/")


def test_a_headline_without_letters_gets_the_number_of_the_article(as_user, editor):
    article = make_article("ar", headline="؟!", published=False)
    shown = page_of(as_user(editor).get(change(article))).one("slug-preview")
    assert encoded(shown).endswith(f"/article-{article.pk}/")


def test_a_word_that_is_taken_is_told_with_the_free_one(as_user, editor):
    make_article("ar", headline="خبر اليوم")
    page = said(as_user(editor), headline="خبر اليوم")
    assert "خبر-اليوم-2" in page.one("p", class_="admin-address__problem").words
    # In the other edition, and in another month, it is free.
    other = make_user("other", role="editor", languages=["en"])
    assert said(as_user(other), headline="خبر اليوم", language="en").all("p", class_="admin-address__problem") == []
    later = said(as_user(editor), headline="خبر اليوم", publish_at_0="2031-02-28", publish_at_1="12:00")
    assert later.all("p", class_="admin-address__problem") == []


def test_its_own_address_is_not_taken_by_itself(as_user, editor):
    article = make_article("ar", headline="خبر اليوم")
    page = said(as_user(editor), article=article.pk, headline="خبر اليوم", slug=article.slug)
    assert page.all("p", class_="admin-address__problem") == []
    assert encoded(page) == absolute(article.get_absolute_url())


@pytest.mark.parametrize(
    ("typed", "word"),
    [("خبـــر", "خبر"), ("خبر اليوم", "خبر-اليوم"), ("GDP", "gdp"), ("ا" * 90, "ا" * 66), ("خبر-٣", "خبر-3")],
)
def test_a_word_that_cannot_stand_is_refused_beside_its_field_with_one_that_can(as_user, editor, typed, word):
    article = make_article("ar", published=False)
    answer = send_article(as_user(editor), article, slug=typed, headline="عنوان كُتب الآن")
    page = page_of(answer)
    row = page.one("div", class_="field-slug")
    assert word in row.one("ul", class_="errorlist").words
    assert row.one("input", name="slug")["value"] == typed
    assert page.one("input", name="headline")["value"] == "عنوان كُتب الآن"
    assert word in said(as_user(editor), article=article.pk, slug=typed).words
    article.refresh_from_db()
    assert article.headline != "عنوان كُتب الآن"


def test_a_word_of_the_site_itself_is_refused(as_user, editor):
    article = make_article("ar", published=False)
    page = page_of(send_article(as_user(editor), article, slug="search"))
    assert "search" in page.one("div", class_="field-slug").one("ul", class_="errorlist").words


def test_latin_words_may_be_typed_in_the_arabic_edition(as_user, editor):
    article = make_article("ar", published=False)
    assert send_article(as_user(editor), article, slug="harbour-opens-2026").status_code == 302
    article.refresh_from_db()
    assert article.slug == "harbour-opens-2026"


def test_what_an_import_brought_stands(as_user, editor):
    article = make_article("ar", slug="Old_Word-", published=False)
    assert send_article(as_user(editor), article, headline="عنوان آخر").status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("عنوان آخر", "Old_Word-")


def test_nothing_odd_in_the_question_is_an_error(as_user, editor):
    client = as_user(editor)
    for odd in ({"article": "999999"}, {"article": "9" * 30}, {"article": "x"}, {"publish_at_0": "never"}):
        answer = client.get(ENDPOINT, {"headline": "خبر\0", "slug": "-", "language": "ar"} | odd)
        assert answer.status_code in (200, 404), odd


def test_who_may_not_write_there_is_not_told(reader, as_user, editor, english_editor, moderator):
    article = make_article("ar", published=False)
    assert reader.get(ENDPOINT, {"article": article.pk}).status_code == 302
    for person in (english_editor, moderator):
        assert as_user(person).get(ENDPOINT, {"article": article.pk}).status_code == 403
    assert as_user(moderator).get(ENDPOINT, {"headline": "خبر"}).status_code == 403
    assert as_user(editor).get(ENDPOINT, {"article": article.pk}).status_code == 200


def test_asking_changes_nothing(as_user, editor):
    article = make_article("ar", published=False)
    before = Article.objects.filter(pk=article.pk).values().get()
    said(as_user(editor), article=article.pk, slug="another", publish_at_0="2031-02-28", publish_at_1="12:00")
    assert Article.objects.filter(pk=article.pk).values().get() == before
