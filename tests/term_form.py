"""The form of a term, and what its two clicks answer."""

from admin_forms import fields_of
from django.urls import reverse
from html_page import page_of

ADD = reverse("admin:comments_term_add")
LIST = reverse("admin:comments_term_changelist")


def save(client, path=ADD, answer=None, **typed):
    """Open the form, or take it as the last answer left it, type into it and press Save."""
    page = page_of(answer or client.get(path))
    return client.post(path, fields_of(page.one("form", id="term_form")) | typed)


def add(client, **typed):
    """Add a term by the two clicks it takes."""
    return save(client, answer=save(client, **typed))


def trial(answer):
    (section,) = page_of(answer).all("section", class_="term-trial")
    return section


def errors(answer):
    return " ".join(element.words for element in page_of(answer).all("ul", class_="errorlist"))
