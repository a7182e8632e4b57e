"""The form as it stands on the article, and what it makes of the words themselves."""

import json
import uuid

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import HttpResponse
from examples import examples
from html_page import page_of
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import make_article, make_comment

from articles.models import Article
from comments.forms import CommentForm
from comments.models.comment import LONGEST_BODY, LONGEST_NAME
from comments.sender import Sender
from comments.tokens import Token
from newsroom import trap
from newsroom.models import Site

pytestmark = pytest.mark.django_db

# The words of the reference page, as they are to be used.
HEADINGS = {"ar": "اترك تعليقاً", "en": "Leave a comment"}
NOTICES = {
    "ar": "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "en": "Your email address will not be published. Required fields are marked *",
}


def form_page(reader, language="ar"):
    return page_of(reader.get(make_article(language).get_absolute_url()))


def filled(article, /, **fields):
    words = {"name": "ليلى", "email": "leila@example.org", "body": "نص التعليق"}
    return CommentForm.under(article, Site(), words | fields)


def submission_of(form):
    assert form.is_valid(), form.errors
    sender = Sender(address=None, user_agent="", device="", network="", verified_keys=())
    return form.submission(sender, Token(uuid.uuid4(), issued_at=0))


# What readers see


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_are_those_of_the_reference_page(reader, language):
    section = form_page(reader, language).one("section", id="respond")
    assert section.one(id="respond-title").words == HEADINGS[language]
    assert NOTICES[language] in section.words


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_field_has_a_label_and_says_whether_it_is_required(reader, language):
    form = form_page(reader, language).one("form", id="comment-form")
    required = {"name": True, "email": True, "website": False, "body": True}
    for name, is_required in required.items():
        field = form.one(name=name)
        label = form.one("label", **{"for": field["id"]})
        assert label.words.removesuffix("*").strip()
        assert ("*" in label.words) is is_required
        assert all(star.get("aria-hidden") == "true" for star in label.all(class_="field__required"))
        assert ("required" in field.attributes) is is_required
    assert [field["name"] for field in form.all() if field.get("name") in required] == list(required)


def test_directions_follow_what_is_written_and_not_the_page(reader):
    form = form_page(reader).one("form", id="comment-form")
    directions = {name: form.one(name=name)["dir"] for name in ("name", "email", "website", "body")}
    assert directions == {"name": "auto", "email": "ltr", "website": "ltr", "body": "auto"}


def test_the_browser_helps_and_does_not_cut(reader):
    form = form_page(reader).one("form", id="comment-form")
    assert (form["method"], "novalidate" in form.attributes) == ("post", True)
    assert [form.one(name=name)["autocomplete"] for name in ("name", "email", "website")] == ["name", "email", "url"]
    assert form.one(name="email")["type"] == "email"
    assert form.one(name="website")["type"] == "url"
    for field in form.all():
        assert "maxlength" not in field.attributes
        assert "minlength" not in field.attributes


def test_help_is_bound_to_its_field(reader):
    page = form_page(reader, "en")
    described = page.one("textarea")["aria-describedby"]
    assert "3,000 characters" in page.one(id=described).words


def test_the_page_holds_no_token_and_nothing_of_anybody(reader):
    form = form_page(reader).one("form", id="comment-form")
    assert form.one(name="token").get("value") == ""
    assert not form.all(name="csrfmiddlewaretoken")
    assert [form.one(name=name).get("value") for name in ("name", "email", "website")] == ["", "", ""]
    assert form.one("textarea").text.strip() == ""


def test_it_posts_to_the_address_of_its_article(reader):
    article = make_article("en")
    page = page_of(reader.get(article.get_absolute_url()))
    assert page.one("form", id="comment-form")["action"] == f"/en/comments/{article.pk}/"
    assert page.one("comment-form")["data-token-url"] == f"/en/comments/token/?article={article.pk}"


@pytest.mark.parametrize(("language", "rules"), [("ar", ["لا إعلانات", "لا شتائم"]), ("en", ["No adverts"])])
def test_the_house_rules_stand_beside_it(reader, language, rules):
    Site.objects.create(pk=1, guidelines_ar="لا إعلانات\n\nلا شتائم\n", guidelines_en="No adverts")
    page = form_page(reader, language)
    assert [rule.words for rule in page.all("li", class_="rules__rule")] == rules


def test_what_needs_a_script_stands_in_templates_with_its_words(reader):
    form = form_page(reader, "en").one("comment-form")
    remember = form.one("template", **{"data-after": "div_id_body"})
    assert remember.words == "Remember my details in this browser"
    box = remember.one("input", type="checkbox")
    assert "checked" not in box.attributes
    assert "name" not in box.attributes, "it is never sent"
    assert form.one("template", **{"data-after": "id_body"}).one("character-counter")["data-longest"] == "3000"


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("en", 2)])
def test_the_counter_has_a_sentence_for_each_plural_form(reader, language, forms):
    counter = form_page(reader, language).one("character-counter")
    for kind in ("data-left", "data-over"):
        messages = json.loads(counter[kind])
        assert set(messages) == {"zero", "one", "two", "few", "many", "other"}
        assert len(set(messages.values())) == forms
        assert all("%(number)s" in messages[category] for category in ("few", "many", "other"))


def test_it_has_our_own_markup_and_no_framework(reader):
    form = form_page(reader).one("form", id="comment-form")
    classes = {name for element in form.all() for name in element.get("class").split()}
    assert not {name for name in classes if name.startswith(("form-control", "mb-", "col-", "btn", "invalid-feedback"))}


# What it makes of the words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  سطر  \r\n\r\n سطر ", "سطر  \n\n سطر"),
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\ufdd0\ufffe\U0001ffffb", "ab"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202dنص\u202c", "نص"),
    ],
    ids=ascii,
)
def test_a_text_is_cleaned_before_it_is_measured(typed, stored):
    form = filled(make_article(), body=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["body"] == stored


def test_what_counts_is_what_would_be_stored():
    assert filled(make_article(), body="\u202e" * 5000 + "ا" * LONGEST_BODY + "\n" * 10_000).is_valid()
    assert filled(make_article(), name="  " * 100 + "ا\u0653" * LONGEST_NAME).is_valid()


def test_only_its_own_fields_are_read():
    article = make_article()
    form = filled(article, state="approved", article="999", depth="9", version="9", language="en", verified="1")
    assert {"name", "email", "website", "body", "token", "parent", trap.name()} <= set(form.fields)
    sent = submission_of(form)
    assert (sent.article, sent.language, sent.verified, sent.trap_filled) == (article, "ar", False, False)


def test_a_reply_knows_what_it_answers():
    parent = make_comment()
    assert submission_of(filled(parent.article, parent=parent.pk)).parent == parent


def test_a_form_that_is_printed_leaves_the_fields_of_all_forms_as_they_were():
    article = make_article()
    sent = filled(article, name="")
    assert not sent.is_valid()
    page = page_of(HttpResponse(render_crispy_form(sent)))
    assert page.one("textarea")["aria-describedby"]
    assert page.one("input", id="id_name")["aria-invalid"] == "true"
    fields = filled(article).fields
    assert fields["name"] is CommentForm.base_fields["name"] is not sent.fields["name"]
    assert [name for name, field in fields.items() if {"class", "aria-invalid"} & field.widget.attrs.keys()] == []
    assert fields["body"].help_text == ""


@given(name=st.text(st.characters(exclude_categories=[]), max_size=80), body=st.text(max_size=60))
@settings(max_examples=examples(150))
def test_whatever_is_typed_is_refused_or_stored_as_it_will_be_shown(name, body):
    # The words alone are read here: an article that is not stored has no comments to answer.
    form = filled(Article(pk=1, language="ar"), name=name, body=body)
    if not form.is_valid():
        assert set(form.errors) <= {"name", "body"}
        return
    stored = form.cleaned_data
    assert 1 <= len(stored["name"].encode()) <= 4 * LONGEST_NAME
    assert len(stored["name"].splitlines()) == 1
    assert 2 <= len(stored["body"]) <= LONGEST_BODY
    again = filled(Article(pk=1, language="ar"), name=stored["name"], body=stored["body"])
    assert again.is_valid()
    assert again.cleaned_data == stored
