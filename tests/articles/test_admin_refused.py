"""What the form of an article refuses: a clear word beside the field, in either language, and all that was typed."""

import time
from datetime import timedelta

import pytest
from admin_forms import add_article, change, fields_of, said, send_article
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_image, make_user

from articles.models import Article
from newsroom import languages

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WORDS = {
    "ar": {"headline": "عنوان آخر", "standfirst": "مقدمة أخرى «بين قوسين» & رمز", "note": "ملاحظة"},
    "en": {"headline": "Another headline", "standfirst": "Another standfirst, “quoted” & <b>", "note": "a note"},
}


@pytest.fixture(params=languages.CODES)
def language(request):
    """The language of the interface, and of the article."""
    return request.param


@pytest.fixture
def client(language, as_user):
    return as_user(make_user("editor", role="editor", languages=["ar", "en"], interface_language=language))


def typed(name, moment):
    local = timezone.localtime(moment, timezone.get_fixed_timezone(60))
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def refused(client, path, **fields):
    """Type into the form of `path`: it comes back with every field as it was sent. Return its page."""
    sent = fields_of(page_of(client.get(path)).one("form", id="article_form")) | fields
    answer = client.post(path, sent)
    assert answer.status_code == 200
    page = page_of(answer)
    shown = fields_of(page.one("form", id="article_form"))
    for name in sent.keys() - {"csrfmiddlewaretoken", "_step", "_edition"}:
        if "__prefix__" in name:
            continue
        value = sent[name] if isinstance(sent[name], list) else [sent[name]]
        assert shown.get(name, []) == value, name
    return page


def beside(page, name, language):
    """Return what is said beside a field, in the language of the person; the top of the form leads there."""
    row = page.one("div", class_=f"field-{name}")
    ways = {f"#{control.get('id')}" for control in row.all() if control.get("id")}
    assert ways & {link["href"] for link in page.one("ul", class_="admin-wrong").all("a")}
    words = row.one("ul", class_="errorlist").words
    assert in_language(words, language)
    return words


def in_language(words, language):
    first = next(filter(str.isalpha, words))
    return ("\u0600" <= first <= "\u06ff") is (language == "ar")


def test_a_headline_of_500_characters_comes_back_whole(client, language):
    letter = {"ar": "ا", "en": "x"}[language]
    draft = make_article(language, published=False)
    for path in (add_article(language), change(draft)):
        page = refused(client, path, **WORDS[language] | {"headline": letter * 500})
        assert "200" in beside(page, "headline", language)
    assert Article.objects.get().headline == draft.headline


def test_no_browser_cuts_what_is_pasted_into_a_line(client, language):
    form = page_of(client.get(change(make_article(language)))).one("form", id="article_form")
    lines = [field for field in form.all("input") if field.get("type") == "text"]
    assert {"headline", "kicker", "slug", "note", "seo_title"} <= {field.get("name") for field in lines}
    assert not [field.get("name") for field in form.all() if "maxlength" in field.attributes]


def test_two_megabytes_out_of_word_are_answered_soon(client, language):
    words = {"ar": "قال الوزير إن الماء عاد إلى الحي.", "en": "Water is back in the quarter, the minister said."}
    paragraph = (
        '<p class="MsoNormal" style="mso-bidi-language:AR-MA"><o:p></o:p><span lang="AR-MA" '
        f'style="font-family:Arial;mso-ascii-theme-font:minor-bidi">{words[language]}</span></p>'
    )
    body = paragraph * (2_000_000 // len(paragraph.encode()) + 1)
    article = make_article(language, published=False)
    began = time.monotonic()
    page = refused(client, change(article), **WORDS[language], body=body)
    assert time.monotonic() - began < 20
    assert beside(page, "body", language)
    assert Article.objects.get().body == article.body


@pytest.mark.parametrize("slug", ["water", ""])
def test_an_address_word_that_another_article_has(slug, client, language):
    """Written, or made from a headline: it is said beside the word before anything is published."""
    make_article(language, slug="water")
    draft = make_article(language, published=False)
    typed_words = WORDS[language] | {"slug": slug, "headline": "Water"}
    page = refused(client, change(draft), **typed_words, _step="publish")
    assert "water-2" in beside(page, "slug", language)
    assert Article.objects.public().count() == 1
    assert send_article(client, draft, slug="water-2", _step="publish").status_code == 302
    assert Article.objects.public().count() == 2


def test_before_that_the_list_of_what_to_look_at_says_so(client, language):
    make_article(language, slug="water")
    draft = make_article(language, published=False)
    # A draft may have any word: its month is not settled before it is published.
    assert send_article(client, draft, slug="water").status_code == 302
    checks = page_of(client.get(change(draft))).one("section", class_="admin-checks")
    link = next(link for link in checks.all("a") if link.get("href") == "#id_slug")
    assert "water-2" in link.words
    assert in_language(link.words, language)


def test_a_scheduled_article_that_would_get_the_word_of_another(client, language):
    make_article(language, slug="water")
    waiting = make_article(language, published=False)
    send_article(client, waiting, _step="publish", **typed("publish_at", timezone.now() + timedelta(minutes=1)))
    page = refused(client, change(waiting), **WORDS[language], slug="water")
    assert "water-2" in beside(page, "slug", language)


def test_a_publication_in_the_past(client, language):
    article = make_article(language, published=False)
    yesterday = typed("publish_at", timezone.now() - timedelta(days=1))
    page = refused(client, change(article), **WORDS[language], **yesterday, _step="publish")
    assert beside(page, "publish_at", language)
    assert not Article.objects.public().exists()


def test_an_embargo_after_the_publication(client, language):
    article, now = make_article(language, published=False), timezone.now()
    times = typed("publish_at", now + HOUR) | typed("embargoed_until", now + 2 * HOUR)
    page = refused(client, change(article), **WORDS[language], **times, _step="publish")
    assert beside(page, "embargoed_until", language)
    assert Article.objects.get().embargoed_until is None


def test_an_expiry_that_has_passed_stands_in_the_way_of_publishing_again(client, language):
    article = make_article(language, expires_at=timezone.now() - timedelta(minutes=3))
    page = refused(client, change(article), **WORDS[language], _step="publish")
    assert beside(page, "expires_at", language)
    assert not Article.objects.public().exists()


def test_what_readers_have_had_comes_back_at_no_later_hour(client, language):
    article = make_article(language)
    send_article(client, article, _step="withdraw", reason="x")
    later = typed("publish_at", timezone.now() + timedelta(days=2))
    page = refused(client, change(article), **WORDS[language], **later, _step="publish")
    assert beside(page, "publish_at", language)
    assert not Article.objects.public().exists()


@pytest.mark.parametrize("name", ["publish_at", "reason", "return_note"])
def test_what_another_button_takes_up_is_not_dropped_in_silence(name, client, language):
    article = make_article(language, published=False, status="in_review")
    words = typed("publish_at", timezone.now() + HOUR) if name == "publish_at" else {name: "x"}
    page = refused(client, change(article), **WORDS[language], **words)
    assert beside(page, name, language)
    assert Article.objects.get().headline == article.headline


def test_the_hour_of_a_scheduled_article_does_not_hinder_a_save(client, language):
    article, hour = make_article(language, published=False), typed("publish_at", timezone.now() + HOUR)
    send_article(client, article, _step="publish", **hour)
    assert send_article(client, article, **WORDS[language]).status_code == 302
    assert Article.objects.get().headline == WORDS[language]["headline"]
    assert beside(refused(client, change(article), publish_at_0="", publish_at_1=""), "publish_at", language)


EMPTIED = {
    "standfirst": {"standfirst": ""},
    "body": {"body": ""},
    "section": {"section": ""},
    "lead_image": {"without_picture": []},
}


@pytest.mark.parametrize("name", EMPTIED)
def test_what_is_scheduled_loses_nothing_that_it_needs(name, client, language):
    article, hour = make_article(language, published=False), timezone.now() + HOUR
    send_article(client, article, _step="publish", **typed("publish_at", hour))
    for step in ({}, {"_step": "publish"}):
        page = refused(client, change(article), **WORDS[language] | EMPTIED[name], **step)
        assert beside(page, name, language)
    assert Article.objects.public(hour + HOUR).get().headline == article.headline
    # Off the schedule it is a draft like any other.
    send_article(client, article, _step="unschedule")
    assert send_article(client, article, **WORDS[language] | EMPTIED[name]).status_code == 302


def test_a_picture_will_do_in_place_of_the_tick(client, language):
    article = make_article(language, published=False)
    send_article(client, article, _step="publish", **typed("publish_at", timezone.now() + HOUR))
    image = make_image()
    assert send_article(client, article, without_picture=[], lead_image=image.pk).status_code == 302
    assert Article.objects.get().lead_image == image


def test_a_translation_of_a_withdrawn_story(client, language):
    article = make_article(language)
    path = change(article)
    opened = fields_of(page_of(client.get(path)).one("form", id="article_form"))
    send_article(client, article, _step="withdraw", reason="")
    opened["version"] = fields_of(page_of(client.get(path)).one("form", id="article_form"))["version"]
    answer = client.post(path, opened | WORDS[language] | {"_edition": "1"})
    assert in_language(said(client, answer), language)
    assert article.story.articles.count() == 1
    kept = fields_of(page_of(client.get(answer["Location"])).one("form", id="article_form"))
    assert kept["standfirst"] == [WORDS[language]["standfirst"]]
    page = refused(client, path, _edition="1", **WORDS[language] | {"headline": ""})
    assert beside(page, "headline", language)
