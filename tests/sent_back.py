"""A comment form that came back: it holds what was typed."""

from django.utils import translation
from django.utils.translation import gettext
from html_page import page_of

TYPED = {
    "name": "O’Neill <b>«ليلى»</b> & Co",
    "email": "leila@example.org",
    "website": "https://leila.example.org/?a=1&b=2",
    "body": "سطر أول «مقتبس»\n\nسطر <b>ثانٍ</b> & \"quotes\" 'too'",
}


def assert_kept(answer, **over):
    """Every field of the form that came back holds what was typed."""
    page = page_of(answer)
    for name, value in (TYPED | over).items():
        field = page.one(name=name)
        shown = field.text.removeprefix("\n") if field.tag == "textarea" else field.get("value")
        assert shown == value, name
    return page


def said_in(language, message):
    with translation.override(language):
        said = gettext(message)
    assert any("\u0600" <= letter <= "\u06ff" for letter in said) is (language == "ar")
    return said
