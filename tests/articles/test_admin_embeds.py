"""An address typed into the body for an embed: taken where it may be, and told where it may not."""

import pytest
from admin_forms import add_article, change, send
from django.utils import translation
from html_page import page_of
from makers import make_article, make_section

from articles.models import Article
from newsroom.embeds import refusal

pytestmark = pytest.mark.django_db
ALLOWED = '<figure data-embed="https://youtu.be/aqz-KE-bpKQ"><figcaption>ما رآه الجيران</figcaption></figure>'
REFUSED = '<p>نص.</p><figure data-embed="https://video.example/a?b=1&amp;c=2"><figcaption>تعليق</figcaption></figure>'


def write(client, body):
    words = {"headline": "عودة الماء إلى الحي القديم", "body": body, "section": make_section().pk}
    return send(client, add_article("ar"), "article_form", **words)


def test_an_embed_is_stored_as_it_was_typed(editor, as_user):
    assert write(as_user(editor), ALLOWED).status_code == 302
    assert Article.objects.get().body == ALLOWED


@pytest.mark.parametrize("interface", ["ar", "en"])
def test_one_that_is_not_allowed_is_named_beside_the_field_and_stays_in_it(interface, editor, as_user):
    editor.interface_language = interface
    editor.save()
    answer = write(as_user(editor), REFUSED)
    assert answer.status_code == 200
    page = page_of(answer.content.decode())
    with translation.override(interface):
        expected = refusal("https://video.example/a?b=1&c=2")
    assert expected in page.one("div", class_="field-body").text
    assert ("يوتيوب" if interface == "ar" else "YouTube") in expected
    assert page.one("textarea", name="body").text.strip() == REFUSED
    assert not Article.objects.exists()


def test_it_is_told_of_an_article_that_had_one_from_before(editor, as_user):
    article = make_article("ar", body=ALLOWED)
    answer = send(as_user(editor), change(article), "article_form", body=ALLOWED + REFUSED)
    assert "video.example" in page_of(answer.content.decode()).one("div", class_="field-body").text
    article.refresh_from_db()
    assert article.body == ALLOWED


def test_without_the_editor_an_address_alone_is_an_embed(editor, as_user):
    write(as_user(editor), "الأول\n\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ&t=1s\n\nhttps://video.example/x")
    assert Article.objects.get().body == (
        '<p>الأول</p><figure data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ&amp;t=1s"></figure>'
        "<p>https://video.example/x</p>"
    )
