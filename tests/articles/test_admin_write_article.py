"""Writing a new article in the admin."""

import pytest
from admin_forms import add_article, change, send
from django.test import Client
from html_page import page_of
from makers import make_author, make_image, make_section, make_topic

from articles.choices import Status
from articles.models import Article, Story
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
BODY = "<p>قال المهندس إن الشبكة جديدة.</p>"


def write(client, language="ar", **typed):
    words = {"headline": "عودة الماء إلى الحي القديم", "body": BODY, "section": make_section().pk}
    return send(client, add_article(language), "article_form", **words | typed)


def test_an_editor_writes_a_draft(editor, as_user):
    topic, author, image = make_topic(), make_author(), make_image()
    answer = write(as_user(editor), topics=[topic.pk], byline_1=author.pk, lead_image=image.pk, kicker="مياه")
    assert answer.status_code == 302
    article = Article.objects.get()
    assert (article.status, article.language, article.headline) == (Status.DRAFT, "ar", "عودة الماء إلى الحي القديم")
    assert (article.body, article.kicker, article.lead_image) == (BODY, "مياه", image)
    assert article.authors == [author]
    assert list(article.topics.all()) == [topic]
    assert article.revisions.get().author == editor


def test_a_draft_is_begun_without_a_section_and_not_published_without(editor, as_user):
    client = as_user(editor)
    assert write(client, section="").status_code == 302
    draft = Article.objects.get()
    assert (draft.section, draft.status) == (None, Status.DRAFT)
    answer = send(client, change(draft), "article_form", standfirst="مقدمة", without_picture="on", _step="publish")
    messages = page_of(client.get(answer["Location"])).one("ul", class_="messagelist")
    assert [link.get("href") for link in messages.all("a")] == [f"{change(draft)}#id_section"]
    assert not Article.objects.public().exists()


def test_the_log_says_who_began_it(editor, as_user):
    write(as_user(editor))
    assert AuditEntry.objects.get(verb="start").user == editor


def test_bylines_are_stored_in_the_order_of_the_fields(editor, as_user):
    first, second = make_author(), make_author()
    write(as_user(editor), byline_1=second.pk, byline_3=first.pk)
    assert Article.objects.get().authors == [second, first]


def test_it_is_written_and_published_with_one_button(editor, as_user):
    write(as_user(editor), standfirst="بعد شهرين من الانقطاع.", without_picture="on", _step="publish")
    article = Article.objects.get()
    assert article.is_public()
    assert article.slug == "عودة-الماء-إلى-الحي-القديم"


def test_text_typed_without_the_editor_gets_its_paragraphs(editor, as_user):
    write(as_user(editor), body="الفقرة الأولى.\r\n\r\nالثانية، سطر\r\nوسطر.")
    assert Article.objects.get().body == "<p>الفقرة الأولى.</p><p>الثانية، سطر<br>وسطر.</p>"


def test_a_writer_gets_no_button_for_publishing_and_no_times(writer, as_user):
    page = page_of(as_user(writer).get(add_article("ar")))
    assert [button["value"] for button in page.all("button", name="_step")] == ["submit"]
    assert not {"publish_at_0", "embargoed_until_0", "expires_at_0", "breaking_until_0"} & {
        field.get("name") for field in page.all("input")
    }


def test_a_writer_who_forges_the_button_is_refused_and_nothing_is_stored(writer, as_user):
    answer = write(as_user(writer), _step="publish")
    assert answer.status_code == 403
    assert not Article.objects.exists()
    assert not Story.objects.exists()


def test_nobody_writes_in_a_language_that_is_not_theirs(editor, as_user):
    client = as_user(editor)
    assert client.get(add_article("en")).status_code == 403
    form = {"headline": "Water", "body": BODY, "section": make_section().pk, "kind": "news"}
    assert client.post(add_article("en"), form).status_code == 403
    # The language of the field counts, not that of the address.
    assert client.post(add_article("ar"), form | {"language": "en"}).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("person", ["moderator", "photographer"])
def test_nobody_writes_without_the_right(person, request, as_user):
    client = as_user(request.getfixturevalue(person))
    assert client.get(add_article("ar")).status_code == 403
    assert client.post(add_article("ar"), {"headline": "خبر"}).status_code == 403
    assert not Article.objects.exists()


def test_a_stranger_is_sent_to_the_login(reader):
    answer = reader.post(add_article("ar"), {"headline": "خبر"})
    assert answer.status_code == 403
    assert page_of(answer).one("form", id="login-form")["action"] == "/admin/login/"
    assert not Article.objects.exists()


def test_it_wants_the_forgery_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(add_article("ar"), {"headline": "خبر"}).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"headline": ""}, "headline"),
        ({"slug": "ليس عنواناً!"}, "slug"),
        ({"publish_at_0": "قريباً", "publish_at_1": "10:00"}, "publish_at"),
        ({"expires_at_0": "2001-01-01", "expires_at_1": "10:00", "_step": "publish"}, "expires_at"),
        ({"body": "<p>" + "ا" * 200_001 + "</p>"}, "body"),
    ],
)
def test_a_refused_form_keeps_every_word_and_says_what_is_wrong_beside_it(editor, as_user, typed, name):
    answer = write(as_user(editor), standfirst="مقدمة طويلة «بين قوسين» & رمز", **typed)
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.one("textarea", name="standfirst").text.removeprefix("\n") == "مقدمة طويلة «بين قوسين» & رمز"
    assert page.one("textarea", name="body").text.removeprefix("\n") == typed.get("body", BODY)
    assert page.one("div", class_=f"field-{name}").all("ul", class_="errorlist")
    assert not Article.objects.exists()


def test_the_fields_are_in_the_language_of_the_article_and_the_labels_in_that_of_the_person(chief, as_user):
    for interface, direction in (("ar", "rtl"), ("en", "ltr")):
        chief.interface_language = interface
        chief.save()
        for language in ("ar", "en"):
            page = page_of(as_user(chief).get(add_article(language)))
            assert (page.one("html")["lang"], page.one("html")["dir"]) == (interface, direction)
            for name in (
                "kicker",
                "headline",
                "dateline",
                "slug",
                "seo_title",
                "lead_alt",
                "lead_caption",
                "lead_credit",
                "source",
            ):
                field = page.one("input", name=name)
                assert (field["lang"], field["dir"]) == (language, "rtl" if language == "ar" else "ltr"), name
            for name in ("standfirst", "body", "reason"):
                field = page.one("textarea", name=name)
                assert (field["lang"], field["dir"]) == (language, "rtl" if language == "ar" else "ltr"), name


def test_without_a_language_asked_for_it_is_one_the_person_works_in(english_editor, as_user):
    english_editor.interface_language = "ar"
    english_editor.save()
    page = page_of(as_user(english_editor).get(add_article("").removesuffix("?language=")))
    assert page.one("input", type="hidden", name="language", value="en")["value"] == "en"


def test_save_and_continue_leads_to_its_form(editor, as_user):
    answer = write(as_user(editor), _continue="1")
    assert answer["Location"].split("?")[0] == change(Article.objects.get())
