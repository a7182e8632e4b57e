"""Jinja, which prints the pages of readers in a fraction of the time that Django's templates took for the same pages.

Whatever a page's templates can call, beside what its view gives them, is named here.
"""

from collections.abc import Callable
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.template.defaultfilters import linebreaksbr, truncatewords, urlencode
from django.templatetags.static import static
from django.utils import translation
from jinja2 import ChainableUndefined, Environment

from articles.pictures import picture_of
from comments import talk
from comments.counter import counter_messages
from comments.lines import initial_of
from newsroom.addresses import path_to
from newsroom.templatetags import newsroom as printing


def environment(**options: Any) -> Environment:
    """Return Jinja for `settings.TEMPLATES`: it escapes, and speaks Django's active language.

    What a view has not given prints nothing, as in Django's templates.
    """
    options |= {"extensions": ["jinja2.ext.i18n"], "undefined": ChainableUndefined, "autoescape": True}
    pages = Environment(**options)  # noqa: S701 (it does)
    pages.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    pages.filters |= printing.register.filters
    pages.filters |= {"linebreaksbr": linebreaksbr, "truncatewords": truncatewords, "urlencode": urlencode}
    pages.filters |= {"count_of": talk.count_of, "initial": initial_of}
    pages.globals |= {
        "comment_counts": talk.comment_counts,
        "comment_thread": talk.comment_thread,
        "counter_messages": counter_messages,
        "crispy": render_crispy_form,
        "in_language": in_language,
        "picture_of": picture_of,
        "static": static,
        "structured_data": printing.structured_data,
        "thread_of": talk.thread_of,
        "url": path_to,
    }
    return pages


def in_language(language: str, caller: Callable[[], str]) -> str:
    """Print what stands between `call` and `endcall` in another language than the page."""
    with translation.override(language):
        return caller()
