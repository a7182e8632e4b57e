"""Where a picture stands, what a change of it changes there, and that nobody deletes what is in use."""

import pytest
from django.db.models import ProtectedError
from makers import make_article, make_author, make_image, make_page, picture_file

from articles.models import Article, DiscardedPicture, Image, ImageUse
from newsroom import languages
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted

pytestmark = pytest.mark.django_db


def figure(image):
    return f'<p>نص</p><figure data-image="{image.pk}"></figure>'


def used():
    return set(ImageUse.objects.values_list("image", flat=True))


def html(article):
    return Article.objects.get(pk=article.pk).body_html


def test_a_picture_is_in_use_from_the_revision_that_has_it_until_neither_copy_has_it(editor):
    lead, inside, later = make_image(), make_image(), make_image()
    article = make_article(lead_image=lead, body=figure(inside))
    assert used() == {lead.pk, inside.pk}
    # Readers have the old copy still, the newsroom has the new one.
    article.revise(by=editor, lead_image=later, body="<p>نص</p>")
    assert used() == {lead.pk, inside.pk, later.pk}
    article.publish(by=SYSTEM)
    assert used() == {later.pk}


def test_what_waits_for_its_hour_is_in_use_though_written_over_since():
    first, second = make_image(), make_image()
    article = make_article(lead_image=first)
    revision = article.revise(by=SYSTEM, lead_image=second)
    article.schedule_swap(revision, article.published_at.replace(year=2100), by=SYSTEM)
    article.revise(by=SYSTEM, lead_image=first)
    assert used() == {first.pk, second.pk}
    article.cancel_swap(by=SYSTEM)
    assert used() == {first.pk}


def test_a_picture_of_a_page_is_in_use_and_shown():
    image = make_image()
    page = make_page(body=figure(image))
    assert used() == {image.pk}
    assert "<picture>" in page.html
    page.body = "<p>نص</p>"
    page.save()
    assert not used()


def test_a_number_that_is_no_picture_is_no_use():
    make_article(body='<figure data-image="999999"></figure>')
    assert not used()


@pytest.mark.parametrize("place", ["lead", "text", "portrait", "page"])
def test_what_is_in_use_is_not_deleted(place):
    image = make_image()
    {
        "lead": lambda: make_article(published=False, lead_image=image),
        "text": lambda: make_article(body=figure(image)),
        "portrait": lambda: make_author(portrait=image),
        "page": lambda: make_page(body=figure(image)),
    }[place]()
    with pytest.raises(ProtectedError):
        image.delete()
    with pytest.raises(ProtectedError):
        Image.objects.filter(pk=image.pk).delete()
    assert not DiscardedPicture.objects.exists()


def test_what_nothing_uses_is_deleted_and_its_files_are_noted():
    image = make_image()
    key = image.key
    image.delete()
    assert DiscardedPicture.objects.get().key == key


def test_another_file_takes_the_place_of_one_in_every_text():
    image = make_image()
    article = make_article(lead_image=image, body=figure(image))
    before, key = html(article), image.key
    image.replace(picture_file(size=(700, 500)), by=SYSTEM)
    assert key in before
    assert key not in html(article)
    assert image.key in html(article)
    assert Image.objects.get().texts.count() == 2
    assert AuditEntry.objects.about(image).filter(verb="replace_file").count() == 1


def test_new_words_stand_at_once_in_every_text_that_has_none_of_its_own():
    image = make_image()
    article, other = make_article(body=figure(image)), make_article("en", body=figure(image))
    text = image.texts.get(language="ar")
    text.alt, text.caption = "سفينة عند الرصيف", "الرصيف الرابع"
    text.save()
    assert "سفينة عند الرصيف" in html(article)
    assert "الرصيف الرابع" in html(article)
    assert "سفينة" not in html(other)


def test_words_that_are_deleted_are_gone_from_every_text():
    image = make_image()
    article = make_article(body=figure(image))
    image.texts.get(language="ar").delete()
    assert 'alt=""' in html(article)
    assert "المصوّر" not in html(article)


def test_the_files_that_come_later_come_into_the_texts_too():
    image = make_image()
    article = make_article(body=figure(image))
    assert "image/avif" not in html(article)
    assert Image.objects.finish() == 1
    assert "image/avif" in html(article)
    assert Image.objects.finish() == 0


def test_a_decorative_picture_is_passed_over():
    image = make_image(decorative=True)
    assert 'alt=""' in html(make_article(body=figure(image)))
    article = Article.objects.with_picture().get(pk=make_article(lead_image=image).pk)
    assert article.picture.alt == ""
    assert make_article(lead_image=image, lead_alt="شعار").picture.alt == "شعار"


@pytest.mark.parametrize("language", languages.CODES)
def test_what_nobody_has_described_in_a_language_is_shown_without_words(language):
    described, not_described = make_image(), make_image()
    not_described.texts.filter(language=language).delete()
    articles = [make_article(language, lead_image=image) for image in (described, not_described, None)]
    rows = Article.objects.with_picture().in_bulk([article.pk for article in articles])
    said = [rows[article.pk].picture for article in articles]
    assert [picture and bool(picture.alt and picture.caption and picture.credit) for picture in said] == [
        True,
        False,
        None,
    ]


def test_nobody_changes_a_picture_without_the_right(moderator):
    image = make_image()
    key = image.key
    with pytest.raises(NotPermitted):
        image.replace(picture_file(), by=moderator)
    with pytest.raises(NotPermitted):
        image.refocus(1, 1, by=moderator)
    image.refresh_from_db()
    assert (image.key, image.focus_x) == (key, 50)


def test_of_two_who_finish_a_picture_one_does(monkeypatch):
    image = make_image()
    other = Image.objects.get(pk=image.pk)
    assert image.finish()
    assert not other.finish()
    image.refresh_from_db()
    assert image.is_finished


def test_a_picture_whose_file_is_damaged_does_not_keep_the_others_waiting(caplog):
    broken, whole = make_image(), make_image()
    with broken.original.storage.open(broken.original.name, "wb") as file:
        file.write(b"damaged")
    assert Image.objects.finish() == 1
    assert Image.objects.get(is_finished=True) == whole
    assert str(broken.pk) in caplog.text


def test_a_picture_replaced_while_it_is_finished_keeps_its_new_files(monkeypatch):
    image = make_image()
    stale = Image.objects.get(pk=image.pk)
    made = Image._made

    def slow(row, *arguments):
        files = made(row, *arguments)
        Image.objects.get(pk=image.pk).replace(picture_file(), by=SYSTEM)
        return files

    monkeypatch.setattr(Image, "_made", slow)
    assert not stale.finish()
    image.refresh_from_db()
    assert not image.is_finished
    assert image.key != stale.key


def test_a_picture_of_the_text_can_have_words_of_its_own_there():
    image = make_image()
    own = 'data-alt="قارب &lt;صغير&gt;" data-credit="هدى"'
    article = make_article(body=f'<p>نص</p><figure data-image="{image.pk}" {own}><figcaption>هنا</figcaption></figure>')
    assert 'alt="قارب &lt;صغير&gt;"' in html(article)
    assert "هنا" in html(article)
    assert "هدى" in html(article)
    assert "المصوّر" not in html(article)
    assert used() == {image.pk}


def test_a_picture_of_the_text_needs_its_words_in_the_language_or_there(editor):
    image = make_image()
    image.texts.filter(language="ar").delete()
    bare = make_article(published=False, body=figure(image))
    assert [finding.field for finding in bare.checklist().blocks] == ["body"]
    bare.revise(by=editor, body=bare.body.replace("<figure ", '<figure data-alt="قارب" '))
    assert bare.checklist().blocks == []
    assert make_article("en", published=False, body=figure(image)).checklist().blocks == []
