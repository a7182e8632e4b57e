"""A comment that is refused: why is said at its field, in the page's language, and nothing typed is lost."""

import pytest
from django.core import signing
from django.utils import timezone
from html_page import page_of
from makers import make_article
from sent_back import TYPED, assert_kept, said_in

from comments import tokens
from comments.models import Comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Write the name to be shown with your comment."),
        ("name", None, "Write the name to be shown with your comment."),
        ("name", " \u00a0\n ", "Write the name to be shown with your comment."),
        ("name", "\u200b\u200e\u3164", "Write a name that can be seen."),
        ("name", "\u2800", "Write a name that can be seen."),
        ("name", "\u202e\u2066", "Write the name to be shown with your comment."),
        ("email", "", "Write your e-mail address. It will not be published."),
        ("email", "leila", "Write a complete e-mail address, such as name@example.org."),
        ("email", "leila@example", "Write a complete e-mail address, such as name@example.org."),
        ("email", "a@b.example, c@d.example", "Write a complete e-mail address, such as name@example.org."),
        ("email", "a@b.example\r\nBcc: c@d.example", "Write a complete e-mail address, such as name@example.org."),
        ("website", "javascript:alert(1)", "Write a complete web address, such as https://example.org."),
        ("website", "JaVaScRiPt://x.example/%0aalert(1)", "Write a complete web address, such as https://example.org."),
        ("website", "data:text/html,x", "Write a complete web address, such as https://example.org."),
        ("website", "ftp://x.example/", "Write a complete web address, such as https://example.org."),
        ("website", "not an address", "Write a complete web address, such as https://example.org."),
        ("website", "http://[", "Write a complete web address, such as https://example.org."),
        ("body", "", "Write your comment."),
        ("body", "\n\n \t", "Write your comment."),
        ("body", "\u200b\u200b\u200b", "Write a comment that can be seen."),
    ],
    ids=ascii,
)
def test_a_field_is_refused_in_the_language_of_the_page(send, language, field, value, message):
    answer = send(make_article(language), **TYPED | {field: value})
    assert answer.status_code == 422
    assert Comment.objects.count() == 0
    page = page_of(answer)
    (wrong,) = [element for element in page.all() if element.get("aria-invalid") == "true"]
    assert wrong["name"] == field
    explained = [page.one(id=key) for key in wrong["aria-describedby"].split()]
    assert said_in(language, message) in [element.words for element in explained], "once, and alone"
    assert page.one("html")["lang"] == language
    kept = {name: typed for name, typed in TYPED.items() if name != field}
    for name, typed in kept.items():
        shown = page.one(name=name)
        assert typed == (shown.text.removeprefix("\n") if shown.tag == "textarea" else shown["value"])


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        ("name", "ا" * 60),
        ("body", "ا" * 3000),
        ("website", f"https://x.example/{'a' * 182}"),
        ("email", f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 57}.example.org"),
    ],
)
def test_a_length_is_counted_in_characters(send, field, longest):
    assert send(make_article(), **{field: longest}).status_code == 303
    assert getattr(Comment.objects.get(), field) == longest


@pytest.mark.parametrize(("field", "longest"), [("name", 60), ("body", 3000)])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_one_character_more_is_refused_with_its_count(send, language, field, longest):
    typed = "ا" * (longest + 1)
    answer = send(make_article(language), **TYPED | {field: typed})
    assert answer.status_code == 422
    page = assert_kept(answer, **{field: typed})
    wrong = page.one(name=field)
    (error,) = [page.one(id=key) for key in wrong["aria-describedby"].split() if key.endswith("error")]
    assert str(longest + 1) in error.words.replace(",", "")
    assert str(longest) in error.words.replace(",", "")
    assert ("characters" in error.words) is (language == "en")


def test_a_composed_letter_is_one_character(send):
    assert send(make_article(), body="ا\u0653" * 3000).status_code == 303
    assert Comment.objects.get().body == "آ" * 3000


def test_what_is_wrong_is_summed_up_in_front_of_the_form(send):
    page = page_of(send(make_article("en"), name="", email="x", body=""))
    summary = page.one(role="alert")
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary.attributes, "it has the focus, with a script or without"
    assert [link["href"] for link in summary.all("a")] == ["#id_name", "#id_email", "#id_body"]
    assert "3 fields need your attention" in summary.words


# Names that would turn the text around them
SIGNS = "We took signs out of the name that nobody sees and that change the text around it. Check it."


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("علي\u202e\u2066 می\u200cخواهم", "علي می\u200cخواهم"),
        ("\u202dLeila\u202c", "Leila"),
        ("\u2068ليلى\u2069", "ليلى"),
        ("Lei\x00la\x1b", "Leila"),
        ("ليلى\r\nBcc: x\u2028y\x0bz\x85w", "ليلى Bcc: x y z w"),
    ],
    ids=ascii,
)
def test_a_name_with_hidden_signs_comes_back_without_them_and_the_next_click_posts(send, language, typed, cleaned):
    article = make_article(language)
    answer = send(article, **TYPED | {"name": typed})
    assert answer.status_code == 422
    page = assert_kept(answer, name=cleaned)
    wrong = page.one(name="name")
    assert said_in(language, SIGNS) in [page.one(id=key).words for key in wrong["aria-describedby"].split()]
    form = {field["name"]: field.get("value") for field in page.one("form", id="comment-form").all("input")}
    assert send(article, **TYPED | form).status_code == 303
    assert Comment.objects.get().name == cleaned


@pytest.mark.parametrize("sign", ["\u200c", "\u200d", "\u200e", "\u200f", "\u061c"], ids=ascii)
def test_the_signs_that_arabic_and_persian_are_written_with_stay(send, sign):
    name = f"می{sign}خواهم"
    assert send(make_article(), name=name).status_code == 303
    assert Comment.objects.get().name == name


# The token


def expired(article):
    signer = signing.TimestampSigner(salt=tokens.FORM_SALT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing.time, "time", lambda: timezone.now().timestamp() - tokens.TOKEN_AGE - 60)
        return signer.sign_object({"article": article.pk, "key": "0" * 32})


BAD_TOKENS = {
    "absent": lambda article: None,
    "empty": lambda article: "",
    "rubbish": lambda article: "x" * 5000,
    "with a NUL": lambda article: tokens.issue(article) + "\x00",
    "of another article": lambda article: tokens.issue(make_article()),
    "altered": lambda article: tokens.issue(article).swapcase(),
    "expired": expired,
    "signed for something else": lambda article: signing.dumps({"article": article.pk, "key": "0" * 32}),
}


@pytest.mark.parametrize("kind", BAD_TOKENS)
def test_without_a_good_token_the_same_form_comes_back_and_the_second_click_posts(send, kind):
    article = make_article()
    answer = send(article, **TYPED, token=BAD_TOKENS[kind](article))
    assert answer.status_code == 422
    assert Comment.objects.count() == 0
    assert "no-store" in answer["Cache-Control"]
    page = assert_kept(answer)
    form = {field["name"]: field.get("value") for field in page.one("form", id="comment-form").all("input")}
    second = send(article, **TYPED | form)
    assert second.status_code == 303
    comment = Comment.objects.get()
    assert (comment.name, comment.website, comment.body) == (TYPED["name"], TYPED["website"], TYPED["body"])


def test_the_form_that_comes_back_is_for_one_reader(send):
    page = page_of(send(make_article(), token=None))
    assert "noindex" in page.one("meta", name="robots")["content"]


def test_a_good_token_is_kept_while_the_rest_is_mended(send):
    article = make_article()
    token = tokens.issue(article)
    page = page_of(send(article, token=token, name=""))
    assert page.one("input", name="token")["value"] == token
